/**
 * Reading a row into an event: what of it is new, which part of that reduces the master's position and which opens
 * (sections 4.1 to 4.3 of the contract). The master's side of the book is changed here, and nowhere else.
 */

import type { IstSeconds } from '../ist-time.ts';
import type { InstrumentFacts, InstrumentMaster } from '../orders/instrument.ts';
import type { Missed } from '../orders/missed.ts';
import type { OrderSnapshot } from '../orders/order.ts';
import type { CopyOn } from '../policy/policy.ts';
import type { Book, Holding, OrderState } from './book.ts';
import {
  beginFollowing,
  type Following,
  type OrderNews,
  rests,
  takeChange,
  takeFollowing,
} from './followed-order.ts';
import { factsOf, findHolding, findInstrument, findOrder, isOwnTag } from './registers.ts';

/** What one row (or the end of a day, or a confirmation) brings to be decided. Quantities are units. */
export interface MasterEvent {
  readonly order: OrderState;
  /** The row that is decided. */
  readonly row: OrderSnapshot;
  readonly time: IstSeconds | null;
  /** The instant the row was seen; null in a replay of order books. */
  readonly seenAtMs: number | null;
  readonly holding: Holding;
  readonly instrument: InstrumentFacts;
  /** The order is one of those that are never opened, and is seen for the first time. */
  readonly special: 'OWN_COPY' | 'UNSUPPORTED_VARIETY' | null;
  /** What is new of the order's filled quantity. */
  readonly delta: number;
  /** The order ended with nothing ever filled. */
  readonly notFilled: boolean;
  /** Reduction that used up opening which still waited. */
  readonly netted: number;
  /** The order ended, and all its opening had been used up while it waited. */
  readonly endedNetted: number;
  /** Reduction that followers share in. */
  readonly reduction: number;
  /** The master's position before the event less all that waited; above 0 where `reduction` is. */
  readonly settled: number;
  /** The master's position before the event; below 0 is short. */
  readonly positionBefore: number;
  /** 1 where a long position is reduced, -1 where a short one is. */
  readonly reducedSide: number;
  /** Opening to be decided now. */
  readonly opening: number;
  /** All opening of the order so far that was not netted, this event's included. */
  readonly openingSoFar: number;
  /** The user said no to this opening. */
  readonly declined: boolean;
  /** What was judged of the opening where nobody looked when it came; null where somebody did. */
  readonly missed: Missed | null;
  /** What it means for copies that rest; null where the order is not followed. */
  readonly following: Following | null;
}

export interface RowContext {
  readonly time: IstSeconds | null;
  readonly seenAtMs: number | null;
  readonly copyOn: CopyOn;
  /** Openings wait for the user's word. */
  readonly confirm: boolean;
  readonly instruments: InstrumentMaster;
  /** Of a row that nobody saw when it came. */
  readonly missed: Missed | null;
}

/** @returns null where the row brings nothing new. */
export function readRow(book: Book, row: OrderSnapshot, context: RowContext): MasterEvent | null {
  const ordersBefore = book.orders.length;
  const order = findOrder(book, row);
  const isFirst = book.orders.length > ordersBefore;
  const before = { terminal: order.terminal, special: order.special };
  const change = before.terminal ? null : takeChange(order, row);
  const delta = Math.max(0, row.filledQuantity - order.filled);
  order.last = row;
  order.lastTime = context.time;
  order.lastSeenAtMs = context.seenAtMs;
  order.filled += delta;
  order.terminal ||= row.terminal;
  order.special ??= specialOf(row);
  const special = before.special === null ? order.special : null;
  const ended = order.terminal && !before.terminal;
  const isPlaced = isFirst && context.copyOn === 'placed' && rests(order);
  if (delta === 0 && !ended && special === null && !isPlaced && change === null) return null;
  return takeIn(book, order, { delta, ended, special, isPlaced, change }, context);
}

/** An order that is alive at the end of its day ends with it, as of its last row. */
export function endOrder(book: Book, order: OrderState, context: Omit<RowContext, 'time'>): MasterEvent {
  order.terminal = true;
  const own = { ...context, time: order.lastTime };
  const news = { delta: 0, ended: true, special: null, isPlaced: false, change: null };
  return takeIn(book, order, news, own);
}

function specialOf(row: OrderSnapshot): OrderState['special'] {
  if (isOwnTag(row.tag)) return 'OWN_COPY';
  return row.variety === 'robo' ? 'UNSUPPORTED_VARIETY' : null;
}

interface News extends OrderNews {
  readonly delta: number;
  readonly special: MasterEvent['special'];
}

function takeIn(book: Book, order: OrderState, news: News, context: RowContext): MasterEvent {
  const row = order.last;
  const instrument = findInstrument(book, row, context.instruments);
  const holding = findHolding(book, instrument, row.product);
  const fill = takeInFill(order, holding, news.delta);
  if (news.isPlaced && isAsked(context)) askFor(book, order, context.missed);
  else if (news.isPlaced) beginFollowing(order, holding, book.seats);
  const following = takeFollowing(order, holding, news);
  const isDue = order.terminal || context.copyOn === 'fill' || isFilledAtOnce(order, context);
  const wholeNetted = news.ended && order.special === null && order.netted > 0 && order.openingSoFar === 0;
  return {
    order,
    row,
    time: context.time,
    seenAtMs: context.seenAtMs,
    holding,
    instrument: factsOf(instrument, row, context.instruments),
    special: news.special,
    delta: news.delta,
    notFilled: news.ended && order.filled === 0 && order.special === null,
    netted: fill.netted,
    reduction: fill.reduction,
    settled: fill.settled,
    reducedSide: fill.reducedSide,
    positionBefore: fill.positionBefore,
    endedNetted: wholeNetted ? order.netted : 0,
    opening: following?.opening ?? (isDue ? releaseOpening(book, order, holding, context) : 0),
    openingSoFar: following?.openingSoFar ?? order.openingSoFar,
    declined: false,
    missed: context.missed,
    following,
  };
}

/** An order that does not rest is decided as it fills. */
function isFilledAtOnce({ last }: OrderState, { copyOn }: RowContext): boolean {
  return copyOn === 'placed' && last.orderType === 'market';
}

type Fill = Pick<MasterEvent, 'netted' | 'reduction' | 'settled' | 'positionBefore' | 'reducedSide'>;

/** Moves the master's position by what was filled, and parts it into reduction and opening. */
function takeInFill(order: OrderState, holding: Holding, delta: number): Fill {
  const sign = order.last.side === 'buy' ? 1 : -1;
  const reducedSide = -sign;
  const position = holding.master;
  const against = Math.sign(position) === reducedSide ? Math.min(delta, Math.abs(position)) : 0;
  const opening = delta - against;
  let waitedBefore = 0;
  for (const other of holding.waiting) waitedBefore += other.waiting;
  const netted = against > 0 ? useUpWaiting(holding, against) : 0;
  holding.master += sign * delta;
  if (opening > 0 && order.special === null) {
    order.openingSoFar += opening;
    if (order.followed === null) waitWith(order, holding, opening);
  }
  const settled = Math.abs(position) - waitedBefore;
  return { netted, reduction: against - netted, settled, positionBefore: position, reducedSide };
}

function waitWith(order: OrderState, holding: Holding, opening: number): void {
  order.waiting += opening;
  if (!holding.waiting.includes(order)) holding.waiting.push(order);
}

/** Opening that waits is used up first, that of the order first seen last before the others'. */
function useUpWaiting(holding: Holding, units: number): number {
  let left = units;
  for (const order of [...holding.waiting].sort((a, b) => b.sequence - a.sequence)) {
    const used = Math.min(left, order.waiting);
    order.waiting -= used;
    order.openingSoFar -= used;
    order.netted += used;
    left -= used;
    if (order.waiting === 0) forgetWaiting(holding, order);
  }
  return units - left;
}

function forgetWaiting(holding: Holding, order: OrderState): void {
  if (holding.waiting.length === 1 && holding.waiting[0] === order) {
    holding.waiting.pop();
    return;
  }
  holding.waiting = holding.waiting.filter((other) => other !== order);
}

/** What waited of the order is due now; with `confirm`, or where it was missed, it may go on waiting for the user's word. */
export function releaseOpening(
  book: Book,
  order: OrderState,
  holding: Holding,
  { confirm, missed }: Pick<RowContext, 'confirm' | 'missed'>,
): number {
  if (order.waiting === 0) return 0;
  if (isAsked({ confirm, missed })) {
    askFor(book, order, missed);
    return 0;
  }
  const { waiting } = order;
  order.waiting = 0;
  forgetWaiting(holding, order);
  return waiting;
}

type Asking = Pick<RowContext, 'confirm' | 'missed'>;

function isAsked({ confirm, missed }: Asking): boolean {
  return confirm || missed?.verdict === 'ask';
}

function askFor(book: Book, order: OrderState, missed: Asking['missed']): void {
  order.awaitsConfirmation = true;
  book.awaiting.add(order);
  order.missed = missed;
}

/** An order that was there before anything was decided: what it filled is in the positions already. */
export function takeAsSeen(book: Book, row: OrderSnapshot): void {
  const order = findOrder(book, row);
  order.last = row;
  order.lastTime = row.eventTime;
  order.filled = Math.max(order.filled, row.filledQuantity);
  order.terminal ||= row.terminal;
  order.special ??= specialOf(row);
}
