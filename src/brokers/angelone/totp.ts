import { createGuardrails, generateSync } from 'otplib';
import type { Secret } from '../../secrets/secret.ts';
import type { Clock } from '../clock.ts';
import type { Reading } from '../port.ts';

const STEP_MS = 30_000;
/** A code that is about to end may be over when it arrives. */
const MIN_REMAINING_MS = 2_000;
/** Replies tell whole seconds and take their time: less than this says nothing. */
export const CERTAIN_SKEW_MS = 5_000;
/** How long a seed must be is the broker's affair. */
const ANY_LENGTH = createGuardrails({ MIN_SECRET_BYTES: 1 });

/** The form of a seed that authenticators work with: people copy it in groups and in lower case. */
export function normalizeTotpSecret(text: string): string {
  return text.replace(/[\s=-]/g, '').toUpperCase();
}

/** Takes the code of a half minute, counted from 1970-01-01 UTC. @returns false where another process has used it. */
export type ClaimTotpStep = (step: number) => boolean;

export interface TotpUse {
  /** Also asked of each code; by default this process is the only one that logs in. */
  readonly claim?: ClaimTotpStep | undefined;
  /** Told before it waits for the next half minute. */
  readonly onWait?: ((ms: number) => void) | undefined;
}

/** One account's time-based codes. No code is given twice: the broker may refuse one that was used. */
export class TotpCodes {
  readonly #secret: Secret;
  readonly #clock: Clock;
  readonly #use: TotpUse;
  /** Half minutes whose code was given: by a clock that was wrong, some of them may be to come. */
  readonly #given = new Set<number>();

  constructor(secret: Secret, clock: Clock, use: TotpUse = {}) {
    this.#secret = secret;
    this.#clock = clock;
    this.#use = use;
  }

  /**
   * Waits, where it must, for the next half minute.
   * @param skewMs by how much the broker's clock is ahead, as its last reply told: a machine whose clock has stepped
   * would else be refused, and taken for one with wrong credentials
   */
  async next(signal: AbortSignal, skewMs = 0): Promise<Reading<string>> {
    const aheadMs = Math.abs(skewMs) < CERTAIN_SKEW_MS ? 0 : skewMs;
    for (;;) {
      const now = this.#clock.now() + aheadMs;
      const step = Math.floor(now / STEP_MS);
      const remainingMs = (step + 1) * STEP_MS - now;
      if (!this.#given.has(step) && remainingMs >= MIN_REMAINING_MS) {
        this.#given.add(step);
        if (this.#use.claim?.(step) ?? true) return this.#generate(step);
      }
      this.#use.onWait?.(remainingMs);
      await this.#clock.sleep(remainingMs, signal);
      if (signal.aborted) return failed('aborted', 'ABORTED', 'given up while waiting for a fresh TOTP code');
    }
  }

  #generate(step: number): Reading<string> {
    try {
      const secret = normalizeTotpSecret(this.#secret.reveal());
      return {
        ok: true,
        value: generateSync({ secret, epoch: (step * STEP_MS) / 1000, guardrails: ANY_LENGTH }),
      };
    } catch {
      // The library's own words may quote the seed.
      return failed(
        'credentials',
        'TOTP_SECRET',
        'the TOTP secret is not base32 (letters A to Z and digits 2 to 7)',
      );
    }
  }
}

function failed(kind: 'aborted' | 'credentials', code: string, message: string): Reading<never> {
  return { ok: false, error: { kind, code, message } };
}
