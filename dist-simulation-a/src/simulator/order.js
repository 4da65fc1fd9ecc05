export const VARIETIES = ['NORMAL', 'STOPLOSS', 'ROBO'];
export const ORDER_TYPES = ['MARKET', 'LIMIT', 'STOPLOSS_LIMIT', 'STOPLOSS_MARKET'];
export const PRODUCTS = ['DELIVERY', 'CARRYFORWARD', 'MARGIN', 'INTRADAY', 'BO'];
export const DURATIONS = ['DAY', 'IOC'];
export const SIDES = ['BUY', 'SELL'];
export function remainingOf(order) {
    return order.quantity - order.filled;
}
export function isStop(orderType) {
    return orderType === 'STOPLOSS_LIMIT' || orderType === 'STOPLOSS_MARKET';
}
//# sourceMappingURL=order.js.map