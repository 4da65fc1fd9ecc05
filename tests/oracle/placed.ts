/**
 * `copy_on: placed` on the master's side: which of its orders rest, how they change, and what of them opens (4.3).
 * Where the text is silent the readings below were taken; they are written down for users in docs/resting-orders.md.
 */
import { compare, type Fraction } from './fraction.ts';
import type { EventTime, Reading } from './reading.ts';
import type { Order } from './registry.ts';

/** One order as it is sent, without what all of a copy have in common. */
export interface RestingOrder {
  readonly orderType: string;
  readonly quantity: number;
  readonly price: Fraction | null;
  readonly trigger: Fraction | null;
}

/** A copy that rests at a follower. */
export interface Rest {
  units: number;
  /** The master's opening that it stands for. */
  planned: number;
  filled: number;
  orders: readonly RestingOrder[];
  gone: boolean;
}

/** An order that is copied while it rests. */
export interface Plan {
  /** "the order quantity less what would reduce". */
  opening: number;
  /** What its fills have opened. */
  opened: number;
  terms: Terms;
  at: EventTime | null;
  readonly copies: Map<string, Rest>;
}

interface Terms {
  readonly orderType: string;
  readonly quantity: number;
  readonly limit: Fraction | null;
  readonly trigger: Fraction | null;
}

export interface Following {
  readonly stage: 'placed' | 'changed' | 'filled' | 'ended';
  /** Changed: all that opens, as far as it is known. */
  readonly part: number;
  readonly reprices: boolean;
}

const termsOf = ({ orderType, quantity, limitPrice, triggerPrice }: Reading): Terms => ({
  orderType,
  quantity,
  limit: limitPrice,
  trigger: triggerPrice,
});

/**
 * AMBIGUOUS (26): a MARKET order does not rest, and is decided as under `fill`: when it is first seen alive there is no
 * reference yet, and all of them would be `NO_PRICE`.
 */
export function rests(order: Order): boolean {
  return (
    order.unsupported === null && !order.ended && !order.last.terminal && order.last.orderType !== 'market'
  );
}

export function planOf(order: Order, opened: number, position: number): Plan {
  const { last } = order;
  const terms = termsOf(last);
  const opening = opened + stillOpening(order, terms.quantity, position);
  return { opening, opened, terms, at: last.ownTime, copies: new Map() };
}

/** What of the rest of the order goes with the master's position or beyond it. */
export function stillOpening(order: Order, quantity: number, position: number): number {
  if (order.ended || order.last.terminal) return 0;
  const left = Math.max(0, quantity - order.filled);
  const goesAgainst = order.last.side === 'buy' ? position < 0 : position > 0;
  return left - (goesAgainst ? Math.min(left, Math.abs(position)) : 0);
}

const same = (a: Fraction | null, b: Fraction | null) =>
  a === null || b === null ? a === b : compare(a, b) === 0;
const isBefore = (a: EventTime, b: EventTime) => a.day < b.day || (a.day === b.day && a.second < b.second);

/** What the order stands at; null where its row does not say. */
function pricesOf(row: Reading): Fraction | null {
  if (row.orderType === 'market') return row.averagePrice;
  return row.orderType === 'limit' ? row.limitPrice : row.triggerPrice;
}

/**
 * "changes … follow". To be asked before the row's fill is counted.
 * AMBIGUOUS (27): a row that is older (by its time, or for it says less was filled) is no change; one that completes the
 * order is, for the change may have come with it; one that ends it otherwise is not.
 * AMBIGUOUS (28): a change to MARKET is one as soon as a price is known, with its fill.
 */
export function changeBy(order: Order, row: Reading): 'terms' | 'quantity' | null {
  const { plan } = order;
  if (plan === null || order.ended || (row.terminal && row.status !== 'complete')) return null;
  if (row.filled < order.filled) return null;
  if (pricesOf(row) === null) return null;
  if (row.ownTime !== null && plan.at !== null && isBefore(row.ownTime, plan.at)) return null;
  const [before, terms] = [plan.terms, termsOf(row)];
  plan.terms = terms;
  plan.at = row.ownTime ?? plan.at;
  const priced = same(before.limit, terms.limit) && same(before.trigger, terms.trigger);
  if (before.orderType !== terms.orderType || !priced) return 'terms';
  return before.quantity === terms.quantity ? null : 'quantity';
}
