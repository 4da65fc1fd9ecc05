import { createGuardrails, generateSync } from 'otplib';
import type { Secret } from '../../secrets/secret.ts';
import type { Clock } from '../clock.ts';
import type { Reading } from '../port.ts';

const STEP_MS = 30_000;
/** A code that is about to end may be over when it arrives. */
const MIN_REMAINING_MS = 2_000;
/** How long a seed must be is the broker's affair. */
const ANY_LENGTH = createGuardrails({ MIN_SECRET_BYTES: 1 });

/** The form of a seed that authenticators work with: people copy it in groups and in lower case. */
export function normalizeTotpSecret(text: string): string {
  return text.replace(/[\s=-]/g, '').toUpperCase();
}

/** One account's time-based codes. No code is given twice: the broker may refuse one that was used. */
export class TotpCodes {
  readonly #secret: Secret;
  readonly #clock: Clock;
  #lastStep = Number.NEGATIVE_INFINITY;

  constructor(secret: Secret, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** Waits, where it must, for the next half minute. */
  async next(signal: AbortSignal): Promise<Reading<string>> {
    for (;;) {
      const now = this.#clock.now();
      const step = Math.floor(now / STEP_MS);
      const remainingMs = (step + 1) * STEP_MS - now;
      if (step > this.#lastStep && remainingMs >= MIN_REMAINING_MS) {
        this.#lastStep = step;
        return this.#generate(step);
      }
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
