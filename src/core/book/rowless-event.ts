/** Events that no row brings: the user's word, and what other orders make of one that rests. */

import type { InstrumentMaster } from '../orders/instrument.ts';
import type { Book, OrderState } from './book.ts';
import { beginFollowing, rests, takeFollowing } from './followed-order.ts';
import { type MasterEvent, type RowContext, releaseOpening } from './master-event.ts';
import { factsOf, findHolding, findInstrument } from './registers.ts';

/** The user's word on an opening that waits for it. @returns null where it no longer waits. */
export function confirmOpening(
  book: Book,
  order: OrderState,
  accepted: boolean,
  { instruments, copyOn }: Pick<RowContext, 'instruments' | 'copyOn'>,
): MasterEvent | null {
  if (!order.awaitsConfirmation) return null;
  const quiet = quietEvent(book, order, instruments);
  const { holding } = quiet;
  const { missed } = order;
  order.awaitsConfirmation = false;
  book.awaiting.delete(order);
  order.missed = null;
  const isPlaced = copyOn === 'placed' && rests(order);
  if (isPlaced) beginFollowing(order, holding, book.seats);
  const following = takeFollowing(order, holding, { ended: false, isPlaced, change: null });
  const opening =
    following?.opening ?? releaseOpening(book, order, holding, { confirm: false, missed: null });
  return {
    ...quiet,
    endedNetted: opening === 0 && order.openingSoFar === 0 ? order.netted : 0,
    opening,
    openingSoFar: following?.openingSoFar ?? order.openingSoFar,
    declined: !accepted,
    missed,
    following,
  };
}

/** A resting order of which more would reduce now: what of it still opens is less. */
export function shrinkResting(
  book: Book,
  order: OrderState,
  by: Pick<MasterEvent, 'time' | 'seenAtMs'>,
  instruments: InstrumentMaster,
): MasterEvent {
  const quiet = quietEvent(book, order, instruments);
  const news = { ended: false, isPlaced: false, change: 'quantity' } as const;
  const following = takeFollowing(order, quiet.holding, news);
  const openingSoFar = following?.openingSoFar ?? order.openingSoFar;
  return { ...quiet, time: by.time, seenAtMs: by.seenAtMs, openingSoFar, following };
}

/** Of an order as it stands: nothing is new. */
function quietEvent(book: Book, order: OrderState, instruments: InstrumentMaster): MasterEvent {
  const row = order.last;
  const instrument = findInstrument(book, row, instruments);
  const holding = findHolding(book, instrument, row.product);
  return {
    order,
    row,
    time: order.lastTime,
    seenAtMs: order.lastSeenAtMs,
    holding,
    instrument: factsOf(instrument, row, instruments),
    special: null,
    delta: 0,
    notFilled: false,
    netted: 0,
    reduction: 0,
    settled: 0,
    positionBefore: holding.master,
    reducedSide: 0,
    endedNetted: 0,
    opening: 0,
    openingSoFar: order.openingSoFar,
    declined: false,
    missed: null,
    following: null,
  };
}
