import type { Cursor } from '../config/meaning/cursor.ts';
import type {
  ExpectationCase,
  ExpectationEntry,
  Expectations,
  ExpectedOrderCase,
} from '../config/schema/rule-test-expectation-schema.ts';
import { ACTIONS } from '../core/deciding/decision.ts';
import { REASONS } from '../core/deciding/reasons.ts';
import { ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../core/orders/order.ts';
import { type Facts, formatPrice, NONE, orderKey } from './decision-facts.ts';
import { parseExpectationWords } from './parse-expectation-words.ts';
import type { Expectation, FollowerExpectations } from './rule-test.ts';
import { readWordsOf } from './words.ts';

/** Reads what is expected of an order: of every follower in words, or by follower. */
export function readExpectations(cursor: Cursor<Expectations | undefined>): FollowerExpectations[] {
  if (!cursor.isReadable) return [];
  if (cursor.text !== null) return [{ follower: null, at: cursor, decisions: readOne(cursor) }];
  return cursor.entries().map(([follower, expected]) => ({
    follower,
    at: expected,
    decisions: expected.items().flatMap(readOne),
  }));
}

/** `nothing` is no decision. */
function readOne(cursor: Cursor<ExpectationEntry>): Expectation[] {
  const facts = cursor.text === null ? readMapping(cursor) : readWordsOf(cursor, parseExpectationWords);
  return facts === null ? [] : [{ facts, at: cursor }];
}

function readMapping(cursor: Cursor<ExpectationCase>): Facts {
  const orders = cursor.get('orders');
  return new Map(
    [
      ['action', cursor.get('action').word(ACTIONS)] as const,
      ['reason', cursor.get('reason').word(Object.keys(REASONS))] as const,
      ['rule', textOrNone(cursor.get('rule'))] as const,
      ['quantity', cursor.get('quantity').text] as const,
      ['master_quantity', cursor.get('master_quantity').text] as const,
      ['orders', orders.isReadable ? String(orders.items().length) : null] as const,
      ...orders.items().flatMap(readOrder),
    ].flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
  );
}

function readOrder(cursor: Cursor<ExpectedOrderCase>, index: number): (readonly [string, string | null])[] {
  return [
    [orderKey(index, 'order_type'), cursor.get('order_type').word(ORDER_TYPES)],
    [orderKey(index, 'side'), cursor.get('side').word(SIDES)],
    [orderKey(index, 'quantity'), cursor.get('quantity').text],
    [orderKey(index, 'price'), priceOrNone(cursor.get('price'))],
    [orderKey(index, 'trigger_price'), priceOrNone(cursor.get('trigger_price'))],
    [orderKey(index, 'product'), cursor.get('product').word(PRODUCTS)],
    [orderKey(index, 'variety'), cursor.get('variety').word(VARIETIES)],
  ];
}

function textOrNone(cursor: Cursor<string | null | undefined>): string | null {
  return isNull(cursor) ? NONE : cursor.text;
}

function priceOrNone(cursor: Cursor<number | null | undefined>): string | null {
  if (isNull(cursor)) return NONE;
  return cursor.decimal === null ? null : formatPrice(cursor.decimal);
}

function isNull({ node }: Cursor<unknown>): boolean {
  return node?.kind === 'scalar' && node.value === null;
}
