import { dayOf, type IstDay, toIstSeconds } from '../ist-time.ts';
import { settledOrders } from '../saving/settled-orders.ts';
import type { Book, OrderState } from './book.ts';

/** The broker tells of the orders of its day only; a long weekend and more are added. */
const KEPT_DAYS = 7;

/**
 * Forgets settled orders of which nothing has been seen for a week: until then a late row is known to be one. What an
 * order book brings is kept: nobody saw it, and it ends by itself. To be called when nothing is counted by their places
 * in the list: when a day has just begun.
 */
export function forgetOrders(book: Book, newDay: IstDay): void {
  const gone = new Set(settledOrders(book).filter((order) => isLongAgo(order, newDay)));
  if (gone.size === 0) return;
  for (const names of [book.ordersById, book.ordersByUniqueId]) {
    for (const [name, order] of names) if (gone.has(order)) names.delete(name);
  }
  const kept = book.orders.filter((order) => !gone.has(order));
  book.orders.splice(0, book.orders.length, ...kept);
  for (const [place, order] of kept.entries()) order.sequence = place;
}

function isLongAgo({ lastSeenAtMs }: OrderState, newDay: IstDay): boolean {
  return lastSeenAtMs !== null && dayOf(toIstSeconds(lastSeenAtMs)) < newDay - KEPT_DAYS;
}
