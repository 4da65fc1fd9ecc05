import { ChangedDecisions, type DecisionChange } from './changed-decisions.ts';
import { DecisionPairs, type PlanSide, type ToldDecision } from './decision-pairs.ts';
import { addDecision, type DecisionTotals, NO_DECISIONS } from './decision-totals.ts';

/** What differs for one follower. */
export interface FollowerPlan {
  readonly name: string;
  /** `added` and `removed`: only one of the configs names it, and all of its decisions are new, or gone. */
  readonly presence: 'kept' | 'added' | 'removed';
  readonly before: DecisionTotals;
  readonly after: DecisionTotals;
  /** Decisions that differ. */
  readonly changed: number;
  /** The first of them, by time; none for an added or a removed follower. */
  readonly changes: readonly DecisionChange[];
}

/** Names, in the order of their files. */
export interface PlannedFollowers {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface FollowerState {
  readonly presence: FollowerPlan['presence'];
  readonly totals: Record<PlanSide, DecisionTotals>;
  readonly changed: ChangedDecisions;
}

/** Compares what two configs decide, as it is told, in whatever turns. */
export class PlanComparison {
  /** The new file's followers, then those that are gone. */
  readonly #followers = new Map<string, FollowerState>();
  #pairs = new DecisionPairs();
  #session = 0;

  /** @param limit how many changes are kept for a follower; all are counted */
  constructor({ before, after }: PlannedFollowers, limit: number) {
    const presenceOf = (name: string) => {
      if (!before.includes(name)) return 'added';
      return after.includes(name) ? 'kept' : 'removed';
    };
    for (const name of [...after, ...before]) {
      if (this.#followers.has(name)) continue;
      const totals = { before: NO_DECISIONS, after: NO_DECISIONS };
      this.#followers.set(name, { presence: presenceOf(name), totals, changed: new ChangedDecisions(limit) });
    }
  }

  /** Throws where the follower is in neither config. */
  note(side: PlanSide, told: ToldDecision): void {
    const follower = this.#stateOf(told);
    follower.totals[side] = addDecision(follower.totals[side], told.decision);
    if (follower.presence !== 'kept') return;
    const pair = this.#pairs.take(side, told);
    if (pair !== null) follower.changed.take(pair, this.#session);
  }

  /** A session has ended under both: what still waits for its counterpart has none. */
  endSession(): void {
    for (const pair of this.#pairs.rest()) {
      const told = pair.before ?? pair.after;
      if (told !== null) this.#stateOf(told).changed.take(pair, this.#session);
    }
    this.#pairs = new DecisionPairs();
    this.#session += 1;
  }

  /** To be asked for when all sessions have ended. */
  result(): FollowerPlan[] {
    return [...this.#followers].map(([name, { presence, totals, changed }]) => {
      const { before, after } = totals;
      const all = presence === 'added' ? countOf(after) : countOf(before);
      const isKept = presence === 'kept';
      return {
        name,
        presence,
        before,
        after,
        changed: isKept ? changed.total : all,
        changes: isKept ? changed.first() : [],
      };
    });
  }

  #stateOf({ decision }: ToldDecision): FollowerState {
    const follower = this.#followers.get(decision.follower);
    if (!follower) throw new Error(`a decision for ${decision.follower}, which neither config names`);
    return follower;
  }
}

/**
 * Compares the decisions of one session under two configs.
 * @param limit how many changes are kept for a follower; all are counted
 */
export function compareDecisions(
  before: readonly ToldDecision[],
  after: readonly ToldDecision[],
  followers: PlannedFollowers,
  limit: number,
): FollowerPlan[] {
  const comparison = new PlanComparison(followers, limit);
  for (const told of before) comparison.note('before', told);
  for (const told of after) comparison.note('after', told);
  comparison.endSession();
  return comparison.result();
}

export function countOf({ copied, skipped, followed }: DecisionTotals): number {
  return copied + skipped + followed;
}
