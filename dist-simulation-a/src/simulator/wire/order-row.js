import { formatTime } from "../ist.js";
import { remainingOf } from "../order.js";
import { average } from "../position.js";
import { toRupees } from "../price.js";
export function toPushRow(order) {
    const { instrument } = order;
    return {
        variety: order.variety,
        ordertype: order.orderType,
        ordertag: order.tag,
        producttype: order.product,
        price: toRupees(order.limitPrice),
        triggerprice: toRupees(order.triggerPrice),
        quantity: String(order.quantity),
        disclosedquantity: String(order.disclosedQuantity),
        duration: order.duration,
        squareoff: 0,
        stoploss: 0,
        trailingstoploss: 0,
        tradingsymbol: instrument.symbol,
        transactiontype: order.side,
        exchange: instrument.exchange,
        symboltoken: instrument.token,
        instrumenttype: instrument.type,
        strikeprice: instrument.strike === null ? -1 : toRupees(instrument.strike),
        optiontype: instrument.optionType,
        expirydate: instrument.expiry,
        lotsize: String(instrument.lotSize),
        cancelsize: String(order.cancelled),
        averageprice: toRupees(Math.round(average(order.filledValue, order.filled))),
        filledshares: String(order.filled),
        unfilledshares: String(remainingOf(order)),
        orderid: order.orderId,
        text: order.text,
        status: order.status,
        orderstatus: order.orderStatus,
        updatetime: formatTime(order.updatedAtMs),
        exchtime: order.exchangeAtMs === null ? '' : formatTime(order.exchangeAtMs),
        exchorderupdatetime: order.exchangeUpdatedAtMs === null ? '' : formatTime(order.exchangeUpdatedAtMs),
        fillid: '',
        filltime: '',
        parentorderid: '',
    };
}
/** A row of getOrderBook. */
export function toOrderRow(order) {
    const row = { ...toPushRow(order), scripconsent: order.scripConsent };
    const ids = { uniqueorderid: order.uniqueOrderId, exchangeorderid: order.exchangeOrderId };
    return order.channel === 'api'
        ? { algoID: '99999', ...row, ...ids }
        : { ...row, ...ids, strategycode: 'N_Spark_Android_126.2.2', strategyid: '' };
}
/** What order details give: the row without the exchange's id (SmartAPI docs, Individual Order Status). */
export function toDetailsRow(order) {
    const { exchangeorderid: _, ...row } = toOrderRow(order);
    return row;
}
//# sourceMappingURL=order-row.js.map