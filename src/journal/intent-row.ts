/** Between an intent and its row in the table. */
import assert from 'node:assert/strict';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES } from '../core/orders/order.ts';
import { INTENT_EFFECTS, INTENT_STATES, type Intent, type NewIntent } from './intent.ts';
import type { Value } from './journal-database.ts';
import { readInteger, readNullableText, readText, readWord } from './row.ts';

/** In the order of `toIntentValues`. */
export const INTENT_COLUMNS = [
  'tag',
  'decision_id',
  'day',
  'follower',
  'order_key',
  'revision',
  'slice',
  'effect',
  'exchange',
  'symbol_token',
  'trading_symbol',
  'product',
  'side',
  'order_type',
  'quantity',
  'price',
  'trigger_price',
  'planned_at_ms',
  'state',
  'updated_at_ms',
] as const;

export function toIntentValues(intent: NewIntent, decisionId: number | null): readonly Value[] {
  return [
    intent.tag,
    decisionId,
    intent.day,
    intent.follower,
    intent.orderKey,
    intent.revision,
    intent.slice,
    intent.effect,
    intent.exchange,
    intent.symbolToken,
    intent.tradingSymbol,
    intent.product,
    intent.side,
    intent.orderType,
    intent.quantity,
    intent.price,
    intent.triggerPrice,
    intent.plannedAtMs,
    intent.state ?? 'planned',
    intent.plannedAtMs,
  ];
}

/** What cannot be an order is a bug of whoever planned it. */
export function assertIntent(intent: NewIntent): void {
  assert(intent.tag !== '', 'an intent needs a tag');
  assertUnits(intent.quantity);
  assertDecimal(intent.price);
  assertDecimal(intent.triggerPrice);
}

export function fromIntentRow(row: unknown): Intent {
  return {
    tag: readText(row, 'tag'),
    day: readInteger(row, 'day'),
    follower: readText(row, 'follower'),
    orderKey: readText(row, 'order_key'),
    revision: readInteger(row, 'revision'),
    slice: readInteger(row, 'slice'),
    effect: readWord(row, 'effect', INTENT_EFFECTS),
    exchange: readWord(row, 'exchange', EXCHANGES),
    symbolToken: readNullableText(row, 'symbol_token'),
    tradingSymbol: readText(row, 'trading_symbol'),
    product: readWord(row, 'product', PRODUCTS),
    side: readWord(row, 'side', SIDES),
    orderType: readWord(row, 'order_type', ORDER_TYPES),
    quantity: readInteger(row, 'quantity'),
    price: readNullableText(row, 'price'),
    triggerPrice: readNullableText(row, 'trigger_price'),
    plannedAtMs: readInteger(row, 'planned_at_ms'),
    state: readWord(row, 'state', INTENT_STATES),
    orderId: readNullableText(row, 'order_id'),
    uniqueOrderId: readNullableText(row, 'unique_order_id'),
    filledQuantity: readInteger(row, 'filled_quantity'),
    averagePrice: readNullableText(row, 'average_price'),
    brokerCode: readNullableText(row, 'broker_code'),
    brokerText: readNullableText(row, 'broker_text'),
    updatedAtMs: readInteger(row, 'updated_at_ms'),
  };
}

export function assertUnits(quantity: number): void {
  assert(Number.isSafeInteger(quantity) && quantity > 0, `${quantity} is no quantity of an order`);
}

/** An average price may end in an ellipsis: a fraction without an end, cut. */
export function assertDecimal(text: string | null): void {
  assert(text === null || /^-?\d+(\.\d+…?)?$/.test(text), `${text} is no decimal text`);
}
