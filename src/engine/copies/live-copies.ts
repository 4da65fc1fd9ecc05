/** The copies of one desk that have not ended, in the order in which they were decided, and every change of theirs. */
import {
  changeIntent,
  hasEnded,
  type Intent,
  type IntentChange,
  type IntentState,
} from '../../journal/intent.ts';
import type { Clock } from '../clock.ts';
import type { JournalBuffer } from '../record/journal-buffer.ts';
import { isExit, isLive, type LiveCopy, type LiveOrder, newsFor } from './live-copy.ts';

export interface CopyEvents {
  onOutcome(copy: LiveCopy, order: LiveOrder): void;
  /** All orders of the copy have ended; `filled` units of it were executed. */
  onCopyEnded(copy: LiveCopy, filled: number): void;
}

const NOT_YET_AT_THE_BROKER: readonly IntentState[] = ['planned', 'sending', 'unknown'];

/** Copies of one position that were decided after an exit of it. */
export interface DecidedSince {
  readonly live: readonly LiveCopy[];
  /** Units that those which have ended brought; below zero where they took out. */
  readonly filled: number;
}

export class LiveCopies {
  readonly #parts: { readonly clock: Clock; readonly journal: JournalBuffer; readonly events: CopyEvents };
  readonly #copies = new Set<LiveCopy>();
  readonly #byTag = new Map<string, { readonly copy: LiveCopy; readonly order: LiveOrder }>();

  /** Tags of orders that were executed in full, of the last day: nothing more can be told of them. */
  readonly #done = new Set<string>();
  #doneOn = Number.NEGATIVE_INFINITY;

  constructor(parts: { clock: Clock; journal: JournalBuffer; events: CopyEvents }) {
    this.#parts = parts;
  }

  get all(): readonly LiveCopy[] {
    return [...this.#copies];
  }

  get isEmpty(): boolean {
    return this.#copies.size === 0;
  }

  get hasUnknown(): boolean {
    return this.all.some((copy) => copy.orders.some(({ intent }) => intent.state === 'unknown'));
  }

  adopt(copy: LiveCopy): void {
    this.#copies.add(copy);
    for (const order of copy.orders) this.#byTag.set(order.intent.tag, { copy, order });
  }

  /** Whether an order of that tag was executed in full: its rows bring nothing any more, and it is found no more. */
  isDone(tag: string): boolean {
    return this.#done.has(tag);
  }

  /** Also of copies that have ended. */
  find(tag: string): { readonly copy: LiveCopy; readonly order: LiveOrder } | null {
    return this.#byTag.get(tag) ?? null;
  }

  /** Those of the same position that were decided before. */
  earlierThan(copy: LiveCopy): readonly LiveCopy[] {
    return [...this.#before(copy)];
  }

  /** What was decided in the same position since. */
  laterThan(copy: LiveCopy): DecidedSince {
    const all = this.all;
    return {
      live: all.slice(all.indexOf(copy) + 1).filter((other) => isSamePosition(other, copy)),
      filled: copy.filledSince,
    };
  }

  hasExitAt(copy: LiveCopy): boolean {
    return this.all.some((other) => isExit(other) && isSamePosition(other, copy));
  }

  /**
   * Whether an exit of its position, decided before, has not left, or nobody knows whether it has. Where the master
   * reverses, its followers get out before they go in: what the entry brings would be taken for what the exit has
   * already taken, and it would stay in.
   */
  hasExitOnItsWay(entry: LiveCopy): boolean {
    for (const other of this.#before(entry)) {
      if (isExit(other) && other.orders.some(isOnItsWay)) return true;
    }
    return false;
  }

  /**
   * One after another: asked of each follower before its order leaves, while many others may rest. Of a copy that has
   * ended none: all that lives by then may have been decided since.
   */
  *#before(copy: LiveCopy): Generator<LiveCopy> {
    if (!this.#copies.has(copy)) return;
    for (const other of this.#copies) {
      if (other === copy) return;
      if (isSamePosition(other, copy)) yield other;
    }
  }

  change(copy: LiveCopy, order: LiveOrder, change: Omit<IntentChange, 'atMs'>): void {
    const { clock, journal, events } = this.#parts;
    const news = newsFor(order.intent, { ...change, atMs: clock.now() });
    if (news === null) return;
    order.intent = changeIntent(order.intent, news);
    journal.addChange(order.intent.tag, news);
    if (order.intent.state !== 'sending') events.onOutcome(copy, order);
  }

  /** To be called after changes: a copy without live orders ends, once. */
  tellEnd(copy: LiveCopy): void {
    if (copy.ended || copy.orders.some(isLive)) return;
    copy.ended = true;
    const filled = copy.orders.reduce((sum, { intent }) => sum + intent.filledQuantity, 0);
    if (filled > 0) this.#noteFilledSince(copy, filled);
    this.#copies.delete(copy);
    this.#forgetDone(copy);
    this.#parts.events.onCopyEnded(copy, filled);
  }

  #noteFilledSince(copy: LiveCopy, filled: number): void {
    const units = copy.orders[0]?.intent.side === 'sell' ? -filled : filled;
    for (const exit of this.#before(copy)) if (isExit(exit)) exit.filledSince += units;
  }

  /** A day has hundreds of thousands of orders. What ended otherwise may yet turn out to have been executed. */
  #forgetDone({ orders }: LiveCopy): void {
    for (const { intent } of orders) {
      if (intent.state !== 'complete') continue;
      // Yesterday's are not in today's book, and the journal knows them.
      if (intent.day > this.#doneOn) this.#done.clear();
      this.#doneOn = Math.max(this.#doneOn, intent.day);
      this.#byTag.delete(intent.tag);
      this.#done.add(intent.tag);
    }
  }
}

/** Units of live orders that may yet be executed. */
export function unfilledOf(copies: readonly LiveCopy[]): number {
  return copies
    .flatMap(({ orders }) => orders)
    .filter(({ intent }) => !hasEnded(intent.state))
    .reduce((sum, { intent }) => sum + intent.quantity - intent.filledQuantity, 0);
}

function isOnItsWay({ intent }: LiveOrder): boolean {
  return NOT_YET_AT_THE_BROKER.includes(intent.state);
}

function isSamePosition(a: LiveCopy, b: LiveCopy): boolean {
  const [x, y] = [a.orders[0]?.intent, b.orders[0]?.intent];
  return x !== undefined && y !== undefined && x.product === y.product && isSameInstrument(x, y);
}

export type InstrumentName = Pick<Intent, 'exchange' | 'symbolToken' | 'tradingSymbol'>;

export function isSameInstrument(a: InstrumentName, b: InstrumentName): boolean {
  if (a.exchange !== b.exchange) return false;
  return a.symbolToken !== null && b.symbolToken !== null
    ? a.symbolToken === b.symbolToken
    : a.tradingSymbol === b.tradingSymbol;
}
