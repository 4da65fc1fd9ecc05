/** What was decided for one follower about one part of one master event. */
import { formatDecimal } from "./exact.js";
export const ORDER_TYPE_NAMES = {
    market: 'MARKET',
    limit: 'LIMIT',
    stop_limit: 'STOPLOSS_LIMIT',
    stop_market: 'STOPLOSS_MARKET',
};
export const PRODUCT_NAMES = {
    intraday: 'INTRADAY',
    delivery: 'DELIVERY',
    carryforward: 'CARRYFORWARD',
    margin: 'MARGIN',
    bracket: 'BO',
};
export const VARIETY_NAMES = {
    normal: 'NORMAL',
    stoploss: 'STOPLOSS',
    amo: 'AMO',
    robo: 'ROBO',
};
export function toDecisionRecord(decision) {
    return {
        order_id: decision.orderId,
        symbol: decision.symbol,
        exchange: decision.exchange,
        side: decision.side,
        follower: decision.follower,
        action: decision.action,
        reason: decision.reason,
        rule: decision.rule,
        master_quantity: decision.masterQuantity,
        quantity: decision.quantity,
        orders: decision.orders.map(toOrderRecord),
    };
}
function toOrderRecord(order) {
    return {
        order_type: ORDER_TYPE_NAMES[order.orderType],
        side: order.side,
        quantity: order.quantity,
        price: order.price === null ? null : formatDecimal(order.price),
        trigger_price: order.triggerPrice === null ? null : formatDecimal(order.triggerPrice),
        product: PRODUCT_NAMES[order.product],
        variety: VARIETY_NAMES[order.variety],
    };
}
//# sourceMappingURL=decision.js.map