/**
 * Paper orders and positions as rows of a recording: in the words that recordings are read in, so that a paper
 * session is replayed like any other.
 */
import { formatDecimal, type Ratio, ratio, roundToStep, ZERO } from '../../core/exact.ts';
import { toIstSeconds } from '../../core/ist-time.ts';
import type { OrderType, Product } from '../../core/orders/order.ts';
import type { Json } from '../port.ts';
import type { PaperOrder } from './paper-order.ts';
import { type PaperPosition, unrealisedOf } from './paper-position.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FINEST_PRICE = ratio(1, 10_000);

const ORDER_TYPES: Readonly<Record<OrderType, string>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  stop_limit: 'STOPLOSS_LIMIT',
  stop_market: 'STOPLOSS_MARKET',
};
const PRODUCTS: Readonly<Record<Product, string>> = {
  intraday: 'INTRADAY',
  delivery: 'DELIVERY',
  carryforward: 'CARRYFORWARD',
  margin: 'MARGIN',
  bracket: 'BO',
};

export function toOrderRow({ id, ticket, status, fillPrice, text, updatedAtMs }: PaperOrder): Json {
  const isStop = ticket.orderType === 'stop_limit' || ticket.orderType === 'stop_market';
  const hasLimit = ticket.orderType === 'limit' || ticket.orderType === 'stop_limit';
  return {
    ...instrumentFields(ticket),
    orderid: id,
    uniqueorderid: id,
    variety: isStop ? 'STOPLOSS' : 'NORMAL',
    ordertype: ORDER_TYPES[ticket.orderType],
    transactiontype: ticket.side.toUpperCase(),
    duration: 'DAY',
    quantity: String(ticket.quantity),
    filledshares: String(fillPrice === null ? 0 : ticket.quantity),
    price: toText(hasLimit ? ticket.limitPrice : null),
    triggerprice: toText(isStop ? ticket.triggerPrice : null),
    averageprice: toText(fillPrice),
    ordertag: ticket.tag,
    status,
    orderstatus: status,
    text,
    updatetime: toTimeText(updatedAtMs),
  };
}

/** `price`: the last known, for the unrealised result; null where none is. */
export function toPositionRow(position: PaperPosition, price: Ratio | null): Json {
  return {
    ...instrumentFields(position.ticket),
    netqty: String(position.net),
    avgnetprice: toText(position.average),
    unrealised: price === null ? '' : toText(unrealisedOf(position, price)),
  };
}

function instrumentFields({ exchange, symbolToken, tradingSymbol, product }: PaperOrder['ticket']) {
  return {
    exchange,
    symboltoken: symbolToken ?? '',
    tradingsymbol: tradingSymbol,
    producttype: PRODUCTS[product],
  };
}

/** An average of three has no end in decimals; it is cut at the finest price there is. */
export function toText(price: Ratio | null): string {
  return formatDecimal(roundToStep(price ?? ZERO, FINEST_PRICE, 'down'));
}

function toTimeText(epochMs: number): string {
  const text = new Date(toIstSeconds(epochMs) * 1000).toISOString();
  return `${text.slice(8, 10)}-${MONTHS[Number(text.slice(5, 7)) - 1]}-${text.slice(0, 4)} ${text.slice(11, 19)}`;
}
