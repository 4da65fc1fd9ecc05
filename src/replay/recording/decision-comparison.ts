import type { SessionDecision } from '../../core/copy-session.ts';
import { type DecisionRecord, toDecisionRecord } from '../../core/deciding/decision.ts';
import type { DecisionLine } from '../../journal/recording/recording-line.ts';

/** What was decided live and what is decided now, of one order for one follower. Null: nothing. */
export interface Divergence {
  readonly orderKey: string;
  readonly follower: string;
  readonly recorded: RevisedDecision | null;
  readonly made: RevisedDecision | null;
  /** The line of the recording: of its decision, or of the input that now leads to one. From 1. */
  readonly lineNumber: number;
}

export interface RevisedDecision {
  readonly revision: number;
  readonly decision: DecisionRecord;
}

interface Told {
  readonly orderKey: string;
  readonly decision: RevisedDecision;
  readonly lineNumber: number;
}

/** Divergences beyond these are only counted. */
const MAX_KEPT = 100;

/**
 * Pairs decisions as they come, those of one order for one follower in their order. Only what waits for its
 * counterpart is held.
 */
export class DecisionComparison {
  readonly #recorded = new Queues();
  readonly #made = new Queues();
  readonly #kept: Divergence[] = [];
  #decisions = 0;
  #divergences = 0;

  /** Decisions in the recording. */
  get decisions(): number {
    return this.#decisions;
  }

  get divergences(): number {
    return this.#divergences;
  }

  /** The first divergences. */
  get kept(): readonly Divergence[] {
    return this.#kept;
  }

  noteRecorded({ order_key: orderKey, revision, decision }: DecisionLine, lineNumber: number): void {
    this.#decisions += 1;
    const told = { orderKey, decision: { revision, decision }, lineNumber };
    const counterpart = this.#made.take(told);
    if (counterpart === null) this.#recorded.add(told);
    else this.#compare(told, counterpart);
  }

  noteMade({ orderKey, revision, decision }: SessionDecision, lineNumber: number): void {
    const told = { orderKey, decision: { revision, decision: toDecisionRecord(decision) }, lineNumber };
    const counterpart = this.#recorded.take(told);
    if (counterpart === null) this.#made.add(told);
    else this.#compare(counterpart, told);
  }

  /**
   * Nothing more comes: what has no counterpart diverges.
   * @param excusedLine the input that a killed process may not have written the decisions of; null where it ended
   * @returns how many decisions are excused so
   */
  finish(excusedLine: number | null): number {
    for (const told of this.#recorded.rest()) this.#note(told, told, null);
    let excused = 0;
    for (const told of this.#made.rest()) {
      if (told.lineNumber === excusedLine) excused += 1;
      else this.#note(told, null, told);
    }
    return excused;
  }

  #compare(recorded: Told, made: Told): void {
    if (JSON.stringify(recorded.decision) !== JSON.stringify(made.decision))
      this.#note(recorded, recorded, made);
  }

  #note({ orderKey, decision, lineNumber }: Told, recorded: Told | null, made: Told | null): void {
    this.#divergences += 1;
    if (this.#kept.length >= MAX_KEPT) return;
    this.#kept.push({
      orderKey,
      follower: decision.decision.follower,
      recorded: recorded?.decision ?? null,
      made: made?.decision ?? null,
      lineNumber,
    });
  }
}

class Queues {
  readonly #queues = new Map<string, Told[]>();

  add(told: Told): void {
    const key = keyOf(told);
    const queue = this.#queues.get(key);
    if (queue) queue.push(told);
    else this.#queues.set(key, [told]);
  }

  /** The first that waits under the same order and follower. */
  take(of: Told): Told | null {
    const key = keyOf(of);
    const queue = this.#queues.get(key);
    const first = queue?.shift();
    if (queue?.length === 0) this.#queues.delete(key);
    return first ?? null;
  }

  rest(): Told[] {
    return [...this.#queues.values()].flat();
  }
}

function keyOf({ orderKey, decision }: Told): string {
  return `${decision.decision.follower}/${orderKey}`;
}
