import { formatDecimal } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/order.ts';

/** Orders of several busy days; beyond it the oldest are forgotten, and at worst shown once more. */
const MAX_ORDERS = 20_000;

/** Remembers what of each master order was shown, so that rows that say nothing new stay away. */
export class OrderMemory {
  readonly #shown = new Map<string, string>();

  /** Whether the order is new, or its status, fill, quantity or prices changed; takes it as shown. */
  isNews(order: OrderSnapshot): boolean {
    const key = keyOf(order);
    const seen = phaseOf(order);
    if (this.#shown.get(key) === seen) return false;
    this.#shown.delete(key);
    this.#shown.set(key, seen);
    const oldest = this.#shown.keys().next();
    if (this.#shown.size > MAX_ORDERS && oldest.value !== undefined) this.#shown.delete(oldest.value);
    return true;
  }
}

export function keyOf(order: OrderSnapshot): string {
  return order.uniqueOrderId ?? order.orderId;
}

/** On its way to the exchange (`validation pending`, `open pending`, …) and resting there are one phase. */
function phaseOf(order: OrderSnapshot): string {
  const waits = order.status === 'trigger pending';
  const phase = order.terminal || waits ? order.status : 'alive';
  const prices = order.terminal ? [] : [order.limitPrice, order.triggerPrice];
  const shownPrices = prices.map((price) => (price === null ? '' : formatDecimal(price)));
  return [phase, order.quantity, order.filledQuantity, ...shownPrices].join(' ');
}
