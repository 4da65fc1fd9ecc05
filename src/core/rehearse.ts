/** What would be decided, without deciding it. */
import type { Book } from './book/book.ts';
import { CopySession, type SessionDecision, type SessionInput } from './copy-session.ts';
import type { InstrumentMaster } from './orders/instrument.ts';
import type { OrderSnapshot } from './orders/order.ts';
import { fromSnapshot, toSnapshot } from './saving/book-snapshot.ts';

/**
 * The decisions that a live session would make on these inputs; it stays as it is.
 * @param with_ `confirm`: openings wait for the user's word, and are not among the decisions
 */
export function rehearse(
  session: CopySession,
  inputs: readonly SessionInput[],
  with_: { readonly confirm: boolean; readonly instruments: InstrumentMaster },
): SessionDecision[] {
  const { confirm, instruments } = with_;
  const book = fromSnapshot(toSnapshot(session.book));
  const copy = new CopySession(
    session.policy,
    { live: true, fills: 'reported', instruments },
    { book, confirm },
  );
  return inputs.flatMap((input) => copy.accept(input));
}

/** Whether a row tells of something that the book does not know yet. */
export function isNews(book: Book, row: OrderSnapshot): boolean {
  const byUniqueId = row.uniqueOrderId === null ? undefined : book.ordersByUniqueId.get(row.uniqueOrderId);
  const order = byUniqueId ?? book.ordersById.get(row.orderId);
  if (!order) return true;
  return row.filledQuantity > order.filled || (row.terminal && !order.terminal);
}
