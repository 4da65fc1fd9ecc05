/**
 * How a decision comes about, told step by step to somebody who listens (`explain`). Nobody listens while orders are
 * copied: `trace?.step(...)` then makes nothing, and deciding is the same with and without.
 */

import type { Following } from '../book/followed-order.ts';
import type { MasterEvent } from '../book/master-event.ts';
import type { Ratio } from '../exact.ts';
import type { SlippageClass } from '../orders/instrument.ts';
import type { Missed } from '../orders/missed.ts';
import type { PartFacts } from '../policy/facts.ts';
import type { DayFigures, LimitBound, LimitedCopy, LimitName } from '../policy/limits.ts';
import type { Truth } from '../policy/matching.ts';
import type { Execution, Filters, FollowerPolicy, Match, Rule } from '../policy/policy.ts';
import type { Capitals, ResolvedQuantity } from '../policy/sizing.ts';
import type { Decision } from './decision.ts';
import type { Part, Priced } from './pricing.ts';
import type { Reason } from './reasons.ts';

export interface Trace {
  /** To be read at once: an event's order and position change with the next one. */
  step(step: TraceStep): void;
}

/**
 * `ends` is the reason of the decision that the step leads to; null where deciding goes on. After a step that ends
 * comes `decided`, and a copy is `decided` without any step that ends.
 */
export type TraceStep =
  | EventStep
  | OnceStep
  | ExitStep
  | RuleStep
  | EntryStep
  | QuantityStep
  | OrderStep
  | RestingStep;

interface Check {
  readonly ends: Reason | null;
}

type EventStep =
  /** Before the followers' shares are made smaller by a reduction. */
  | { readonly step: 'event'; readonly event: MasterEvent }
  | { readonly step: 'follower'; readonly follower: FollowerPolicy }
  | { readonly step: 'decided'; readonly decision: Decision };

/** What is asked of an event as a whole. */
type OnceStep = Check &
  (
    | { readonly step: 'special' }
    | { readonly step: 'filled' }
    | { readonly step: 'enabled'; readonly enabled: boolean }
    | { readonly step: 'netted'; readonly units: number }
  );

/** A copy that rests, and what its master order has come to. Units. */
type RestingStep =
  | {
      readonly step: 'resting';
      readonly stage: Following['stage'];
      /** What the copy is for, and what of it has filled as its master order has. */
      readonly units: number;
      readonly filled: number;
      /** The master's opening that it stands for, and what that is now. */
      readonly planned: number;
      readonly opening: number;
    }
  /** Nothing of it is to rest any more. */
  | (Check & { readonly step: 'taken_back' });

type ExitStep =
  | (Check & { readonly step: 'copied_position'; readonly held: number; readonly reducedSide: number })
  /** `exceeding` is by how much the position is above its share; null where the master ends flat. */
  | {
      readonly step: 'share';
      readonly held: number;
      readonly share: Ratio;
      readonly exceeding: Ratio | null;
      readonly units: number;
    }
  /** An opening meets a copied position on the other side. `wanted` is the quantity of an entry; null: not known. */
  | { readonly step: 'other_side'; readonly held: number; readonly wanted: number | null }
  | (Check & { readonly step: 'exit_quantity'; readonly units: number });

type RuleStep =
  /** The rules that follow are asked for this; `limits_known` only for whether they can be decided. */
  | { readonly step: 'asking'; readonly about: RuleTopic }
  | { readonly step: 'rule'; readonly rule: Rule; readonly facts: PartFacts; readonly truth: Truth }
  | {
      readonly step: 'override';
      readonly index: number;
      readonly match: Match;
      readonly facts: PartFacts;
      readonly truth: Truth;
    }
  | { readonly step: 'execution'; readonly execution: Execution; readonly rule: Rule | null }
  | { readonly step: 'quantity'; readonly quantity: ResolvedQuantity; readonly rule: Rule | null };

export type RuleTopic = 'skip' | 'quantity' | 'limits_known' | 'execution' | 'limits';

type EntryStep =
  | { readonly step: 'opening'; readonly held: number }
  | { readonly step: 'filters'; readonly of: 'file' | 'follower'; readonly filters: Filters }
  | (Check &
      (
        | { readonly step: 'delivered_sale' }
        | {
            readonly step: 'filter';
            readonly filter: Reason;
            readonly filters: Filters;
            readonly facts: PartFacts;
          }
        | { readonly step: 'skip_rules'; readonly rule: Rule | null }
        | { readonly step: 'unknown_facts'; readonly rule: Rule | null }
        | { readonly step: 'age'; readonly ageMs: number; readonly maxAgeMs: number }
        | { readonly step: 'missed'; readonly missed: Missed }
        | { readonly step: 'steering' }
      ));

type QuantityStep =
  /** From what is opened to whole lots; null where it is not known. `units` is 0 where less than one lot is left. */
  | {
      readonly step: 'lots';
      readonly opening: number;
      readonly quantity: ResolvedQuantity;
      readonly capitals: Capitals;
      readonly raw: Ratio | null;
      readonly lotSize: number | null;
      readonly units: number | null;
    }
  | {
      readonly step: 'bounds';
      readonly quantity: ResolvedQuantity;
      readonly before: number;
      readonly units: number;
    }
  /** `total` is for the order's opening so far; `units` what is left of it after what was copied already. */
  | (Check & {
      readonly step: 'entry_quantity';
      readonly total: number | null;
      readonly copied: number;
      readonly units: number;
    });

type OrderStep =
  | {
      readonly step: 'protected_price';
      readonly part: Part;
      readonly reference: Ratio;
      /** The class of the broker's table that it is from; null where the file says it. */
      readonly table: SlippageClass | null;
      readonly slippage: Ratio;
      readonly worse: Ratio;
      readonly tickSize: Ratio;
      /** To the tick. */
      readonly rounded: Ratio;
      /** One tick at least. */
      readonly price: Ratio;
    }
  | (Check & {
      readonly step: 'priced';
      readonly part: Part;
      readonly execution: Execution;
      readonly priced: Priced;
    })
  | (Check & {
      readonly step: 'limit';
      readonly limit: LimitName;
      readonly bound: LimitBound;
      readonly copy: LimitedCopy;
      readonly day: DayFigures;
    })
  /** No slices: the freeze quantity is below one lot. */
  | (Check & {
      readonly step: 'slices';
      readonly quantity: number;
      readonly lotSize: number | null;
      readonly freezeQuantity: number | null;
      readonly slices: readonly number[] | null;
    });
