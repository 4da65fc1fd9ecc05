/**
 * A copy is taken to fill in full until its orders have ended. What it did not fill is taken back then, and exits on
 * their way that counted on it are cut.
 */

import { divide, multiply, ratio, subtract, ZERO } from '../exact.ts';
import type { Book, CopiedPosition, FollowerDay, OpenCopy } from './book.ts';
import { copiedIn, dayOfFollower } from './follower-ledger.ts';

/** A copy whose orders have ended: what did not fill of it is taken back. */
export function settleCopy(book: Book, key: string, filled: number): void {
  const copy = book.openCopies.get(key);
  if (!copy) return;
  const missing = copy.units - filled;
  // What an exit was cut to is no bound on what it had sent by then.
  if (missing === 0 || (missing < 0 && copy.effect !== 'exit')) {
    book.openCopies.delete(key);
    return;
  }
  const seat = book.seats.of(copy.follower);
  const copied = copiedIn(copy.holding, seat);
  const day = dayOfFollower(book, seat);
  if (copy.effect !== 'exit') takeBackOrderCopies(day, copy, { seat, missing, filled });
  if (copy.effect === 'entry') takeBackEntry(copy, copied, missing);
  else takeBackExit(copy, copied, { units: missing, day });
  if (copy.effect === 'entry') cutExitsAfter(book, key);
  book.openCopies.delete(key);
}

function takeBackEntry(copy: OpenCopy, copied: CopiedPosition, units: number): void {
  copied.quantity -= copy.sign * units;
  if (copy.epoch !== copied.epoch) return;
  const counts = multiply(ratio(copy.sign * units), divide(copied.scale, copy.scale));
  copied.share = subtract(copied.share, counts);
}

/** @param units that it does not take out; below zero where it took out more than it was cut to */
function takeBackExit(
  copy: OpenCopy,
  copied: CopiedPosition,
  { units, day }: { readonly units: number; readonly day: FollowerDay },
): void {
  copied.quantity -= copy.sign * units;
  copied.averageCost ??= copy.costBefore;
  if (copy.effect === 'other_side') copied.share = ratio(copied.quantity);
  if (copy.gain !== null) day.result.correct(ZERO, copy.gain, units);
}

function takeBackOrderCopies(
  day: FollowerDay,
  { order }: OpenCopy,
  { seat, missing, filled }: { readonly seat: number; readonly missing: number; readonly filled: number },
): void {
  const left = (order.copied.at(seat) ?? 0) - missing;
  order.copied.put(seat, Math.max(0, left));
  if (filled === 0 && left <= 0) day.ordersCopied.delete(order.sequence);
}

/** The copies of the same position that were decided after this one and have not ended, in that order. */
function decidedAfter(book: Book, key: string): readonly OpenCopy[] {
  const own = book.openCopies.get(key);
  const since: OpenCopy[] = [];
  let isAfter = false;
  for (const [other, copy] of book.openCopies) {
    if (isAfter && copy.holding === own?.holding && copy.follower === own.follower) since.push(copy);
    isAfter ||= other === key;
  }
  return since;
}

/**
 * Exits were decided for all that the entry was taken to bring. What it did not bring they do not take out, and what
 * is decided next must not count on it: it would come short by as much, and stay in.
 * @param key of the entry, which is still open
 */
export function cutExitsAfter(book: Book, key: string): void {
  const later = decidedAfter(book, key);
  later.forEach((exit, index) => {
    if (exit.effect !== 'exit') return;
    const seat = book.seats.of(exit.follower);
    const copied = copiedIn(exit.holding, seat);
    const since = later.slice(index + 1).reduce((sum, { sign, units }) => sum + sign * units, 0);
    // Where the position would stand after the exit: on the other side by so much.
    const over = Math.min(exit.units, (copied.quantity - since) * exit.sign);
    if (over <= 0) return;
    takeBackExit(exit, copied, { units: over, day: dayOfFollower(book, seat) });
    exit.units -= over;
  });
}
