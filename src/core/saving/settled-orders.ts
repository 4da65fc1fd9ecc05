/** Orders that have ended, and all their copies: nothing of one changes until another row of it comes. */
import type { Book, OrderState } from '../book/book.ts';
import type { IstDay } from '../ist-time.ts';
import { orderForm } from './order-forms.ts';
import { type Form, listOf, nullable, type Plain, struct, TEXT, WHOLE } from './plain-forms.ts';

export function settledOrders(book: Book): readonly OrderState[] {
  const busy = new Set([...book.openCopies.values()].map(({ order }) => order));
  for (const { waiting, resting } of book.holdings.values())
    for (const order of [...waiting, ...resting]) busy.add(order);
  return book.orders.filter((order) => isSettled(order) && !busy.has(order));
}

function isSettled({ terminal, waiting, awaitsConfirmation }: OrderState): boolean {
  return terminal && waiting === 0 && !awaitsConfirmation;
}

/** A settled order, and what refers to it. */
interface SettledOrder {
  readonly order: OrderState;
  readonly ids: readonly string[];
  readonly uniqueIds: readonly string[];
  /** Followers that count it among the orders of this day. */
  readonly countedBy: readonly string[];
  readonly countedOn: IstDay | null;
}

function settledForm(orders: Form<OrderState>): Form<SettledOrder> {
  return struct<SettledOrder>({
    order: orders,
    ids: listOf(TEXT),
    uniqueIds: listOf(TEXT),
    countedBy: listOf(TEXT),
    countedOn: nullable(WHOLE),
  });
}

export function writeSettled(book: Book, orders: readonly OrderState[]): readonly Plain[] {
  if (orders.length === 0) return [];
  const form = settledForm(orderForm(book.seats));
  const wanted = new Set(orders);
  const ids = namesOf(book.ordersById, wanted);
  const uniqueIds = namesOf(book.ordersByUniqueId, wanted);
  const days = [...book.days];
  return orders.map((order) =>
    form.write({
      order,
      ids: ids.get(order) ?? [],
      uniqueIds: uniqueIds.get(order) ?? [],
      countedBy: days.filter(([, day]) => day.ordersCopied.has(order.sequence)).map(([name]) => name),
      countedOn: book.day,
    }),
  );
}

function namesOf(
  names: ReadonlyMap<string, OrderState>,
  wanted: ReadonlySet<OrderState>,
): ReadonlyMap<OrderState, string[]> {
  const found = new Map<OrderState, string[]>();
  for (const [name, order] of names) {
    if (!wanted.has(order)) continue;
    const known = found.get(order);
    if (known) known.push(name);
    else found.set(order, [name]);
  }
  return found;
}

/**
 * Brings the orders that a snapshot was written without back into its book. Of one that was written repeatedly the last
 * counts, and none where the book has it itself: it has changed since. So it is with their names, which go over to
 * another order where two turn out to be one.
 */
export function joinSettled(book: Book, settled: readonly unknown[]): void {
  if (settled.length === 0) return;
  const form = settledForm(orderForm(book.seats));
  const known = new Set(book.orders.map(({ sequence }) => sequence));
  const last = new Map<number, SettledOrder>();
  for (const [place, plain] of settled.entries()) {
    const one = form.read(plain, `settled[${place}]`);
    if (known.has(one.order.sequence)) continue;
    last.delete(one.order.sequence);
    last.set(one.order.sequence, one);
  }
  const ids = new Map<string, OrderState>();
  const uniqueIds = new Map<string, OrderState>();
  for (const one of last.values()) {
    book.orders.push(one.order);
    for (const id of one.ids) ids.set(id, one.order);
    for (const id of one.uniqueIds) uniqueIds.set(id, one.order);
    if (one.countedOn === book.day) countAgain(book, one);
  }
  book.orders.sort((a, b) => a.sequence - b.sequence);
  addNames(book.ordersById, ids);
  addNames(book.ordersByUniqueId, uniqueIds);
}

function countAgain(book: Book, { order, countedBy }: SettledOrder): void {
  for (const follower of countedBy) book.days.get(follower)?.ordersCopied.add(order.sequence);
}

function addNames(names: Map<string, OrderState>, more: ReadonlyMap<string, OrderState>): void {
  for (const [name, order] of more) if (!names.has(name)) names.set(name, order);
}
