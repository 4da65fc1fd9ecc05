/** Section 3: what one row of the order book says. */
import { compare, decimal, type Fraction, zero } from './fraction.ts';
import { dayNumber, type Facts, type Raw, text } from './instrument-facts.ts';

type OrderType = 'market' | 'limit' | 'stop_limit' | 'stop_market';

export interface EventTime {
  /** IST calendar day, days since 1970-01-01. */
  readonly day: number;
  /** Of that day. */
  readonly second: number;
}

export interface Row {
  readonly raw: Raw;
  readonly orderId: string;
  /** Empty where it is not known. */
  readonly uniqueOrderId: string;
  readonly exchange: string;
  /** Empty where none is given. */
  readonly token: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly filled: number;
  readonly status: string;
  readonly terminal: boolean;
  readonly orderType: OrderType;
  /** As the config says it. */
  readonly product: string;
  /** As the broker says it. */
  readonly brokerProduct: string;
  readonly variety: string;
  readonly tag: string;
  /** The master's limit price; null for market and stop_market. */
  readonly limitPrice: Fraction | null;
  /** Of a stop. */
  readonly triggerPrice: Fraction | null;
  readonly averagePrice: Fraction | null;
  /** 4.6: "Reference = `averageprice`, else `price`, each if above 0." */
  readonly reference: Fraction | null;
  readonly time: EventTime | null;
  /** Null where the row tells none itself. */
  readonly ownTime: EventTime | null;
}

/** A row with what is known of its instrument. */
export interface Reading extends Row {
  readonly facts: Facts;
  /** Names the instrument, whichever way the row names it. */
  readonly instrument: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TERMINAL = new Set(['complete', 'rejected', 'cancelled', 'cancelled after market order']);
const EXCHANGES = new Set(['NSE', 'BSE', 'NFO', 'BFO', 'MCX', 'CDS']);
const VARIETIES = new Set(['normal', 'stoploss', 'amo', 'robo']);
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['INTRADAY', 'intraday'],
  ['DELIVERY', 'delivery'],
  ['CARRYFORWARD', 'carryforward'],
  ['MARGIN', 'margin'],
  ['BO', 'bracket'],
]);

/** "Event time = the first non-empty of …" */
function readTime(raw: Raw): EventTime | null {
  const first = [raw.exchorderupdatetime, raw.updatetime, raw.exchtime].map(text).find((t) => t !== '');
  const match = /^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})$/.exec(first ?? '');
  if (match === null) return null;
  const [, day, month = '', year, hours, minutes, seconds] = match;
  return {
    day: dayNumber(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day)),
    second: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  };
}

function readWhole(value: unknown): number | null {
  return /^\d+$/.test(text(value)) ? Number(text(value)) : null;
}

function aboveZero(value: unknown): Fraction | null {
  const number = decimal(value);
  return number !== null && compare(number, zero) > 0 ? number : null;
}

/** "a LIMIT or MARKET row with a trigger price above 0 is a triggered stop (stop_limit, stop_market)". */
function readOrderType(raw: Raw): OrderType | null {
  const triggered = aboveZero(raw.triggerprice) !== null;
  switch (text(raw.ordertype).toUpperCase()) {
    case 'MARKET':
      return triggered ? 'stop_market' : 'market';
    case 'LIMIT':
      return triggered ? 'stop_limit' : 'limit';
    case 'STOPLOSS_MARKET':
      return 'stop_market';
    case 'STOPLOSS_LIMIT':
      return 'stop_limit';
    default:
      return null;
  }
}

/**
 * "A row that cannot be read (no order id, no side, a quantity that is no whole number, an unknown side or order type)
 * is reported with its position and counted" → null.
 * AMBIGUOUS (15): an unknown exchange, product or variety is not in that list; it is refused too.
 */
export function readRow(value: unknown, time: EventTime | null): Row | null {
  if (typeof value !== 'object' || value === null) return null;
  const raw = value as Raw;
  const orderId = text(raw.orderid);
  const side = text(raw.transactiontype).toLowerCase();
  const quantity = readWhole(raw.quantity);
  const orderType = readOrderType(raw);
  const exchange = text(raw.exchange).toUpperCase();
  const brokerProduct = text(raw.producttype).toUpperCase();
  const product = PRODUCTS.get(brokerProduct);
  const variety = text(raw.variety).toLowerCase();
  if (orderId === '' || (side !== 'buy' && side !== 'sell') || quantity === null || orderType === null)
    return null;
  if (!EXCHANGES.has(exchange) || product === undefined || !VARIETIES.has(variety)) return null;
  // "Status is `orderstatus`, or `status` where that is empty, trimmed, lower case."
  const status = (text(raw.orderstatus) || text(raw.status)).toLowerCase();
  // "Filled = `filledshares`; for a `complete` row where that is empty or 0, the quantity."
  const shares = readWhole(raw.filledshares) ?? 0;
  const isStop = orderType === 'stop_limit' || orderType === 'stop_market';
  const hasLimit = orderType === 'limit' || orderType === 'stop_limit';
  return {
    raw,
    orderId,
    uniqueOrderId: text(raw.uniqueorderid),
    exchange,
    token: text(raw.symboltoken),
    symbol: text(raw.tradingsymbol),
    side,
    quantity,
    filled: status === 'complete' && shares === 0 ? quantity : shares,
    status,
    terminal: TERMINAL.has(status),
    orderType,
    product,
    brokerProduct,
    variety,
    tag: text(raw.ordertag),
    limitPrice: hasLimit ? aboveZero(raw.price) : null,
    triggerPrice: isStop ? aboveZero(raw.triggerprice) : null,
    averagePrice: aboveZero(raw.averageprice),
    reference: aboveZero(raw.averageprice) ?? aboveZero(raw.price),
    time,
    ownTime: readTime(raw),
  };
}

/**
 * Section 4: "The order-book logs of a call are taken together and sorted by event time (a row without one takes its
 * predecessor's; ties in the order … of the log)".
 * AMBIGUOUS (16): the predecessor is the row before it in the log, readable or not; a first row without a time has none
 * and comes first.
 */
export function orderRows(
  rows: readonly unknown[],
  sort: boolean,
): { value: unknown; time: EventTime | null }[] {
  let previous: EventTime | null = null;
  const timed = rows.map((value) => {
    if (typeof value === 'object' && value !== null) previous = readTime(value as Raw) ?? previous;
    return { value, time: previous as EventTime | null };
  });
  const at = (time: EventTime | null) => (time === null ? -1 : time.day * 86_400 + time.second);
  return sort ? timed.sort((a, b) => at(a.time) - at(b.time)) : timed;
}
