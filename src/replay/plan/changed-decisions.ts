import { type Decision, toDecisionRecord } from '../../core/deciding/decision.ts';
import type { IstSeconds } from '../../core/ist-time.ts';
import type { DecisionPair, ToldDecision } from './decision-pairs.ts';

/** What one master order comes to for a follower under the one config and under the other. Null: nothing. */
export type DecisionChange = {
  readonly orderKey: string;
  /** The earlier of the two; null where no row told one. */
  readonly time: IstSeconds | null;
} & (
  | { readonly before: Decision; readonly after: Decision | null }
  | { readonly before: null; readonly after: Decision }
);

/** A change and what its place hangs on: nothing of it depends on which replay came first. */
interface Placed {
  readonly change: DecisionChange;
  readonly session: number;
  readonly occurrence: number;
}

/** The changed decisions of one follower: all are counted, and the first ones in order of time are kept. */
export class ChangedDecisions {
  readonly #limit: number;
  #placed: Placed[] = [];
  #total = 0;

  /** @param limit how many are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get total(): number {
    return this.#total;
  }

  /** Takes the pair where its decisions differ. @param session the how-manieth session of the logs it is of */
  take(pair: DecisionPair, session: number): void {
    const change = toChange(pair);
    if (change === null) return;
    this.#total += 1;
    this.#placed.push({ change, session, occurrence: pair.occurrence });
    if (this.#placed.length >= 2 * this.#limit + 1000) this.#keepFirst();
  }

  /** By time; then by the order's id, and as they were made. */
  first(): DecisionChange[] {
    this.#keepFirst();
    return this.#placed.map(({ change }) => change);
  }

  #keepFirst(): void {
    this.#placed = this.#placed.sort(comparePlaces).slice(0, this.#limit);
  }
}

function toChange({ before, after }: DecisionPair): DecisionChange | null {
  if (after === null) return before && { ...ofOrder(before), before: before.decision, after: null };
  if (before === null) return { ...ofOrder(after), before: null, after: after.decision };
  if (textOf(before.decision) === textOf(after.decision)) return null;
  const time = startOf(before.time) <= startOf(after.time) ? before.time : after.time;
  return { orderKey: after.orderKey, time, before: before.decision, after: after.decision };
}

function ofOrder({ orderKey, time }: ToldDecision) {
  return { orderKey, time };
}

function textOf(decision: Decision): string {
  return JSON.stringify(toDecisionRecord(decision));
}

function comparePlaces(a: Placed, b: Placed): number {
  const [timeA, timeB] = [startOf(a.change.time), startOf(b.change.time)];
  if (timeA !== timeB) return timeA < timeB ? -1 : 1;
  return (
    a.session - b.session ||
    compareIds(a.change.orderKey, b.change.orderKey) ||
    Number(isNetted(b)) - Number(isNetted(a)) ||
    a.occurrence - b.occurrence
  );
}

/** What has no time was there before anything that has one. */
function startOf(time: IstSeconds | null): number {
  return time ?? Number.NEGATIVE_INFINITY;
}

/** Ids of a day are numbers that rise, too long for a number. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function isNetted({ change: { before, after } }: Placed): boolean {
  return (before ?? after)?.reason === 'NETTED';
}
