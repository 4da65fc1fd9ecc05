/** What the file says of an opening, before anything that is a follower's own: the same for all with equal settings. */
import type { CompiledRule } from '../policy/compiled-policy.ts';
import type { Execution } from '../policy/policy.ts';
import type { ResolvedQuantity, Sized } from '../policy/sizing.ts';
import type { PlannedOrder } from './decision.ts';
import type { Priced } from './pricing.ts';
import type { Reason } from './reasons.ts';

export interface QuantityChoice {
  readonly resolved: ResolvedQuantity;
  /** The rule that decides, where one does. */
  readonly rule: CompiledRule | null;
  /** A rule before it that could not be decided. */
  readonly undecided: CompiledRule | null;
  /** What it comes to, once it is known, where that is the same for all followers who have chosen so. */
  sized: Sized | null;
}

export interface ChosenExecution {
  readonly execution: Execution;
  readonly rule: CompiledRule | null;
}

export interface Refusal {
  readonly reason: Reason;
  readonly rule: string | null;
}

export interface EntryPlan {
  readonly units: number;
  /** Null: the freeze quantity is below one lot. */
  readonly orders: readonly PlannedOrder[] | null;
}

interface Refused {
  readonly refusal: Refusal;
  /** Rules that were asked and held. */
  readonly held: readonly CompiledRule[];
}

/** With what follows from them, which is worked out for the first follower who comes that far. */
interface Accepted {
  readonly refusal: null;
  readonly held: readonly CompiledRule[];
  readonly quantity: QuantityChoice;
  readonly chosen: ChosenExecution;
  priced: Priced | null;
  /** Of the last follower: mostly the next one's as well. */
  plan: EntryPlan | null;
}

export type EntryTerms = Refused | Accepted;
