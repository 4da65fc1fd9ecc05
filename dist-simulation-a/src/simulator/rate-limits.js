/** The published limits, counted a client code in rolling windows (SmartAPI docs 2026). */
const MARKET_DATA = { second: 10, minute: 500, hour: 5000 };
const PUBLISHED = {
    login: { second: 1 },
    generateTokens: { second: 1, hour: 1000 },
    getProfile: { second: 3, hour: 1000 },
    logout: { second: 1 },
    getRMS: { second: 2 },
    orders: { second: 9, minute: 500, hour: 1000 },
    getOrderBook: { second: 1 },
    getTradeBook: { second: 1 },
    getPosition: { second: 1 },
    getHolding: { second: 1 },
    getAllHolding: { second: 1 },
    searchScrip: { second: 1 },
    orderDetails: MARKET_DATA,
    getLtpData: MARKET_DATA,
    quote: MARKET_DATA,
    convertPosition: MARKET_DATA,
    margin: MARKET_DATA,
};
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
export class RateLimits {
    #admittedAtMs = new Map();
    /** Counts the request and lets it in, or refuses it. What is refused is not counted. */
    admit(clientCode, key, nowMs) {
        const slot = `${clientCode}/${key}`;
        const limit = PUBLISHED[key];
        const times = (this.#admittedAtMs.get(slot) ?? []).filter((at) => at > nowMs - HOUR_MS);
        this.#admittedAtMs.set(slot, times);
        const within = (windowMs) => countSince(times, nowMs - windowMs);
        if (within(SECOND_MS) >= limit.second)
            return false;
        if (limit.minute !== undefined && within(MINUTE_MS) >= limit.minute)
            return false;
        if (limit.hour !== undefined && times.length >= limit.hour)
            return false;
        times.push(nowMs);
        return true;
    }
}
/** Times are in order: count from the end. */
function countSince(times, sinceMs) {
    let count = 0;
    for (let index = times.length - 1; index >= 0 && (times[index] ?? 0) > sinceMs; index -= 1)
        count += 1;
    return count;
}
//# sourceMappingURL=rate-limits.js.map