/**
 * What positions count of copies that rest: as much as the master's order has opened, in proportion and in whole lots,
 * until the copy's end at the follower is reported and says what was really filled (section 4.2 of the contract).
 */

import { add, divide, multiply, ratio } from '../exact.ts';
import { type Book, copyKey, type OpenCopy, type OrderState, type RestingCopy } from './book.ts';
import { addEntry, copiedIn, dayOfFollower } from './follower-ledger.ts';
import type { MasterEvent } from './master-event.ts';
import { cutExitsAfter, settleCopy } from './settle-copy.ts';

/** Counts what the master's order has opened since. */
export function fillResting(book: Book, event: MasterEvent, seat: number): void {
  const { order, holding, instrument, row } = event;
  const copy = order.followed?.copies.at(seat);
  if (copy?.state !== 'resting') return;
  const news = Math.max(0, dueOf(copy, order, instrument.lotSize) - copy.filled);
  if (news === 0) return;
  const copied = copiedIn(holding, seat);
  addEntry(copied, (row.side === 'buy' ? 1 : -1) * news, row.averagePrice ?? row.limitPrice);
  copy.filled += news;
  copy.scale = copied.scale;
  copy.epoch = copied.epoch;
  const open = book.openCopies.get(copyKey(order.key, book.seats.nameOf(seat), copy.revision));
  if (open) open.units = copy.filled;
}

/** What the copy stands for has changed, whether or not the copy itself has. */
export function keepPlanned({ order, openingSoFar }: MasterEvent, seat: number): void {
  const copy = order.followed?.copies.at(seat);
  if (copy?.state === 'resting') copy.planned = openingSoFar;
}

function dueOf(copy: RestingCopy, order: OrderState, lotSize: number | null): number {
  const opened = order.openingSoFar - copy.from;
  const planned = copy.planned - copy.from;
  if (opened <= 0) return 0;
  if (opened >= planned) return copy.units;
  const lot = lotSize ?? copy.units;
  return Math.floor((copy.units * opened) / (planned * lot)) * lot;
}

/** A copy follows its order no more: what it counts is all that was copied. */
export function closeResting(order: OrderState, copy: RestingCopy, seat: number): void {
  copy.state = 'cancelled';
  order.copied.put(seat, (order.copied.at(seat) ?? 0) - copy.units + copy.filled);
  copy.units = copy.filled;
}

/** All orders of a copy have ended; `filled` units of it were executed. Null: it fills as its master order does. */
export function endCopy(book: Book, key: string, filled: number | null): void {
  const open = book.openCopies.get(key);
  if (filled === null) {
    book.openCopies.delete(key);
    return;
  }
  const resting = open?.order.followed?.copies.at(book.seats.of(open.follower));
  if (!open || !resting || copyKey(open.order.key, open.follower, resting.revision) !== key) {
    settleCopy(book, key, filled);
    return;
  }
  const isLess = filled < resting.filled;
  settleResting(book, open, resting, filled);
  if (isLess) cutExitsAfter(book, key);
  book.openCopies.delete(key);
}

/**
 * All orders of a copy that rested have ended, with `filled` units: less or more than the master's order has opened.
 * What came in more is held all the same, and what the follower ought to hold.
 */
function settleResting(book: Book, open: OpenCopy, copy: RestingCopy, filled: number): void {
  const { order, holding, follower, sign } = open;
  const seat = book.seats.of(follower);
  const copied = copiedIn(holding, seat);
  const more = filled - copy.filled;
  if (more > 0) addEntry(copied, sign * more, copy.orders[0]?.price ?? null);
  else if (more < 0) {
    copied.quantity += sign * more;
    // What was counted before the master was flat counts nothing any more.
    if (copy.scale !== null && copy.epoch === copied.epoch) {
      const counts = multiply(ratio(sign * more), divide(copied.scale, copy.scale));
      copied.share = add(copied.share, counts);
    }
    if (copied.quantity === 0) copied.averageCost = null;
  }
  const left = (order.copied.at(seat) ?? 0) - copy.units + filled;
  order.copied.put(seat, Math.max(0, left));
  if (filled === 0 && left <= 0) dayOfFollower(book, seat).ordersCopied.delete(order.sequence);
  copy.filled = filled;
  copy.state = 'ended';
}
