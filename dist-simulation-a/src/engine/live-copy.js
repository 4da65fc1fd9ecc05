import { parseDecimal } from "../core/exact.js";
import { canBecome, hasEnded } from "../journal/intent.js";
export function createLiveOrder(intent) {
    return {
        intent,
        sends: 0,
        unsentRounds: 0,
        lastSendEndedAt: null,
        absentReads: 0,
        seen: false,
        escalated: false,
        isGivenUp: false,
    };
}
export function isExit(copy) {
    return copy.effect !== 'entry';
}
export function isLive(order) {
    return !hasEnded(order.intent.state);
}
export function toTicket(intent) {
    return {
        exchange: intent.exchange,
        symbolToken: intent.symbolToken,
        tradingSymbol: intent.tradingSymbol,
        side: intent.side,
        orderType: intent.orderType,
        product: intent.product,
        quantity: intent.quantity,
        limitPrice: intent.price === null ? null : parseDecimal(intent.price),
        triggerPrice: intent.triggerPrice === null ? null : parseDecimal(intent.triggerPrice),
        tag: intent.tag,
    };
}
/** What of `change` is news; null where nothing is. A state that cannot follow (a stale row) is left out. */
export function newsFor(intent, change) {
    const { state, filledQuantity, ...rest } = change;
    const next = { ...rest };
    if (state !== undefined && state !== intent.state && canBecome(intent.state, state))
        next.state = state;
    if (filledQuantity !== undefined && filledQuantity > intent.filledQuantity)
        next.filledQuantity = filledQuantity;
    const orderIdIsNew = change.orderId !== undefined && change.orderId !== intent.orderId;
    return next.state !== undefined || next.filledQuantity !== undefined || orderIdIsNew ? next : null;
}
/** What a row of the follower's book says of one of our orders. */
export function stateShownBy(row) {
    if (!row.terminal)
        return 'open';
    if (row.status === 'complete')
        return 'complete';
    return row.status === 'rejected' ? 'rejected' : 'cancelled';
}
/** One text a copy. */
export function nameOf({ orderKey, follower, revision, }) {
    return JSON.stringify([orderKey, follower, revision]);
}
//# sourceMappingURL=live-copy.js.map