/**
 * Master orders that rest at the followers as they do at the master's (`copy_on: placed`, section 4.3 of the contract):
 * which part of one opens, and how it changes. What would reduce is left out: that is an exit, decided when it fills.
 */

import { compare, type Ratio } from '../exact.ts';
import type { OrderSnapshot } from '../orders/order.ts';
import { PerFollower, type Seats } from '../per-follower.ts';
import type { FollowedOrder, Holding, OrderState, OrderTerms } from './book.ts';

/** What an event means for copies that rest. Quantities are units of the master's. */
export interface Following {
  /** First seen, changed by the master (or by its other orders), (partly) filled, ended. */
  readonly stage: 'placed' | 'changed' | 'filled' | 'ended';
  /** Opening to be decided now. */
  readonly opening: number;
  /** All that opens, as far as it is known now. */
  readonly openingSoFar: number;
  /** Another type or other prices than before. */
  readonly reprices: boolean;
}

/** What is new of an order. */
export interface OrderNews {
  readonly ended: boolean;
  /** The order rests, and is seen for the first time. */
  readonly isPlaced: boolean;
  readonly change: 'terms' | 'quantity' | null;
}

/** A market order does not rest: there is no price yet at which it could. */
export function rests({ last, terminal, special }: OrderState): boolean {
  return !terminal && special === null && last.orderType !== 'market';
}

/** From here on the order is copied while it rests; what it has opened already is part of it. */
export function beginFollowing(order: OrderState, holding: Holding, seats: Seats): void {
  const { last } = order;
  order.waiting = 0;
  holding.waiting = holding.waiting.filter((other) => other !== order);
  holding.resting.push(order);
  order.followed = {
    opening: openingOf(order, last.quantity, holding),
    terms: termsOf(last),
    termsTime: last.eventTime,
    copies: new PerFollower(seats),
  };
}

/** Takes in what an event means for copies that rest; null where the order is not followed. */
export function takeFollowing(order: OrderState, holding: Holding, news: OrderNews): Following | null {
  const { followed } = order;
  if (followed === null) return null;
  if (news.isPlaced) {
    const { opening } = followed;
    return { stage: 'placed', opening, openingSoFar: opening, reprices: false };
  }
  if (order.terminal) holding.resting = holding.resting.filter((other) => other !== order);
  // More than was foreseen: what should have reduced has opened. Nobody has decided that.
  const opening = Math.max(0, order.openingSoFar - followed.opening);
  if (opening === 0 && news.change !== null) {
    return takeChanged(order, followed, holding, news.change === 'terms');
  }
  followed.opening = news.ended ? order.openingSoFar : Math.max(followed.opening, order.openingSoFar);
  const stage = news.ended ? 'ended' : 'filled';
  return { stage, opening, openingSoFar: order.openingSoFar, reprices: false };
}

function takeChanged(
  order: OrderState,
  followed: FollowedOrder,
  holding: Holding,
  reprices: boolean,
): Following {
  const wasNone = followed.opening === 0 && order.openingSoFar === 0;
  followed.opening = openingOf(order, followed.terms.quantity, holding);
  const { opening } = followed;
  // All of it was to reduce: nobody has been decided for yet.
  if (wasNone && opening > 0) return { stage: 'placed', opening, openingSoFar: opening, reprices };
  return { stage: 'changed', opening: 0, openingSoFar: followed.opening, reprices };
}

/** Orders that would reduce more of the position, as it is now, than when they were decided. */
export function turnedToExit(holding: Holding): readonly OrderState[] {
  if (holding.resting.length === 0) return holding.resting;
  return holding.resting.filter(
    (order) =>
      order.followed !== null &&
      openingOf(order, order.followed.terms.quantity, holding) < order.followed.opening,
  );
}

/** What has been opened, and what of the rest goes with the master's position or beyond it. */
function openingOf(order: OrderState, quantity: number, { master }: Holding): number {
  const rest = order.terminal ? 0 : Math.max(0, quantity - order.filled);
  const sign = order.last.side === 'buy' ? 1 : -1;
  const reduces = Math.sign(master) === -sign ? Math.min(rest, Math.abs(master)) : 0;
  return order.openingSoFar + rest - reduces;
}

/**
 * How a row changes its order; it is taken in. A row that is older than what was seen (by its time, or because it says
 * that less was filled) changes nothing, nor does one that ends the order unfilled.
 */
export function takeChange(order: OrderState, row: OrderSnapshot): OrderNews['change'] {
  const { followed } = order;
  if (followed === null || (row.terminal && row.status !== 'complete')) return null;
  if (row.filledQuantity < order.filled || !isPriced(row)) return null;
  if (row.eventTime !== null && followed.termsTime !== null && row.eventTime < followed.termsTime)
    return null;
  const before = followed.terms;
  const terms = termsOf(row);
  followed.terms = terms;
  followed.termsTime = row.eventTime ?? followed.termsTime;
  const isSame =
    terms.orderType === before.orderType &&
    isSamePrice(terms.limitPrice, before.limitPrice) &&
    isSamePrice(terms.triggerPrice, before.triggerPrice);
  if (!isSame) return 'terms';
  return terms.quantity === before.quantity ? null : 'quantity';
}

/** Where a limit order has become a market order, only its fill tells a price. */
function isPriced({ orderType, limitPrice, triggerPrice, averagePrice }: OrderSnapshot): boolean {
  if (orderType === 'market') return averagePrice !== null;
  if (orderType === 'limit') return limitPrice !== null;
  return triggerPrice !== null;
}

function termsOf({ orderType, quantity, limitPrice, triggerPrice }: OrderSnapshot): OrderTerms {
  const isLimited = orderType === 'limit' || orderType === 'stop_limit';
  const isStop = orderType === 'stop_limit' || orderType === 'stop_market';
  return {
    orderType,
    quantity,
    limitPrice: isLimited ? limitPrice : null,
    triggerPrice: isStop ? triggerPrice : null,
  };
}

function isSamePrice(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0);
}
