import type { Cursor } from '../config/meaning/cursor.ts';
import { type OrderCase, type OrderEntry, STATUSES } from '../config/schema/rule-test-schema.ts';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../core/orders/order.ts';
import { NOTHING_STATED, type OrderFields } from './order-fields.ts';
import { parseOrderWords } from './parse-order-words.ts';
import { readExpectations } from './read-expectations.ts';
import { readDay, readTimeOfDay } from './read-times.ts';
import type { Given, TestOrder } from './rule-test.ts';
import { type StatedOrder, toSnapshot } from './to-snapshot.ts';
import { readWordsOf } from './words.ts';

/** Reads the orders of a test. An order without a time happens when the one before it did. */
export function readOrders(cursor: Cursor<OrderEntry[]>, given: Given): TestOrder[] {
  let { day, second } = given;
  return cursor.items().flatMap((item, index) => {
    const expectations = readExpectations(item.get('expect'));
    const fields = readFields(item);
    if (fields === null) return [];
    day = fields.day ?? day;
    second = fields.second ?? second;
    const order = withRest(item, { ...fields, id: fields.id ?? `order ${index + 1}`, day, second });
    if (order === null) return [];
    return [{ snapshot: toSnapshot(order, given.lotSizes), expectations }];
  });
}

/** What the mapping states comes before what its `order` says in words. */
function readFields(item: Cursor<OrderEntry>): OrderFields | null {
  if (item.text !== null) return readWordsOf(item, parseOrderWords);
  const inWords = item.get('order');
  const worded = inWords.isStated ? readWordsOf(inWords, parseOrderWords) : NOTHING_STATED;
  if (worded === null) return null;
  const stated = readMapping(item);
  return {
    id: stated.id ?? worded.id,
    symbol: stated.symbol ?? worded.symbol,
    exchange: stated.exchange ?? worded.exchange,
    side: stated.side ?? worded.side,
    quantity: stated.quantity ?? worded.quantity,
    filled: stated.filled ?? worded.filled,
    price: stated.price ?? worded.price,
    triggerPrice: stated.triggerPrice ?? worded.triggerPrice,
    average: stated.average ?? worded.average,
    orderType: stated.orderType ?? worded.orderType,
    product: stated.product ?? worded.product,
    variety: stated.variety ?? worded.variety,
    status: stated.status ?? worded.status,
    day: stated.day ?? worded.day,
    second: stated.second ?? worded.second,
    tag: stated.tag ?? worded.tag,
    lotSize: stated.lotSize ?? worded.lotSize,
  };
}

function readMapping(item: Cursor<OrderCase>): OrderFields {
  return {
    id: item.get('id').text,
    symbol: item.get('symbol').text,
    exchange: item.get('exchange').word(EXCHANGES),
    side: item.get('side').word(SIDES),
    quantity: item.get('quantity').whole,
    filled: item.get('filled').whole,
    price: item.get('price').decimal,
    triggerPrice: item.get('trigger_price').decimal,
    average: item.get('average').decimal,
    orderType: item.get('order_type').word(ORDER_TYPES),
    product: item.get('product').word(PRODUCTS),
    variety: item.get('variety').word(VARIETIES),
    status: item.get('status').word(STATUSES),
    day: readDay(item.get('date')),
    second: readTimeOfDay(item.get('time')),
    tag: item.get('tag').text,
    lotSize: item.get('lot_size').whole,
  };
}

type Timed = OrderFields & Pick<StatedOrder, 'id' | 'day' | 'second'>;

/** Checks that the order says enough to be one. */
function withRest(item: Cursor<OrderEntry>, fields: Timed): StatedOrder | null {
  const { symbol, side, quantity } = fields;
  const missing = [
    ...(side === null && !isStated(item, 'side') ? ['side'] : []),
    ...(quantity === null && !isStated(item, 'quantity') ? ['quantity'] : []),
    ...(symbol === null && !isStated(item, 'symbol') ? ['symbol'] : []),
  ];
  if (missing.length > 0) {
    const keys = missing.map((key) => `\`${key}:\``).join(', ');
    const message = `The order has no ${missing.join(' and no ')}. Add ${keys}, or write \`order: buy 75 RELIANCE-EQ @ 101.5\`.`;
    item.report('missing-key', message);
  }
  return symbol === null || side === null || quantity === null ? null : { ...fields, symbol, side, quantity };
}

/** A key that is there and has a finding is not missing. */
function isStated(item: Cursor<OrderCase>, key: 'side' | 'quantity' | 'symbol'): boolean {
  return item.get(key).isStated;
}
