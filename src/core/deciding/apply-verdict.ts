/** Carries a verdict into the book: the copy is assumed to fill in full at the master's reference price. */
import { type Book, type CopiedPosition, copyKey, type OrderState } from '../book/book.ts';
import { addEntry, copiedIn, dayOfFollower, takeExit } from '../book/follower-ledger.ts';
import type { MasterEvent } from '../book/master-event.ts';
import { closeResting } from '../book/resting-ledger.ts';
import { type Ratio, ratio, subtract } from '../exact.ts';
import type { Verdict } from './decide-context.ts';

/**
 * @param keepOpen the copy may yet turn out to fill less: keep what is needed to take it back
 * @returns the copy's revision, 1 for the order's first
 */
export function applyVerdict(
  book: Book,
  made: { readonly event: MasterEvent; readonly seat: number; readonly verdict: Verdict },
  keepOpen: { readonly untilSettled: boolean },
): number {
  const { event, seat } = made;
  const { decision, effect } = made.verdict;
  if (effect === 'none') return 0;
  if (effect === 'modify' || effect === 'cancel') return changeResting(event, seat, made.verdict);
  if (effect === 'entry' && beginsToRest(event)) return addResting(book, made, keepOpen);
  const { order, holding } = event;
  const { follower, quantity } = decision;
  const reference = event.row.averagePrice ?? event.row.limitPrice;
  const copied = copiedIn(holding, seat);
  // What was before is needed of a copy that may be taken back.
  const before = keepOpen.untilSettled ? { ...copied } : copied;
  const sign = decision.side === 'buy' ? 1 : -1;
  if (effect === 'entry') {
    addEntry(copied, sign * quantity, reference);
    dayOfFollower(book, seat).ordersCopied.add(order.sequence);
  } else {
    takeExit(copied, quantity, reference, dayOfFollower(book, seat));
    if (effect === 'other_side') copied.share = ratio(copied.quantity);
  }
  if (effect !== 'exit') order.copied.put(seat, (order.copied.at(seat) ?? 0) + quantity);
  const revision = takeRevision(order, seat);
  if (keepOpen.untilSettled) {
    book.openCopies.set(copyKey(order.key, follower, revision), {
      order,
      holding,
      follower,
      effect,
      sign,
      units: quantity,
      gain: effect === 'entry' ? null : gainOf(before, reference),
      costBefore: before.averageCost,
      scale: before.scale,
      epoch: before.epoch,
    });
  }
  return revision;
}

function takeRevision(order: OrderState, seat: number): number {
  const revision = (order.revisions.at(seat) ?? 0) + 1;
  order.revisions.put(seat, revision);
  return revision;
}

/** Its master order may rest: the copy fills as that does. */
export function beginsToRest({ following }: MasterEvent): boolean {
  return following?.stage === 'placed' || following?.stage === 'changed';
}

/** A copy that rests counts nothing in the position before its master order has filled. */
function addResting(
  book: Book,
  { event, seat, verdict }: { readonly event: MasterEvent; readonly seat: number; readonly verdict: Verdict },
  keepOpen: { readonly untilSettled: boolean },
): number {
  const { order, holding } = event;
  const { follower, quantity, side, orders } = verdict.decision;
  const copied = copiedIn(holding, seat);
  const before = order.followed?.copies.at(seat);
  // Placed anew, all of it had turned to reduce: what stood for its opening before was taken back.
  const isMore = before?.state === 'ended' && event.following?.stage === 'changed';
  const revision = takeRevision(order, seat);
  order.copied.put(seat, (order.copied.at(seat) ?? 0) + quantity);
  dayOfFollower(book, seat).ordersCopied.add(order.sequence);
  order.followed?.copies.put(seat, {
    revision,
    units: quantity,
    from: isMore ? before.planned : 0,
    planned: event.openingSoFar,
    filled: 0,
    orders,
    state: 'resting',
    scale: null,
    epoch: copied.epoch,
  });
  if (keepOpen.untilSettled) {
    book.openCopies.set(copyKey(order.key, follower, revision), {
      ...{ order, holding, follower, effect: 'entry', sign: side === 'buy' ? 1 : -1, units: 0 },
      ...{ gain: null, costBefore: copied.averageCost, scale: copied.scale, epoch: copied.epoch },
    });
  }
  return revision;
}

function changeResting(
  { order, openingSoFar }: MasterEvent,
  seat: number,
  { decision, effect }: Verdict,
): number {
  const copy = order.followed?.copies.at(seat);
  if (copy === undefined) throw new Error(`no copy of ${order.key} rests at ${decision.follower}`);
  if (effect === 'cancel') closeResting(order, copy, seat);
  else {
    order.copied.put(seat, (order.copied.at(seat) ?? 0) - copy.units + decision.quantity);
    copy.units = decision.quantity;
    copy.planned = openingSoFar;
    copy.orders = decision.orders;
  }
  return takeRevision(order, seat);
}

function gainOf(before: CopiedPosition, price: Ratio | null): Ratio | null {
  if (price === null || before.averageCost === null) return null;
  const gain = subtract(price, before.averageCost);
  return before.quantity < 0 ? subtract(before.averageCost, price) : gain;
}
