/** When an order trades at the last price, and at what price. */

import type { Price } from '../market/price.ts';
import type { Order } from './order.ts';

/** Whether the last price sets a waiting stop off. */
export function isTriggered(order: Order, last: Price): boolean {
  return order.side === 'BUY' ? last >= order.triggerPrice : last <= order.triggerPrice;
}

/**
 * The price at which an order trades, or null where it rests. An order that arrives takes the last price; one that
 * rested is taken at its own limit.
 */
export function findTradePrice(order: Order, last: Price, { arrives }: { arrives: boolean }): Price | null {
  if (order.orderType === 'MARKET') return last;
  const crosses = order.side === 'BUY' ? last <= order.limitPrice : last >= order.limitPrice;
  if (!crosses) return null;
  return arrives ? last : order.limitPrice;
}
