import { createGuardrails, generateSync } from 'otplib';
const STEP_MS = 30_000;
/** A code that is about to end may be over when it arrives. */
const MIN_REMAINING_MS = 2_000;
/** Replies tell whole seconds and take their time: less than this says nothing. */
const CERTAIN_SKEW_MS = 5_000;
/** How long a seed must be is the broker's affair. */
const ANY_LENGTH = createGuardrails({ MIN_SECRET_BYTES: 1 });
/** The form of a seed that authenticators work with: people copy it in groups and in lower case. */
export function normalizeTotpSecret(text) {
    return text.replace(/[\s=-]/g, '').toUpperCase();
}
/** One account's time-based codes. No code is given twice: the broker may refuse one that was used. */
export class TotpCodes {
    #secret;
    #clock;
    #use;
    #lastStep = Number.NEGATIVE_INFINITY;
    constructor(secret, clock, use = {}) {
        this.#secret = secret;
        this.#clock = clock;
        this.#use = use;
    }
    /**
     * Waits, where it must, for the next half minute.
     * @param skewMs by how much the broker's clock is ahead, as its last reply told: a machine whose clock has stepped
     * would else be refused, and taken for one with wrong credentials
     */
    async next(signal, skewMs = 0) {
        const aheadMs = Math.abs(skewMs) < CERTAIN_SKEW_MS ? 0 : skewMs;
        for (;;) {
            const now = this.#clock.now() + aheadMs;
            const step = Math.floor(now / STEP_MS);
            const remainingMs = (step + 1) * STEP_MS - now;
            if (step > this.#lastStep && remainingMs >= MIN_REMAINING_MS) {
                this.#lastStep = step;
                if (this.#use.claim?.(step) ?? true)
                    return this.#generate(step);
            }
            this.#use.onWait?.(remainingMs);
            await this.#clock.sleep(remainingMs, signal);
            if (signal.aborted)
                return failed('aborted', 'ABORTED', 'given up while waiting for a fresh TOTP code');
        }
    }
    #generate(step) {
        try {
            const secret = normalizeTotpSecret(this.#secret.reveal());
            return {
                ok: true,
                value: generateSync({ secret, epoch: (step * STEP_MS) / 1000, guardrails: ANY_LENGTH }),
            };
        }
        catch {
            // The library's own words may quote the seed.
            return failed('credentials', 'TOTP_SECRET', 'the TOTP secret is not base32 (letters A to Z and digits 2 to 7)');
        }
    }
}
function failed(kind, code, message) {
    return { ok: false, error: { kind, code, message } };
}
//# sourceMappingURL=totp.js.map