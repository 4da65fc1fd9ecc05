import type { Json, OrderReading } from '../port.ts';
import { readOrderRow } from './read-order-row.ts';
import { describeValue, fieldOf, isJsonObject } from './wire/row-fields.ts';

/** The code of the first frame, which only says that the socket is up (recorded 2026-09-24). */
const GREETING_CODE = 'AB00';

export type PushMessage =
  | { readonly kind: 'order'; readonly reading: OrderReading }
  | { readonly kind: 'greeting' }
  /** Keep-alive and other frames that say nothing of orders. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'problem'; readonly problem: string; readonly raw: Json };

/**
 * Reads one text frame of the order-update socket. Its code is not trusted over its order: a docs sample pairs the
 * greeting's code with a rejected order. `raw` of an order is the order row, for `readOrderRow` to read again.
 */
export function readPushMessage(text: string): PushMessage {
  const body = parseJson(text);
  if (!isJsonObject(body)) return { kind: 'noise' };
  const row = fieldOf(body, 'orderData');
  const isGreeting = fieldOf(body, 'order-status') === GREETING_CODE;
  if (isJsonObject(row) && hasOrderId(row)) return { kind: 'order', reading: readOrderRow(row) };
  if (isGreeting) return { kind: 'greeting' };
  if (row === undefined && fieldOf(body, 'status-code') === undefined) return { kind: 'noise' };
  const message = describeValue(fieldOf(body, 'error-message'));
  const code = describeValue(fieldOf(body, 'status-code'));
  return {
    kind: 'problem',
    problem: `a push message without an order (status-code ${code}, error-message ${message})`,
    raw: body,
  };
}

function hasOrderId(row: { readonly [key: string]: Json }): boolean {
  const id = fieldOf(row, 'orderid');
  return id !== undefined && id !== null && id !== '';
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Keep-alive frames ("pong", a zero byte) are no JSON, and are not meant to be.
    return undefined;
  }
}
