import { createGuardrails, verifySync } from 'otplib';

const STEP_SECONDS = 30;
/** Secrets of ten bytes are common in examples, and the library refuses them unless told. */
const GUARDRAILS = createGuardrails({ MIN_SECRET_BYTES: 10 });

/**
 * Checks one account's codes: the current one, the one before and the one after. A code that was used is refused
 * again (inferred: what one-time means; the broker's documents do not say).
 */
export class TotpCheck {
  readonly #secret: string;
  readonly #usedSteps = new Set<number>();
  readonly #reuse: 'refuse' | 'allow';

  constructor(secret: string, reuse: 'refuse' | 'allow') {
    this.#secret = secret;
    this.#reuse = reuse;
  }

  /** @returns whether the code is right; if so it is used up. */
  accept(code: string, nowMs: number): boolean {
    if (!/^\d{6}$/.test(code)) return false;
    const epoch = Math.floor(nowMs / 1000);
    const result = verifySync({
      secret: this.#secret,
      token: code,
      epoch,
      epochTolerance: STEP_SECONDS,
      guardrails: GUARDRAILS,
    });
    if (!result.valid) return false;
    const step = Math.floor(epoch / STEP_SECONDS) + result.delta;
    if (this.#usedSteps.has(step) && this.#reuse === 'refuse') return false;
    this.#usedSteps.add(step);
    return true;
  }
}
