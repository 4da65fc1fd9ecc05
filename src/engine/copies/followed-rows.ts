/** What the session has followed already of what the broker sends. */
import type { OrderReading } from '../../brokers/port.ts';
import type { Book } from '../../core/book/book.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { isNews } from '../../core/rehearse.ts';

/** @param redact as the session's rows are: a unique id begins with the client's code */
export function isFollowed(book: Book, row: OrderSnapshot, redact: (text: string) => string): boolean {
  const { uniqueOrderId } = row;
  return !isNews(book, { ...row, uniqueOrderId: uniqueOrderId === null ? null : redact(uniqueOrderId) });
}

/** Whether all rows were followed. Not of an empty book: a broker in trouble sends one, too. */
export function areFollowed(
  book: Book,
  readings: readonly OrderReading[],
  redact: (text: string) => string,
): boolean {
  return readings.length > 0 && readings.every((one) => one.ok && isFollowed(book, one.order, redact));
}
