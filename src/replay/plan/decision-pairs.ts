import type { Decision } from '../../core/deciding/decision.ts';
import type { IstSeconds } from '../../core/ist-time.ts';

export type PlanSide = 'before' | 'after';

/** A decision as a replay tells it. */
export interface ToldDecision {
  /** The master order's name for good. */
  readonly orderKey: string;
  readonly decision: Decision;
  /** The order's; null where no row told one. */
  readonly time: IstSeconds | null;
}

/** Two decisions on the same thing, under the one config and the other; null where one of them decides nothing there. */
export interface DecisionPair {
  readonly before: ToldDecision | null;
  readonly after: ToldDecision | null;
  /** The how-manieth decision on this part of this order for this follower it is, from 0. */
  readonly occurrence: number;
}

interface Line {
  /** Those that came before their counterparts; all of one side. */
  readonly waiting: ToldDecision[];
  waitingSide: PlanSide;
  paired: number;
}

/**
 * Pairs the decisions of one session, however the two replays take turns: those of one order for one follower in their
 * order. `NETTED` is counted apart, for what waits to be netted hangs on `copy_on`. Only what waits for its counterpart
 * is held.
 */
export class DecisionPairs {
  readonly #lines = new Map<string, Line>();

  /** @returns the pair that is whole with this decision, null where its counterpart is still to come */
  take(side: PlanSide, told: ToldDecision): DecisionPair | null {
    const line = this.#lineOf(told);
    const counterpart = line.waitingSide === side ? undefined : line.waiting.shift();
    if (counterpart === undefined) {
      line.waitingSide = side;
      line.waiting.push(told);
      return null;
    }
    const occurrence = line.paired;
    line.paired += 1;
    return side === 'after'
      ? { before: counterpart, after: told, occurrence }
      : { before: told, after: counterpart, occurrence };
  }

  /** Nothing more comes: what still waits has no counterpart. */
  *rest(): Generator<DecisionPair> {
    for (const { waiting, waitingSide, paired } of this.#lines.values()) {
      for (const [index, told] of waiting.entries()) {
        const occurrence = paired + index;
        yield waitingSide === 'before'
          ? { before: told, after: null, occurrence }
          : { before: null, after: told, occurrence };
      }
    }
  }

  #lineOf({ orderKey, decision }: ToldDecision): Line {
    const part = decision.reason === 'NETTED' ? 'netted' : 'decided';
    const key = `${decision.follower}/${part}/${orderKey}`;
    let line = this.#lines.get(key);
    if (!line) {
      line = { waiting: [], waitingSide: 'before', paired: 0 };
      this.#lines.set(key, line);
    }
    return line;
  }
}
