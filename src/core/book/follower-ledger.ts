/** What followers hold through copies, what they ought to hold, and what their day has brought. */

import {
  add,
  divideByInteger,
  keepFine,
  multiply,
  multiplyByInteger,
  ONE,
  type Ratio,
  ratio,
  ZERO,
} from '../exact.ts';
import type { Book, CopiedPosition, FollowerDay, Holding } from './book.ts';
import { DayResult } from './day-result.ts';
import { OrderSet } from './order-set.ts';

export function copiedIn(holding: Holding, seat: number): CopiedPosition {
  let copied = holding.copied.at(seat);
  if (!copied) {
    copied = { quantity: 0, share: ZERO, averageCost: null, scale: ONE, epoch: 0 };
    holding.copied.put(seat, copied);
  }
  return copied;
}

export function dayOfFollower(book: Book, seat: number): FollowerDay {
  let day = book.days.at(seat);
  if (!day) {
    day = { ordersCopied: new OrderSet(), result: new DayResult() };
    book.days.put(seat, day);
  }
  return day;
}

/**
 * A copy that opens: the position and the share grow by it.
 * @param signed units, below zero for a sell
 * @param price rupees; null joins at the average cost
 */
export function addEntry(copied: CopiedPosition, signed: number, price: Ratio | null): void {
  const { averageCost, quantity } = copied;
  if (price !== null)
    copied.averageCost = averageCost === null ? price : averageOf(averageCost, quantity, price, signed);
  copied.quantity += signed;
  copied.share = add(copied.share, ratio(signed));
}

/** What makes a loss seem greater is the side to which an endless average is rounded. */
function averageOf(average: Ratio, quantity: number, price: Ratio, signed: number): Ratio {
  const [before, joining] = [Math.abs(quantity), Math.abs(signed)];
  if (before === 0) return price;
  const total = add(multiplyByInteger(average, before), multiplyByInteger(price, joining));
  return keepFine(divideByInteger(total, before + joining), signed > 0 ? 'up' : 'down');
}

/**
 * A copy that reduces. The share is not touched: it says what ought to be held.
 * @param units to take off, at most what is held
 * @param price rupees; null realises nothing
 */
export function takeExit(copied: CopiedPosition, units: number, price: Ratio | null, day: FollowerDay): void {
  const sign = Math.sign(copied.quantity);
  if (price !== null && copied.averageCost !== null) {
    day.result.take(price, copied.averageCost, units * sign);
  }
  copied.quantity -= units * sign;
  if (copied.quantity === 0) copied.averageCost = null;
}

/** A reduction by the master: what each follower on that side ought to hold shrinks in proportion. */
export function reduceShares(holding: Holding, side: number, reduction: number, settled: number): void {
  const ends = reduction === settled;
  const left = ratio(settled - reduction, settled);
  // Mostly the same for all followers, and then worked out once.
  let [scaleBefore, scaleAfter] = [ONE, left];
  for (const copied of holding.copied.values) {
    if (copied === undefined) continue;
    if (copied.quantity !== 0 && Math.sign(copied.quantity) !== side) continue;
    // Towards zero: an exit is never a lot short for it.
    copied.share = ends ? ZERO : keepFine(multiply(copied.share, left), side > 0 ? 'down' : 'up');
    if (ends) {
      copied.scale = ONE;
      copied.epoch += 1;
      continue;
    }
    if (copied.scale !== scaleBefore) {
      scaleBefore = copied.scale;
      scaleAfter = keepFine(multiply(scaleBefore, left), 'up');
    }
    copied.scale = scaleAfter;
  }
}

/** Drops what a follower held on paper only: from now on its copies are placed. */
export function forgetFollower(book: Book, follower: string): void {
  for (const holding of book.holdings.values()) holding.copied.delete(follower);
  for (const [key, copy] of book.openCopies) if (copy.follower === follower) book.openCopies.delete(key);
  for (const { followed } of book.orders) followed?.copies.delete(follower);
}
