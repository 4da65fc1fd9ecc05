import { isStop, } from "./order.js";
import { toPrice } from "./price.js";
/** @throws where the instrument is unknown, or a price is missing. */
export function toOrderRequest(order, instruments) {
    const instrument = instruments.bySymbol(order.symbol, order.exchange);
    if (instrument === null)
        throw new Error(`unknown instrument: ${order.symbol}`);
    if (!Number.isInteger(order.quantity) || order.quantity < 1) {
        throw new RangeError(`not a quantity: ${order.quantity}`);
    }
    const orderType = order.orderType ?? guessOrderType(order);
    const limitPrice = needsLimit(orderType) ? givenPrice(order.price, 'price') : 0;
    const triggerPrice = isStop(orderType) ? givenPrice(order.triggerPrice, 'triggerPrice') : 0;
    return {
        variety: isStop(orderType) ? 'STOPLOSS' : 'NORMAL',
        instrument,
        side: order.side,
        orderType,
        product: order.product ?? (instrument.kind === 'share' ? 'INTRADAY' : 'CARRYFORWARD'),
        duration: order.duration ?? 'DAY',
        quantity: order.quantity,
        disclosedQuantity: 0,
        limitPrice,
        triggerPrice,
        tag: order.tag ?? '',
        scripConsent: null,
    };
}
export function toOrderChange(order, change) {
    const orderType = change.orderType ?? order.orderType;
    return {
        orderType,
        product: order.product,
        duration: order.duration,
        quantity: change.quantity ?? order.quantity,
        limitPrice: change.price === undefined ? order.limitPrice : toPrice(change.price),
        triggerPrice: change.triggerPrice === undefined ? order.triggerPrice : toPrice(change.triggerPrice),
    };
}
function guessOrderType({ price, triggerPrice }) {
    if (triggerPrice !== undefined)
        return price === undefined ? 'STOPLOSS_MARKET' : 'STOPLOSS_LIMIT';
    return price === undefined ? 'MARKET' : 'LIMIT';
}
function needsLimit(orderType) {
    return orderType === 'LIMIT' || orderType === 'STOPLOSS_LIMIT';
}
function givenPrice(rupees, name) {
    if (rupees === undefined)
        throw new TypeError(`this order type needs ${name}`);
    return toPrice(rupees);
}
//# sourceMappingURL=app-order.js.map