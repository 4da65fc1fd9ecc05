/** A simulator may run for days: the oldest requests are forgotten. */
export const MAX_REQUESTS_KEPT = 10_000;
export const MAX_REPLY_KEPT = 4096;
//# sourceMappingURL=received-request.js.map