/** What followers hold through copies, what they ought to hold, and what their day has brought. */
import type { Book, CopiedPosition, FollowerDay, Holding, OpenCopy } from './book.ts';
import {
  add,
  divide,
  divideByInteger,
  keepFine,
  multiply,
  multiplyByInteger,
  ONE,
  type Ratio,
  ratio,
  smaller,
  subtract,
  ZERO,
} from './exact.ts';

export function copiedIn(holding: Holding, follower: string): CopiedPosition {
  let copied = holding.copied.get(follower);
  if (!copied) {
    copied = { quantity: 0, share: ZERO, averageCost: null, scale: ONE, epoch: 0 };
    holding.copied.set(follower, copied);
  }
  return copied;
}

export function dayOfFollower(book: Book, follower: string): FollowerDay {
  let day = book.days.get(follower);
  if (!day) {
    day = { ordersCopied: new Set(), realised: ZERO, unrealised: ZERO, lowest: ZERO };
    book.days.set(follower, day);
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
    const gain = multiplyByInteger(subtract(price, copied.averageCost), units * sign);
    day.realised = keepFine(add(day.realised, gain), 'down');
    noteResult(day);
  }
  copied.quantity -= units * sign;
  if (copied.quantity === 0) copied.averageCost = null;
}

/** Keeps the lowest that the day's result has been. */
export function noteResult(day: FollowerDay): void {
  day.lowest = smaller(day.lowest, add(day.realised, day.unrealised));
}

/** A reduction by the master: what each follower on that side ought to hold shrinks in proportion. */
export function reduceShares(holding: Holding, side: number, reduction: number, settled: number): void {
  const ends = reduction === settled;
  const left = ratio(settled - reduction, settled);
  // Mostly the same for all followers, and then worked out once.
  let [scaleBefore, scaleAfter] = [ONE, left];
  for (const copied of holding.copied.values()) {
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

/** A copy whose orders have ended: what did not fill of it is taken back. */
export function settleCopy(book: Book, key: string, filled: number): void {
  const copy = book.openCopies.get(key);
  if (!copy) return;
  book.openCopies.delete(key);
  const missing = Math.max(0, copy.units - filled);
  if (missing === 0) return;
  const copied = copiedIn(copy.holding, copy.follower);
  if (copy.effect !== 'exit') takeBackOrderCopies(book, copy, missing, filled);
  if (copy.effect === 'entry') {
    copied.quantity -= copy.sign * missing;
    if (copy.epoch === copied.epoch) {
      const counts = multiply(ratio(copy.sign * missing), divide(copied.scale, copy.scale));
      copied.share = subtract(copied.share, counts);
    }
    return;
  }
  copied.quantity -= copy.sign * missing;
  copied.averageCost ??= copy.costBefore;
  if (copy.effect === 'other_side') copied.share = ratio(copied.quantity);
  const day = dayOfFollower(book, copy.follower);
  if (copy.gain !== null) day.realised = subtract(day.realised, multiplyByInteger(copy.gain, missing));
}

function takeBackOrderCopies(book: Book, copy: OpenCopy, missing: number, filled: number): void {
  const left = (copy.order.copied.get(copy.follower) ?? 0) - missing;
  copy.order.copied.set(copy.follower, Math.max(0, left));
  if (filled === 0 && left <= 0) dayOfFollower(book, copy.follower).ordersCopied.delete(copy.order.key);
}
