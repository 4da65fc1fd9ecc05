/**
 * The state of deciding: every order seen, the master's positions, what each follower's copies hold and ought to
 * hold. Plain data that changes only through the functions of this folder; `decide…` functions only read it.
 */

import type { PlannedOrder } from '../deciding/decision.ts';
import type { Ratio } from '../exact.ts';
import type { IstDay, IstSeconds } from '../ist-time.ts';
import type { InstrumentFacts } from '../orders/instrument.ts';
import type { Missed } from '../orders/missed.ts';
import type { Exchange, OrderSnapshot, OrderType, Product, RowInstrument } from '../orders/order.ts';
import { PerFollower, Seats } from '../per-follower.ts';
import type { DayResult } from './day-result.ts';
import type { OrderSet } from './order-set.ts';

export interface InstrumentEntry {
  readonly id: number;
  readonly exchange: Exchange;
  symbolToken: string | null;
  tradingSymbol: string;
  /** What was last gathered, and the row that it was gathered from. */
  facts: { readonly of: RowInstrument; readonly symbol: string; readonly facts: InstrumentFacts } | null;
}

/** What one follower's copies hold in one instrument and product. */
export interface CopiedPosition {
  /** Units; below zero is short. */
  quantity: number;
  /** What it ought to hold, exactly; of the same sign. */
  share: Ratio;
  /** Rupees; null where no copy had a price. */
  averageCost: Ratio | null;
  /** The product of all reductions since the master was last flat here: what a late correction of an entry still counts. */
  scale: Ratio;
  /** How often the master was flat here: a correction of before that counts nothing any more. */
  epoch: number;
}

/** A copy that is assumed to fill in full until its orders have ended and told. */
export interface OpenCopy {
  readonly order: OrderState;
  readonly holding: Holding;
  readonly follower: string;
  readonly effect: 'entry' | 'exit' | 'other_side';
  /** 1 for a buy, -1 for a sell. */
  readonly sign: number;
  /** What of it the position counts: all of it, or of a copy that rests what the master's order has opened. */
  units: number;
  /** Rupees a unit that an exit realised; null where it realised nothing. */
  readonly gain: Ratio | null;
  /** The average cost before an exit, for taking back what did not fill. */
  readonly costBefore: Ratio | null;
  readonly scale: Ratio;
  readonly epoch: number;
}

/** One instrument in one product. */
export interface Holding {
  readonly instrument: InstrumentEntry;
  readonly product: Product;
  /** The master's position, units; below zero is short. */
  master: number;
  /** Orders whose opening here still waits to be decided. */
  waiting: OrderState[];
  /** Live orders here that rest at the followers as at the master's. */
  resting: OrderState[];
  /** By follower. */
  readonly copied: PerFollower<CopiedPosition>;
}

export interface OrderState {
  /** The id under which the order was first seen; it names the order for good. */
  readonly key: string;
  /** Its place in the book's list: counts orders as they are first seen. */
  sequence: number;
  last: OrderSnapshot;
  /** The time of the last row: its own, or that of the row before it. */
  lastTime: IstSeconds | null;
  /** The instant the last row was seen; null in a replay of order books. */
  lastSeenAtMs: number | null;
  /** Units: the most that was ever seen filled. */
  filled: number;
  terminal: boolean;
  /** Why none of its openings is decided, where it is so. */
  special: 'OWN_COPY' | 'UNSUPPORTED_VARIETY' | null;
  /** Units that opened and were not netted. */
  openingSoFar: number;
  /** Units that opened and were closed again while they waited. */
  netted: number;
  /** Units that opened and wait to be decided. */
  waiting: number;
  /** The opening that waits is due and only lacks the user's word. */
  awaitsConfirmation: boolean;
  /** What was judged of the opening that waits, where the order was missed. */
  missed: Missed | null;
  /** Where the order rests at the followers as it does at the master's (`copy_on: placed`). */
  followed: FollowedOrder | null;
  /** Units copied of its opening, by follower. */
  readonly copied: PerFollower<number>;
  /** How many copies were decided, by follower; the last one's revision. */
  readonly revisions: PerFollower<number>;
}

/** What a modification of an order changes. Prices in rupees, null where the order's type has none. */
export interface OrderTerms {
  readonly orderType: OrderType;
  /** Units. */
  readonly quantity: number;
  readonly limitPrice: Ratio | null;
  readonly triggerPrice: Ratio | null;
}

/** A master order that is copied while it rests. */
export interface FollowedOrder {
  /** Units of its opening that have been decided, filled or not: its quantity less what would reduce. */
  opening: number;
  /** As last seen. */
  terms: OrderTerms;
  /** The time of the row that told them; null where none did. */
  termsTime: IstSeconds | null;
  readonly copies: PerFollower<RestingCopy>;
}

/** A copy that rests at a follower. Quantities are units. */
export interface RestingCopy {
  /** The copy's own; changes of it count on. */
  readonly revision: number;
  /** What it is for in all, filled or not. */
  units: number;
  /** The master's opening that it stands for begins after so much of it … */
  readonly from: number;
  /** … and ends here. */
  planned: number;
  /** What of it the position counts: in proportion to the master's, until its end is reported. */
  filled: number;
  /** As they were last decided, all of them. */
  orders: readonly PlannedOrder[];
  /** `cancelled`: taken back, whatever it turns out to have filled. `ended`: its end at the follower was reported. */
  state: 'resting' | 'cancelled' | 'ended';
  /** Those of the position when it was last counted: what a correction still counts. Null where it never was. */
  scale: Ratio | null;
  epoch: number;
}

export interface FollowerDay {
  /** The master orders whose entry was copied today. */
  readonly ordersCopied: OrderSet;
  /** Realised today by this follower's copies, and the broker's unrealised figure (zero in a replay of order books). */
  readonly result: DayResult;
}

export interface Steering {
  /** Whether it holds for all followers but the exceptions, or for the exceptions alone. */
  all: boolean;
  readonly exceptions: Set<string>;
}

export interface Book {
  day: IstDay | null;
  /** The time of the last row that told one. */
  lastTime: IstSeconds | null;
  /** Each follower's place in what is kept by follower. */
  readonly seats: Seats;
  /** By order id and by unique order id. */
  readonly ordersById: Map<string, OrderState>;
  readonly ordersByUniqueId: Map<string, OrderState>;
  /** In the order first seen. */
  readonly orders: OrderState[];
  /** Those of them that await confirmation. */
  readonly awaiting: Set<OrderState>;
  /** By exchange and token, and by exchange and symbol. */
  readonly instruments: Map<string, InstrumentEntry>;
  nextInstrumentId: number;
  readonly holdings: Map<string, Holding>;
  readonly days: PerFollower<FollowerDay>;
  /** Copies whose orders have not ended, by `copyKey`; empty where fills are assumed. */
  readonly openCopies: Map<string, OpenCopy>;
  /** Rupees an account, where the broker or the recording told; by follower, and `''` for the master. */
  readonly funds: Map<string, Ratio>;
  readonly paused: Steering;
  readonly closeOnly: Steering;
  /** Followers that run live and that the config no longer says live for: they are closed to entries. */
  readonly narrowed: Set<string>;
  /** Followers that the config no longer names and that still hold copies: they are closed to entries. */
  retiring: ReadonlySet<string>;
}

/** Names one copy: a master order, a follower, and the how-manieth copy of the one for the other it is. */
export function copyKey(orderKey: string, follower: string, revision: number): string {
  return `${orderKey}/${follower}/${revision}`;
}

export function createBook(): Book {
  const seats = new Seats();
  return {
    seats,
    day: null,
    lastTime: null,
    ordersById: new Map(),
    ordersByUniqueId: new Map(),
    orders: [],
    awaiting: new Set(),
    instruments: new Map(),
    nextInstrumentId: 1,
    holdings: new Map(),
    days: new PerFollower(seats),
    openCopies: new Map(),
    funds: new Map(),
    paused: { all: false, exceptions: new Set() },
    closeOnly: { all: false, exceptions: new Set() },
    narrowed: new Set(),
    retiring: new Set(),
  };
}
