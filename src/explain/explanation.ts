/** How a decision came about, in a form that is printed for people and as JSON. */
import type { Decision, DecisionRecord } from '../core/deciding/decision.ts';
import type { IstSeconds } from '../core/ist-time.ts';
import type { InstrumentFacts } from '../core/orders/instrument.ts';
import type { OrderSnapshot } from '../core/orders/order.ts';
import type { Rule } from '../core/policy/policy.ts';

/**
 * `passed`, `stopped`: a check, and whether deciding went on. `matched`, `not_matched`, `not_known`: a rule, an override
 * or one of their conditions. `computed`: arithmetic, or what is taken from the file.
 */
export type Verdict = 'passed' | 'stopped' | 'matched' | 'not_matched' | 'not_known' | 'computed';

export type Value = string | number | boolean | null;

export interface ExplainedStep {
  /** What is checked, for programs: `filters.symbols.block`, `rule`, `quantity.lots`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** For people; one line. */
  readonly says: string;
  /** What was seen and what came out, for programs. Exact: `65`, `101.50`, `200/3`. */
  readonly values: Readonly<Record<string, Value>>;
  /** The rule that was asked. */
  readonly rule: Rule | null;
  /** Of a rule or an override: what it asks. */
  readonly conditions: readonly ExplainedCondition[];
}

export interface ExplainedCondition {
  /** As in the file: `days_to_expiry 0`. */
  readonly wanted: string;
  /** Null: the instrument has no such value, or it is not known (the verdict says which). */
  readonly saw: string | null;
  readonly verdict: Extract<Verdict, 'matched' | 'not_matched' | 'not_known'>;
}

/** The way to one decision; without one where nothing is left to be decided. */
export interface ExplainedPart {
  readonly steps: readonly ExplainedStep[];
  readonly decision: Decision | null;
  /** The rule that the decision names. */
  readonly rule: Rule | null;
}

export interface ExplainedFollower {
  readonly follower: string;
  readonly parts: readonly ExplainedPart[];
}

/** What one row of the order (or the end of its day, or the user's word) brought. Quantities are units. */
export interface ExplainedEvent {
  /** The order's name for good. */
  readonly orderKey: string;
  readonly row: OrderSnapshot;
  readonly time: IstSeconds | null;
  readonly instrument: InstrumentFacts;
  readonly terminal: boolean;
  /** Filled so far, and what is new of it. */
  readonly filled: number;
  readonly delta: number;
  /** The master's; below 0 is short. */
  readonly positionBefore: number;
  readonly positionAfter: number;
  /** Opening that was closed again while it waited. */
  readonly netted: number;
  readonly reduction: number;
  /** Decided now. */
  readonly opening: number;
  /** Opening that waits for the order to end, or for the user's word. */
  readonly waiting: number;
  readonly awaitsConfirmation: boolean;
  readonly followers: readonly ExplainedFollower[];
}

/** How the decisions compare with those that were made live. */
export type Comparison = 'same' | 'differs';

export interface Explanation {
  readonly source: 'hypothetical' | 'log' | 'live';
  /** What it was read from. */
  readonly files: readonly string[];
  readonly config: { readonly file: string; readonly sha256: string };
  /** As asked for. */
  readonly orderId: string;
  /** The order as it stood last. */
  readonly last: OrderSnapshot;
  readonly assumedFlat: boolean;
  /** What else was assumed, in sentences. */
  readonly assumptions: readonly string[];
  readonly events: readonly ExplainedEvent[];
  /** Null: nothing to compare with. */
  readonly live: { readonly comparison: Comparison; readonly recorded: readonly DecisionRecord[] } | null;
}
