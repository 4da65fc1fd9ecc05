/** Limits bind entries only; the tightest of each kind binds (section 4.7 of the contract). */
import { compare, multiplyByInteger, negate } from "./exact.js";
/** Of equal limits the first one binds: the follower's own before the rules', those in their order. */
export function tightest(first, second) {
    const tighter = (a, b) => b === null || (a !== null && compare(a.value, b.value) <= 0) ? a : b;
    const [ordersA, ordersB] = [first.maxOrdersPerDay, second.maxOrdersPerDay];
    return {
        maxOrderValue: tighter(first.maxOrderValue, second.maxOrderValue),
        maxOrdersPerDay: ordersB === null || (ordersA !== null && ordersA.value <= ordersB.value) ? ordersA : ordersB,
        dailyLoss: tighter(first.dailyLoss, second.dailyLoss),
    };
}
/** @param rule the id of the rule that sets them; null for a follower's own */
export function bindLimits(limits, rule) {
    const bound = (value) => (value === null ? null : { value, rule });
    return {
        maxOrderValue: bound(limits.maxOrderValue),
        maxOrdersPerDay: bound(limits.maxOrdersPerDay),
        dailyLoss: bound(limits.dailyLoss),
    };
}
/** The first limit that the copy would break, or null. */
export function findBreach(limits, copy, day, trace) {
    const { maxOrderValue, maxOrdersPerDay, dailyLoss } = limits;
    if (maxOrderValue) {
        const ends = judgeValue(maxOrderValue.value, copy);
        trace?.step({ step: 'limit', limit: 'max_order_value', bound: maxOrderValue, copy, day, ends });
        if (ends !== null)
            return { reason: ends, rule: maxOrderValue.rule };
    }
    if (maxOrdersPerDay) {
        const ends = !day.countsAlready && day.ordersCopied >= maxOrdersPerDay.value ? 'MAX_ORDERS' : null;
        trace?.step({ step: 'limit', limit: 'max_orders_per_day', bound: maxOrdersPerDay, copy, day, ends });
        if (ends !== null)
            return { reason: ends, rule: maxOrdersPerDay.rule };
    }
    if (dailyLoss) {
        const isReached = day.hasReached(negate(dailyLoss.value));
        const ends = isReached ? 'DAILY_LOSS' : null;
        trace?.step({ step: 'limit', limit: 'daily_loss', bound: dailyLoss, copy, day, ends });
        if (ends !== null)
            return { reason: ends, rule: dailyLoss.rule };
    }
    return null;
}
function judgeValue(limit, { total, unitPrice }) {
    if (unitPrice === null)
        return 'NO_PRICE';
    return compare(multiplyByInteger(unitPrice, total), limit) > 0 ? 'MAX_ORDER_VALUE' : null;
}
//# sourceMappingURL=limits.js.map