/**
 * The strict form of `copytrade.yaml`: what deciding needs, with every default filled in and every text parsed.
 * The config folder makes it; nothing here is optional for want of a check.
 */
import type { Ratio } from '../exact.ts';
import type { Exchange, InstrumentKind, OrderType, Product, Side, Variety } from '../orders/order.ts';

export type CopyOn = 'complete' | 'fill' | 'placed';

export interface Policy {
  readonly copyOn: CopyOn;
  /** Filters of the file; they come before each follower's own. */
  readonly filters: Filters;
  /** In the file's order. */
  readonly followers: readonly FollowerPolicy[];
  /** The file's own first, then each included file's. */
  readonly rules: readonly Rule[];
  /** Rupees, where the file says it. */
  readonly masterCapital: Ratio | null;
}

export interface FollowerPolicy {
  readonly name: string;
  readonly enabled: boolean;
  readonly filters: Filters;
  /** The follower's own, else the default's, else mirror. */
  readonly quantity: Quantity;
  /** The follower's own, else the default's, else auto. */
  readonly execution: Execution;
  /** How its exits that rest are re-priced; null: they are not. */
  readonly chase: Chase | null;
  /** The tightest of the defaults' and the follower's own. */
  readonly limits: Limits;
  /** Rupees, where the file says it. */
  readonly capital: Ratio | null;
}

/** Null: the key is absent and lets everything through. No list is empty. */
export interface Filters {
  readonly exchanges: readonly Exchange[] | null;
  readonly blockSymbols: readonly SymbolPattern[] | null;
  readonly allowSymbols: readonly SymbolPattern[] | null;
  readonly instruments: readonly InstrumentKind[] | null;
  readonly orderTypes: readonly OrderType[] | null;
  readonly products: readonly Product[] | null;
  readonly sides: readonly Side[] | null;
  readonly time: readonly TimeWindow[] | null;
}

/** Lets everything through. */
export const NO_FILTERS: Filters = {
  exchanges: null,
  blockSymbols: null,
  allowSymbols: null,
  instruments: null,
  orderTypes: null,
  products: null,
  sides: null,
  time: null,
};

/** An entry of `symbols`. */
export interface SymbolPattern {
  /** Upper case: a bare word (the whole trading symbol or the underlying), or a glob over the trading symbol. */
  readonly text: string;
  readonly isGlob: boolean;
  /** Limits the entry to one exchange. */
  readonly exchange: Exchange | null;
}

/** Start in, end out; seconds since midnight in India. */
export interface TimeWindow {
  readonly startSecond: number;
  readonly endSecond: number;
}

export interface Range {
  readonly min: Ratio | null;
  readonly minIncluded: boolean;
  readonly max: Ratio | null;
  readonly maxIncluded: boolean;
}

/** All that is stated must hold; a list means any of. Texts are upper case; those with `*` or `?` are globs. */
export interface Match {
  readonly symbol?: readonly string[];
  readonly underlying?: readonly string[];
  readonly exchange?: readonly Exchange[];
  readonly instrument?: readonly InstrumentKind[];
  readonly side?: readonly Side[];
  readonly orderType?: readonly OrderType[];
  readonly product?: readonly Product[];
  readonly variety?: readonly Variety[];
  readonly tag?: readonly string[];
  readonly quantity?: readonly Range[];
  readonly lots?: readonly Range[];
  readonly price?: readonly Range[];
  readonly value?: readonly Range[];
  readonly strike?: readonly Range[];
  readonly daysToExpiry?: readonly Range[];
  readonly time?: readonly TimeWindow[];
  readonly any?: readonly Match[];
  readonly not?: Match;
}

export interface Rule {
  readonly id: string;
  readonly why: string | null;
  /** Null: all followers. */
  readonly followers: readonly string[] | null;
  readonly match: Match;
  readonly skip: boolean | null;
  readonly quantity: PartialQuantity | null;
  /** What the rule does not state of an execution is `auto`, as for a follower's own. */
  readonly execution: Execution | null;
  readonly limits: Limits | null;
  /** Where the rule stands, for people. */
  readonly source: { readonly file: string; readonly line: number; readonly column: number };
}

export type Sizing =
  | { readonly kind: 'mirror' }
  | { readonly kind: 'multiplier'; readonly by: Ratio }
  | { readonly kind: 'fixed'; readonly units: number }
  | { readonly kind: 'lots'; readonly lots: number }
  | { readonly kind: 'capital_ratio'; readonly by: Ratio };

export type Rounding = 'down' | 'nearest' | 'up';

/** What a rule or an override states; null is taken from the quantity that it stands in for. */
export interface PartialQuantity {
  readonly sizing: Sizing;
  readonly round: Rounding | null;
  /** Units. */
  readonly min: number | null;
  /** Units. */
  readonly max: number | null;
}

export interface Quantity {
  readonly sizing: Sizing;
  readonly round: Rounding;
  readonly min: number | null;
  readonly max: number | null;
  /** The first that matches stands in for this quantity. */
  readonly overrides: readonly { readonly match: Match; readonly quantity: PartialQuantity }[];
}

export interface Execution {
  readonly as: 'auto' | 'same' | 'limit' | 'market';
  /** A share of the price (0.005 is half a percent), or the broker's published table. */
  readonly slippage: 'auto' | Ratio;
  readonly maxAgeMs: number;
}

/** How an exit that rests unfilled at a follower is re-priced (live only). */
export interface Chase {
  readonly everyMs: number;
  /** Tries. */
  readonly times: number;
  /** How far from the first price, as a share of it, or the broker's published table once more. */
  readonly within: 'auto' | Ratio;
}

/** Null: not limited. */
export interface Limits {
  /** Rupees a copy, before slicing. */
  readonly maxOrderValue: Ratio | null;
  readonly maxOrdersPerDay: number | null;
  /** Rupees. */
  readonly dailyLoss: Ratio | null;
}

/** Limits nothing. */
export const NO_LIMITS: Limits = { maxOrderValue: null, maxOrdersPerDay: null, dailyLoss: null };
