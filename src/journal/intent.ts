/** One order that we mean to place, and what became of it. */
import type { IstDay } from '../core/ist-time.ts';
import type { Exchange, OrderType, Product, Side } from '../core/orders/order.ts';

export const INTENT_EFFECTS = ['entry', 'exit', 'other_side'] as const;
export const INTENT_STATES = [
  /** Recorded; nothing has been sent. */
  'planned',
  /** Given up before it was sent. Ended. */
  'dropped',
  /** The request is being sent, or was when the process ended. */
  'sending',
  /** The broker took the request; the exchange has not spoken. */
  'accepted',
  /** The broker said no, or a look-up showed that there is no such order. Ended. */
  'refused',
  /** There may be an order: to be looked up by its tag. */
  'unknown',
  /** At the exchange, and alive. */
  'open',
  /** Filled in full. Ended. */
  'complete',
  /** Ended by a cancel; a part may have filled. Ended. */
  'cancelled',
  /** Taken by the broker, then turned down (risk checks, exchange). Ended. */
  'rejected',
] as const;

type IntentEffect = (typeof INTENT_EFFECTS)[number];
export type IntentState = (typeof INTENT_STATES)[number];

/** What `recordDecision` takes. */
export interface NewIntent {
  /** The order tag: our idempotency key at the broker. */
  readonly tag: string;
  readonly day: IstDay;
  readonly follower: string;
  /** The master order's name for good. */
  readonly orderKey: string;
  /** The how-manieth copy of that order for that follower it belongs to. */
  readonly revision: number;
  /** Counts the orders of one copy from 0. */
  readonly slice: number;
  readonly effect: IntentEffect;
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly product: Product;
  readonly side: Side;
  readonly orderType: OrderType;
  /** Units, above zero. */
  readonly quantity: number;
  /** Rupees, decimal text; null for market types. */
  readonly price: string | null;
  /** Rupees, decimal text; null but for stops. */
  readonly triggerPrice: string | null;
  readonly plannedAtMs: number;
  /** `sending` for what is sent as soon as this is recorded: it spares a second write. Else `planned`. */
  readonly state?: 'planned' | 'sending';
}

export interface Intent extends Omit<NewIntent, 'state'> {
  readonly state: IntentState;
  /** The broker's id of the order, once known. */
  readonly orderId: string | null;
  readonly uniqueOrderId: string | null;
  /** Units executed so far. */
  readonly filledQuantity: number;
  /** Rupees, decimal text. */
  readonly averagePrice: string | null;
  readonly brokerCode: string | null;
  readonly brokerText: string | null;
  readonly updatedAtMs: number;
}

/** News of an intent; what is absent stays as it is. */
export interface IntentChange {
  /** Must be reachable from the present state (`canBecome`), or be the present state. */
  readonly state?: IntentState;
  readonly orderId?: string;
  readonly uniqueOrderId?: string | null;
  readonly filledQuantity?: number;
  readonly averagePrice?: string | null;
  readonly brokerCode?: string | null;
  readonly brokerText?: string | null;
  readonly atMs: number;
}

/** News of one intent. */
export interface MarkedIntent {
  readonly tag: string;
  readonly change: IntentChange;
}

/** What a modification at the broker changed. */
export interface IntentAmendment {
  /** Units, above zero. */
  readonly quantity?: number;
  readonly orderType?: OrderType;
  readonly price?: string | null;
  readonly triggerPrice?: string | null;
  readonly atMs: number;
}

/** What the broker's book shows may come at any time once a request has left, also before the request's reply. */
const SHOWN_BY_THE_BOOK = ['open', 'complete', 'cancelled', 'rejected'] as const;

const NEXT_STATES: Readonly<Record<IntentState, readonly IntentState[]>> = {
  planned: ['sending', 'dropped', 'unknown'],
  dropped: [],
  sending: ['accepted', 'refused', 'unknown', ...SHOWN_BY_THE_BOOK],
  accepted: SHOWN_BY_THE_BOOK,
  // A broker that said no and has the order all the same is believed by its book: an order that lives is a fact.
  refused: SHOWN_BY_THE_BOOK,
  // Sent once more under the same tag, after a look-up has shown that there is no such order.
  unknown: ['accepted', 'refused', 'sending', ...SHOWN_BY_THE_BOOK],
  open: ['complete', 'cancelled', 'rejected'],
  complete: [],
  cancelled: [],
  rejected: [],
};

/** Whether an intent may go from the one state to the other; to stay is no change and always possible. */
export function canBecome(from: IntentState, to: IntentState): boolean {
  return from === to || NEXT_STATES[from].includes(to);
}

const ENDED: readonly IntentState[] = ['dropped', 'refused', 'complete', 'cancelled', 'rejected'];

/** No further change is expected. */
export function hasEnded(state: IntentState): boolean {
  return ENDED.includes(state);
}

/** The intent as it is after the change. Whether it may change so is `canBecome`'s to say. */
export function changeIntent(intent: Intent, change: IntentChange): Intent {
  // What was said of an outcome that was not known is over once it is known, or the order goes again.
  const isSettled = intent.state === 'unknown' && change.state !== undefined && change.state !== 'unknown';
  const { brokerCode, brokerText } = isSettled ? { brokerCode: null, brokerText: null } : intent;
  return {
    ...intent,
    state: change.state ?? intent.state,
    orderId: change.orderId ?? intent.orderId,
    uniqueOrderId: change.uniqueOrderId ?? intent.uniqueOrderId,
    filledQuantity: change.filledQuantity ?? intent.filledQuantity,
    averagePrice: change.averagePrice ?? intent.averagePrice,
    brokerCode: change.brokerCode === undefined ? brokerCode : change.brokerCode,
    brokerText: change.brokerText === undefined ? brokerText : change.brokerText,
    updatedAtMs: change.atMs,
  };
}
