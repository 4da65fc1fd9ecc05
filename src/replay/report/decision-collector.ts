import { createHash } from 'node:crypto';
import type { SessionDecision } from '../../core/copy-session.ts';
import type { Decision } from '../../core/deciding/decision.ts';
import { DecisionWriter } from '../../core/deciding/decision-writer.ts';
import type { Reason } from '../../core/deciding/reasons.ts';
import { add, multiplyByInteger, type Ratio, ZERO } from '../../core/exact.ts';
import type { IstSeconds } from '../../core/ist-time.ts';
import { type PlainTimeline, Timeline } from './timeline.ts';

export interface ReasonTally {
  decisions: number;
  /** Units: the parts decided. */
  masterQuantity: number;
  /** Units copied. */
  quantity: number;
  orders: number;
  /** Rupees: quantity × price of the orders that have one. */
  value: Ratio;
  /** Orders without a price: MARKET. */
  unpriced: number;
}

export interface FollowerTally {
  copied: number;
  skipped: number;
  readonly reasons: Map<Reason, ReasonTally>;
}

/** What a report tells of a replay's decisions. */
export interface CollectedDecisions {
  readonly total: number;
  /** The first decisions. */
  readonly listed: readonly TimedDecision[];
  /** JSON, in the order made; empty where they were not to be kept. */
  readonly texts: readonly string[];
  readonly followers: ReadonlyMap<string, FollowerTally>;
  readonly timeline: Timeline;
  /** Over the JSON of the list of decisions. */
  digest(): string;
}

/** The same without texts, to be handed to another thread. */
export interface PlainTally extends Pick<CollectedDecisions, 'total' | 'listed' | 'followers'> {
  readonly timeline: PlainTimeline;
  readonly digest: string;
}

export function toCollected({ timeline, digest, ...tally }: PlainTally): CollectedDecisions {
  return { ...tally, texts: [], timeline: new Timeline(timeline), digest: () => digest };
}

export interface TimedDecision {
  readonly decision: Decision;
  readonly time: IstSeconds | null;
}

/** A report lists no more than these one by one. */
export const MAX_LISTED = 200;

/** Characters. */
const HASHED_AT_ONCE = 64 * 1024;

/** Counts decisions as they are made, and keeps the first ones for a list; with `keepTexts` the JSON text of each. */
export class DecisionCollector implements CollectedDecisions {
  readonly #keepTexts: boolean;
  readonly #writer = new DecisionWriter();
  readonly #hash = createHash('sha256').update('[');
  /** Texts that are not in the hash yet: it takes many at once as fast as one. */
  #unhashed = '';
  readonly #texts: string[] = [];
  readonly #listed: TimedDecision[] = [];
  readonly #followers = new Map<string, FollowerTally>();
  readonly timeline = new Timeline();
  #total = 0;
  #digest: string | null = null;

  /** @param followers names, in the file's order */
  constructor(followers: readonly string[], options: { readonly keepTexts: boolean }) {
    this.#keepTexts = options.keepTexts;
    for (const follower of followers) this.#tallyOf(follower);
  }

  add({ decision }: Pick<SessionDecision, 'decision'>, time: IstSeconds | null): void {
    const text = this.#writer.write(decision);
    this.#unhashed += this.#total > 0 ? `,${text}` : text;
    if (this.#unhashed.length > HASHED_AT_ONCE) this.#hashRest();
    this.#total += 1;
    if (this.#keepTexts) this.#texts.push(text);
    if (this.#listed.length < MAX_LISTED) this.#listed.push({ decision, time });
    this.#count(decision);
    this.timeline.add(decision, time);
  }

  get total(): number {
    return this.#total;
  }

  /** The first decisions. */
  get listed(): readonly TimedDecision[] {
    return this.#listed;
  }

  /** JSON, in the order made. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  get followers(): ReadonlyMap<string, FollowerTally> {
    return this.#followers;
  }

  /** Over the JSON of the list of decisions. To be asked for at the end: nothing can be added after it. */
  digest(): string {
    this.#hashRest();
    this.#digest ??= `sha256:${this.#hash.update(']').digest('hex')}`;
    return this.#digest;
  }

  /** To be asked for at the end. */
  plain(): PlainTally {
    const { total, listed, followers } = this;
    return { total, listed, followers, timeline: this.timeline.plain(), digest: this.digest() };
  }

  #hashRest(): void {
    if (this.#unhashed === '') return;
    this.#hash.update(this.#unhashed);
    this.#unhashed = '';
  }

  #tallyOf(follower: string): FollowerTally {
    let tally = this.#followers.get(follower);
    if (!tally) {
      tally = { copied: 0, skipped: 0, reasons: new Map() };
      this.#followers.set(follower, tally);
    }
    return tally;
  }

  #count(decision: Decision): void {
    const tally = this.#tallyOf(decision.follower);
    // Changes of a copy that rests: it was counted when it was made.
    if (decision.action === 'modify' || decision.action === 'cancel') return;
    if (decision.action === 'skip') tally.skipped += 1;
    else tally.copied += 1;
    let of = tally.reasons.get(decision.reason);
    if (of === undefined) {
      of = { decisions: 0, masterQuantity: 0, quantity: 0, orders: 0, value: ZERO, unpriced: 0 };
      tally.reasons.set(decision.reason, of);
    }
    of.decisions += 1;
    of.masterQuantity += decision.masterQuantity;
    of.quantity += decision.quantity;
    of.orders += decision.orders.length;
    for (const { price, quantity } of decision.orders) {
      if (price === null) of.unpriced += 1;
      else of.value = add(of.value, multiplyByInteger(price, quantity));
    }
  }
}
