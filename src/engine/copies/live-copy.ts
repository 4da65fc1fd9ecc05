/** A copy on its way at a follower: one decision, and the orders that carry it out. */
import type { OrderTicket } from '../../brokers/port.ts';
import { parseDecimal } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import {
  canBecome,
  hasEnded,
  type Intent,
  type IntentChange,
  type IntentState,
} from '../../journal/intent.ts';

export interface LiveCopy {
  readonly orderKey: string;
  readonly follower: string;
  readonly revision: number;
  readonly effect: Intent['effect'];
  /** When the master's event was seen; null for a copy taken over from before a restart. */
  readonly seenAtMs: number | null;
  /** Monotonic time of the same, for measuring. */
  readonly seenAtMonotonic: number | null;
  /** Monotonic time after which an entry is not sent once more. */
  readonly freshUntil: number;
  /** Its orders, and those tried again in the place of refused ones. */
  readonly orders: LiveOrder[];
  /** Its end has been told. */
  ended: boolean;
  /** Of an exit: units that copies of its position brought which were decided later and have ended; below zero where they took out. */
  filledSince: number;
}

/** One order of a copy. The journal has what is durable of it. */
export interface LiveOrder {
  intent: Intent;
  /** Requests that may have come to the broker. */
  sends: number;
  /** A request waits for its turn or for its reply: there is no other one meanwhile. */
  isUnderWay: boolean;
  /** How often it certainly did not leave, and was to go again. */
  unsentRounds: number;
  /** Monotonic time at which the last request had ended, in whatever way. */
  lastSendEndedAt: number | null;
  /** Successful reads of the book, begun after the last send, that did not hold it. */
  absentReads: number;
  /** Whether this process has seen it at the broker, by push or in the book. */
  seen: boolean;
  /** Whether its unknown outcome has been escalated. */
  escalated: boolean;
  /** Whether it has been told that its row in the book cannot be read. */
  isUnreadable: boolean;
  /** Whether we cancel it ourselves, for another is to do what it was for. */
  isGivenUp: boolean;
  /** Of a copy that rests: what it does not fill is not wanted any more. */
  isTakenBack: boolean;
  /** How often the broker refused to change it. */
  changesRefused: number;
}

export function createLiveOrder(intent: Intent): LiveOrder {
  return {
    intent,
    sends: 0,
    isUnderWay: false,
    unsentRounds: 0,
    lastSendEndedAt: null,
    absentReads: 0,
    seen: false,
    escalated: false,
    isUnreadable: false,
    isGivenUp: false,
    isTakenBack: false,
    changesRefused: 0,
  };
}

export function isExit(copy: LiveCopy): boolean {
  return copy.effect !== 'entry';
}

export function isLive(order: LiveOrder): boolean {
  return !hasEnded(order.intent.state);
}

export function toTicket(intent: Intent): OrderTicket {
  return {
    exchange: intent.exchange,
    symbolToken: intent.symbolToken,
    tradingSymbol: intent.tradingSymbol,
    side: intent.side,
    orderType: intent.orderType,
    product: intent.product,
    quantity: intent.quantity,
    limitPrice: intent.price === null ? null : parseDecimal(intent.price),
    triggerPrice: intent.triggerPrice === null ? null : parseDecimal(intent.triggerPrice),
    tag: intent.tag,
  };
}

/** What of `change` is news; null where nothing is. A state that cannot follow (a stale row) is left out. */
export function newsFor(intent: Intent, change: IntentChange): IntentChange | null {
  const { state, filledQuantity, ...rest } = change;
  const next: { -readonly [K in keyof IntentChange]: IntentChange[K] } = { ...rest };
  if (state !== undefined && state !== intent.state && canBecome(intent.state, state)) next.state = state;
  if (filledQuantity !== undefined && filledQuantity > intent.filledQuantity)
    next.filledQuantity = filledQuantity;
  const orderIdIsNew = change.orderId !== undefined && change.orderId !== intent.orderId;
  return next.state !== undefined || next.filledQuantity !== undefined || orderIdIsNew ? next : null;
}

/** What a row of the follower's book says of one of our orders. */
export function stateShownBy(row: OrderSnapshot): IntentState {
  if (!row.terminal) return 'open';
  if (row.status === 'complete') return 'complete';
  return row.status === 'rejected' ? 'rejected' : 'cancelled';
}

/** One text a copy. */
export function nameOf({
  orderKey,
  follower,
  revision,
}: Pick<LiveCopy, 'orderKey' | 'follower' | 'revision'>): string {
  return JSON.stringify([orderKey, follower, revision]);
}

/** What it brought is left in: there is nothing that would take it out by itself. */
export function describeLateFill({ orders }: LiveCopy, filled: number): string {
  const symbol = orders[0]?.intent.tradingSymbol ?? '';
  return `${filled} units of ${symbol} came in after the master was out: they are still held`;
}
