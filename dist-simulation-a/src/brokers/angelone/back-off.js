const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** The broker said no rather than nothing: asking at once again would only be counted against the account. */
const LEAST_AFTER_REFUSAL_MS = 5_000;
/**
 * How long to wait before the next connection: doubling, and spread over the upper half of the step so that accounts
 * that fell together do not come back together. `failures` from 1; `random` from 0 up to 1.
 */
export function backOffMs(failures, reason, random) {
    const least = reason === 'session' || reason === 'throttled' ? LEAST_AFTER_REFUSAL_MS : 0;
    const step = Math.min(Math.max(FIRST_MS * 2 ** Math.min(failures - 1, 10), least), LONGEST_MS);
    return Math.round(step * (0.5 + random / 2));
}
//# sourceMappingURL=back-off.js.map