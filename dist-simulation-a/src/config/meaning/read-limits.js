import { smaller } from "../../core/exact.js";
export const NO_LIMITS = { maxOrderValue: null, maxOrdersPerDay: null, dailyLoss: null };
/** Null where there are none. */
export function readLimits(cursor) {
    if (!cursor.isReadable)
        return null;
    return {
        maxOrderValue: cursor.get('max_order_value').decimal,
        maxOrdersPerDay: cursor.get('max_orders_per_day').whole,
        dailyLoss: cursor.get('daily_loss').decimal,
    };
}
/** The tightest of each kind. */
export function tightest(a, b) {
    return {
        maxOrderValue: tighterRatio(a.maxOrderValue, b.maxOrderValue),
        maxOrdersPerDay: a.maxOrdersPerDay === null || b.maxOrdersPerDay === null
            ? (a.maxOrdersPerDay ?? b.maxOrdersPerDay)
            : Math.min(a.maxOrdersPerDay, b.maxOrdersPerDay),
        dailyLoss: tighterRatio(a.dailyLoss, b.dailyLoss),
    };
}
function tighterRatio(a, b) {
    return a === null || b === null ? (a ?? b) : smaller(a, b);
}
//# sourceMappingURL=read-limits.js.map