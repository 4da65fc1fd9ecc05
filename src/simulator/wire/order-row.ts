import { average } from '../accounts/position.ts';
import { formatTime } from '../ist.ts';
import { toRupees } from '../market/price.ts';
import { type Order, remainingOf } from '../orders/order.ts';

/** What an order update carries: numbers for prices, texts for quantities (recorded 2022 to 2026). */
export interface PushRow {
  readonly variety: string;
  readonly ordertype: string;
  readonly ordertag: string;
  readonly producttype: string;
  readonly price: number;
  readonly triggerprice: number;
  readonly quantity: string;
  readonly disclosedquantity: string;
  readonly duration: string;
  readonly squareoff: number;
  readonly stoploss: number;
  readonly trailingstoploss: number;
  readonly tradingsymbol: string;
  readonly transactiontype: string;
  readonly exchange: string;
  readonly symboltoken: string;
  readonly instrumenttype: string;
  readonly strikeprice: number;
  readonly optiontype: string;
  readonly expirydate: string;
  readonly lotsize: string;
  readonly cancelsize: string;
  readonly averageprice: number;
  readonly filledshares: string;
  readonly unfilledshares: string;
  readonly orderid: string;
  readonly text: string;
  readonly status: string;
  readonly orderstatus: string;
  readonly updatetime: string;
  readonly exchtime: string;
  readonly exchorderupdatetime: string;
  readonly fillid: string;
  readonly filltime: string;
  readonly parentorderid: string;
}

/** The book knows more than the push: the unique id, the exchange's id, and through which channel the order came. */
export interface OrderRow extends PushRow {
  /** Orders placed over the API (recorded Sep-2025). */
  readonly algoID?: string;
  readonly scripconsent: string | null;
  readonly uniqueorderid: string;
  readonly exchangeorderid: string;
  /** Orders placed in the app (recorded 12-May-2026). */
  readonly strategycode?: string;
  readonly strategyid?: string;
}

export function toPushRow(order: Order): PushRow {
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
export function toOrderRow(order: Order): OrderRow {
  const row = { ...toPushRow(order), scripconsent: order.scripConsent };
  const ids = { uniqueorderid: order.uniqueOrderId, exchangeorderid: order.exchangeOrderId };
  return order.channel === 'api'
    ? { algoID: '99999', ...row, ...ids }
    : { ...row, ...ids, strategycode: 'N_Spark_Android_126.2.2', strategyid: '' };
}

/** What order details give: the row without the exchange's id (SmartAPI docs, Individual Order Status). */
export function toDetailsRow(order: Order): Omit<OrderRow, 'exchangeorderid'> {
  const { exchangeorderid: _, ...row } = toOrderRow(order);
  return row;
}
