/** A book that is saved again and again all day: what stays as it is is written once, so that saving it costs the same all day. */
import type { Book, OrderState } from '../book/book.ts';
import type { IstDay } from '../ist-time.ts';
import type { OrderSnapshot } from '../orders/order.ts';
import { type BookSnapshot, toSnapshot } from './book-snapshot.ts';
import { followedStamp } from './followed-stamp.ts';
import type { Plain } from './plain-forms.ts';
import { settledOrders, writeSettled } from './settled-orders.ts';

export interface SavedBook {
  /** Without the settled orders. */
  readonly book: BookSnapshot;
  /** Those that have settled, or have changed, since the book was saved before. */
  readonly settled: readonly Plain[];
  /** Whether those that were written with the books saved before are part of this one; a later one replaces an earlier one. */
  readonly goesOn: boolean;
}

/** What to write of a book that is saved repeatedly. */
export class BookSaver {
  #written = new WeakMap<OrderState, Written>();
  /** Null: nothing has been saved. */
  #last: { readonly day: IstDay | null } | null = null;

  save(book: Book): SavedBook {
    // A new day forgets orders.
    const goesOn = this.#last?.day === book.day;
    if (!goesOn) this.#written = new WeakMap();
    this.#last = { day: book.day };
    const settled = settledOrders(book);
    const news = settled.filter((order) => this.#isNews(order));
    return { book: toSnapshot(book, new Set(settled)), settled: writeSettled(book, news), goesOn };
  }

  #isNews(order: OrderState): boolean {
    const { last: row, followed } = order;
    const stamp = followed && followedStamp(order, followed);
    const before = this.#written.get(order);
    if (before?.row === row && before.stamp === stamp) return false;
    this.#written.set(order, { row, stamp });
    return true;
  }
}

/** What tells whether an order has changed since it was written. */
interface Written {
  /** The row that had come last: nothing else changes an order that has settled … */
  readonly row: OrderSnapshot;
  /** … but where it was followed, and another turned out to be the same. */
  readonly stamp: number | null;
}
