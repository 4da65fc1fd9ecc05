/** The steps of an order's life, as the book words them (SmartAPI docs 2026; recordings of 2022 to 2026). */

import type { Price } from '../market/price.ts';
import { isStop, type Order, type OrderChange, remainingOf, type Trade } from './order.ts';

/** A change at the broker only: the exchange's times stay as they are. */
export function setStatus(order: Order, status: string, nowMs: number, orderStatus = status): void {
  order.status = status;
  order.orderStatus = orderStatus;
  order.updatedAtMs = nowMs;
}

/** A change that the exchange confirmed. */
function setExchangeStatus(order: Order, status: string, nowMs: number): void {
  setStatus(order, status, nowMs);
  order.exchangeAtMs = nowMs;
  order.exchangeUpdatedAtMs = nowMs;
}

/** The exchange took the order; a stop waits there for its trigger. */
export function enterExchange(order: Order, exchangeOrderId: string, nowMs: number): void {
  const waits = isStop(order.orderType);
  order.exchangeOrderId = exchangeOrderId;
  order.phase = waits ? 'waiting' : 'working';
  setExchangeStatus(order, waits ? 'trigger pending' : 'open', nowMs);
}

/**
 * A triggered stop reads as a NORMAL LIMIT order that still has its trigger price (recorded 12-Jun-2024).
 * `limitPrice` is what a stop-market order was turned into.
 */
export function trigger(order: Order, limitPrice: Price, nowMs: number): void {
  order.phase = 'working';
  order.variety = 'NORMAL';
  order.orderType = 'LIMIT';
  order.limitPrice = limitPrice;
  setExchangeStatus(order, 'open', nowMs);
}

/** @returns the execution; the order is complete when nothing remains. */
export function fill(
  order: Order,
  execution: { quantity: number; price: Price; fillId: string },
  nowMs: number,
): Trade {
  order.filled += execution.quantity;
  order.filledValue += execution.quantity * execution.price;
  const complete = remainingOf(order) === 0;
  order.phase = complete ? 'done' : 'working';
  // A partial fill has no status of its own: open, with filledshares above 0 (SmartAPI docs, postback sample).
  setExchangeStatus(order, complete ? 'complete' : 'open', nowMs);
  return { order, ...execution, atMs: nowMs };
}

/** `emptyOrderStatus`: some rejections leave `orderstatus` empty (recorded 22-Nov-2023). */
export function reject(order: Order, text: string, nowMs: number, { emptyOrderStatus = false } = {}): void {
  order.phase = 'done';
  order.text = text;
  setStatus(order, 'rejected', nowMs, emptyOrderStatus ? '' : 'rejected');
}

/** `unfilledshares` is not zeroed by a cancellation (recorded 30-Mar-2022); `cancelsize` says what was cancelled. */
export function cancel(order: Order, nowMs: number): void {
  order.cancelled = remainingOf(order);
  const parked = order.phase === 'parked';
  order.phase = 'done';
  if (parked) setStatus(order, 'cancelled after market order', nowMs);
  else setExchangeStatus(order, 'cancelled', nowMs);
}

/** The book says `modified` until the next event; a waiting stop's `orderstatus` stays `trigger pending`. */
export function confirmChange(order: Order, nowMs: number): void {
  if (order.phase === 'parked') {
    setStatus(order, 'open', nowMs);
    return;
  }
  if (remainingOf(order) === 0) {
    order.phase = 'done';
    setExchangeStatus(order, 'complete', nowMs);
    return;
  }
  setExchangeStatus(order, 'modified', nowMs);
  if (order.phase === 'waiting') order.orderStatus = 'trigger pending';
}

/** The total cannot go below what is filled already; a triggered stop stays the limit order that it became. */
export function changeTerms(order: Order, change: OrderChange): void {
  const triggered = order.phase === 'working' && order.triggerPrice > 0;
  order.product = change.product;
  order.duration = change.duration;
  order.quantity = Math.max(change.quantity, order.filled);
  order.limitPrice = change.limitPrice;
  if (triggered) return;
  order.orderType = change.orderType;
  order.triggerPrice = change.triggerPrice;
  if (order.phase === 'waiting' && !isStop(order.orderType)) order.phase = 'working';
  else if (order.phase === 'working' && isStop(order.orderType)) order.phase = 'waiting';
}
