import type { Ratio } from '../../core/exact.ts';
import { type IstSeconds, parseExpiry, parseIstTime } from '../../core/ist-time.ts';
import type { OrderSnapshot, OrderType, RowInstrument } from '../../core/orders/order.ts';
import type { Json, OrderReading } from '../port.ts';
import { describeValue, isJsonObject, type JsonObject, RowFields } from './wire/row-fields.ts';
import {
  EXCHANGE_BY_WORD,
  ORDER_TYPE_WORDS,
  type OrderTypeWord,
  PRODUCT_BY_WORD,
  SIDE_BY_WORD,
  TERMINAL_STATUSES,
  VARIETY_BY_WORD,
} from './wire/words.ts';

const MAX_REMARK_LENGTH = 500;
const MAX_STATUS_LENGTH = 64;

/**
 * Reads one row of the order book, one push message's `orderData` or one line of a recording.
 *
 * Refused, with a sentence that names the field: no order id, side, exchange, order type or product of the closed
 * lists; a quantity or a filled quantity that is no whole number; a trigger price that is no number; neither symbol nor
 * token. What only describes the instrument or the order (lot size, strike, expiry, free text) is never a reason, nor
 * is another price: without one an entry stays out, and an exit must get out all the same.
 */
export function readOrderRow(raw: Json): OrderReading {
  if (!isJsonObject(raw))
    return { ok: false, problem: `the row is ${describeValue(raw)}, not an object`, raw };
  const fields = new RowFields(raw);
  const order = readSnapshot(fields);
  const problem = fields.problem ?? (order === null ? 'the row cannot be read' : null);
  return problem === null && order !== null
    ? { ok: true, order, raw }
    : { ok: false, problem: `${problem}`, raw, ...readTag(raw) };
}

/** Of a row that cannot be read otherwise: whose it is may be known all the same. */
function readTag(raw: JsonObject): { readonly tag?: string } {
  const fields = new RowFields(raw);
  const tag = fields.word('ordertag');
  return fields.problem === null ? { tag } : {};
}

function readSnapshot(fields: RowFields): OrderSnapshot | null {
  const orderId = fields.requiredWord('orderid');
  const side = fields.oneOf('transactiontype', SIDE_BY_WORD);
  const quantity = fields.requiredCount('quantity');
  const orderTypeWord = fields.oneOf('ordertype', ORDER_TYPE_WORDS);
  const exchange = fields.oneOf('exchange', EXCHANGE_BY_WORD);
  const product = fields.oneOf('producttype', PRODUCT_BY_WORD);
  const symbolToken = fields.word('symboltoken');
  const tradingSymbol =
    symbolToken === '' ? fields.requiredWord('tradingsymbol') : fields.word('tradingsymbol');
  const filled = fields.count('filledshares') ?? 0;
  const triggerPrice = fields.price('triggerprice');
  const status = readStatus(fields);
  const averagePrice = fields.remarkAboveZero('averageprice');
  const limitPrice = fields.remarkAboveZero('price');
  const uniqueOrderId = fields.word('uniqueorderid') || null;
  const tag = fields.word('ordertag');
  if (side === null || quantity === null || orderTypeWord === null || exchange === null || product === null)
    return null;
  return {
    orderId,
    uniqueOrderId,
    exchange,
    symbolToken: symbolToken || null,
    tradingSymbol,
    side,
    orderType: toOrderType(orderTypeWord, triggerPrice),
    product,
    variety: VARIETY_BY_WORD.get(fields.remark('variety', MAX_STATUS_LENGTH).toUpperCase()) ?? null,
    quantity,
    filledQuantity: status === 'complete' && filled === 0 ? quantity : filled,
    status,
    terminal: TERMINAL_STATUSES.has(status),
    averagePrice,
    limitPrice,
    triggerPrice,
    tag,
    eventTime: readEventTime(fields),
    text: fields.remark('text', MAX_REMARK_LENGTH),
    instrument: readInstrument(fields),
  };
}

/** A stop that has triggered shows as LIMIT or MARKET and keeps its trigger price (recorded 2024-06-12). */
function toOrderType(word: OrderTypeWord, triggerPrice: Ratio | null): OrderType {
  switch (word) {
    case 'MARKET':
      return triggerPrice === null ? 'market' : 'stop_market';
    case 'LIMIT':
      return triggerPrice === null ? 'limit' : 'stop_limit';
    case 'STOPLOSS_LIMIT':
      return 'stop_limit';
    case 'STOPLOSS_MARKET':
      return 'stop_market';
  }
}

/** `orderstatus` may be empty on a rejected row (recorded 2023-11-22); `status` then has the word. */
function readStatus(fields: RowFields): string {
  const status =
    fields.remark('orderstatus', MAX_STATUS_LENGTH) || fields.remark('status', MAX_STATUS_LENGTH);
  return status.toLowerCase();
}

function readEventTime(fields: RowFields): IstSeconds | null {
  for (const key of ['exchorderupdatetime', 'updatetime', 'exchtime']) {
    const text = fields.remark(key, MAX_STATUS_LENGTH);
    if (text !== '') return parseIstTime(text);
  }
  return null;
}

function readInstrument(fields: RowFields): RowInstrument {
  const optionWord = fields.remark('optiontype', MAX_STATUS_LENGTH).toUpperCase();
  const lotSize = fields.remarkAboveZero('lotsize');
  return {
    instrumentType: fields.remark('instrumenttype', MAX_STATUS_LENGTH).toUpperCase(),
    lotSize: lotSize?.d === 1 && typeof lotSize.n === 'number' ? lotSize.n : null,
    strike: fields.remarkAboveZero('strikeprice'),
    optionKind: optionWord === 'CE' ? 'call' : optionWord === 'PE' ? 'put' : null,
    expiryDay: parseExpiry(fields.remark('expirydate', MAX_STATUS_LENGTH)),
  };
}
