import { formatDecimal } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';

/** Orders of several busy days; beyond it the oldest are forgotten, and at worst shown once more. */
const MAX_ORDERS = 20_000;

/** Remembers what of each master order was shown, so that rows that say nothing new stay away. */
export class OrderMemory {
  readonly #shown = new Map<string, string>();
  /** The broker's unique id of an order, by its order id: a push does not tell it, the book does. */
  readonly #uniqueIds = new Map<string, string>();

  /** Whether the order is new, or its status, fill, quantity or prices changed; takes it as shown. */
  isNews(order: OrderSnapshot): boolean {
    const key = this.keyOf(order);
    const seen = phaseOf(order);
    if (this.#shown.get(key) === seen) return false;
    keep(this.#shown, key, seen);
    return true;
  }

  /** One key for all that is heard of one order, by push or from the book. */
  keyOf({ orderId, uniqueOrderId }: OrderSnapshot): string {
    const known = this.#uniqueIds.get(orderId) ?? uniqueOrderId;
    if (known === null) return orderId;
    if (!this.#uniqueIds.has(orderId)) {
      keep(this.#uniqueIds, orderId, known);
      const shown = this.#shown.get(orderId);
      if (shown !== undefined && !this.#shown.has(known)) keep(this.#shown, known, shown);
    }
    return known;
  }
}

function keep(map: Map<string, string>, key: string, value: string): void {
  map.delete(key);
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > MAX_ORDERS && oldest.value !== undefined) map.delete(oldest.value);
}

/** On its way to the exchange (`validation pending`, `open pending`, …) and resting there are one phase. */
function phaseOf(order: OrderSnapshot): string {
  const waits = order.status === 'trigger pending';
  const phase = order.terminal || waits ? order.status : 'alive';
  const prices = order.terminal ? [] : [order.limitPrice, order.triggerPrice];
  const shownPrices = prices.map((price) => (price === null ? '' : formatDecimal(price)));
  return [phase, order.quantity, order.filledQuantity, ...shownPrices].join(' ');
}
