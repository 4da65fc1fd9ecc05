/**
 * Gathers what need not be durable before anything is sent: inputs that led to no order, and outcomes. All of one turn
 * of the event loop goes into one commit, in order; a hundred replies that come in together cost one flush to the
 * disk. What a crash loses of it the broker's books tell again.
 */

import { afterNextTurn, type WaitingWork } from '../../journal/after-next-turn.ts';
import type { JournaledDecision } from '../../journal/decision-table.ts';
import type { NewInput, SnapshotParts } from '../../journal/input-table.ts';
import type { Intent, IntentAmendment, IntentChange, MarkedIntent, NewIntent } from '../../journal/intent.ts';
import type { DecisionEntry, JournalNews } from '../../journal/journal.ts';

/** The part of the journal that is written through here. */
export interface BufferedJournal {
  appendNews(news: JournalNews): void;
  recordAgain(intent: NewIntent, news: JournalNews): void;
  recordDecision(entry: DecisionEntry): void;
  takeApart(): void;
  adjustQuantity(tag: string, quantity: number, atMs: number): Intent;
  adjustPrice(tag: string, price: string, atMs: number): Intent;
  amendIntent(tag: string, amendment: IntentAmendment): Intent;
  saveSnapshot(body: string, atMs: number, parts: SnapshotParts): void;
}

export class JournalBuffer {
  readonly #journal: BufferedJournal;
  readonly #onFailed: (error: unknown) => void;
  #inputs: NewInput[] = [];
  #decisions: JournaledDecision[] = [];
  #changes: MarkedIntent[] = [];
  #turn: WaitingWork | null = null;
  #nextFlush: Promise<void> | null = null;

  constructor(journal: BufferedJournal, onFailed: (error: unknown) => void) {
    this.#journal = journal;
    this.#onFailed = onFailed;
  }

  addInput(input: NewInput): void {
    this.#inputs.push(input);
    this.#flushSoon();
  }

  /** An input, and what was decided on it: nothing is sent on the strength of it. */
  addDecided(input: NewInput, decisions: readonly JournaledDecision[]): void {
    this.#inputs.push(input);
    for (const decision of decisions) this.#decisions.push(decision);
    this.#flushSoon();
  }

  addChange(tag: string, change: IntentChange): void {
    this.#changes.push({ tag, change });
    this.#flushSoon();
  }

  /**
   * Durable when it returns, with all that came before it. It is taken apart later, behind the requests that go out.
   * @throws JournalError
   */
  recordDecision(entry: {
    readonly input: NewInput;
    readonly decisions: readonly JournaledDecision[];
    readonly intents: readonly NewIntent[];
  }): void {
    const before = this.#inputs;
    const decisions = [...this.#decisions, ...entry.decisions];
    this.#inputs = [];
    this.#decisions = [];
    this.#journal.recordDecision({ before, ...entry, decisions });
    this.#flushSoon();
  }

  /**
   * Records one more order of a copy that was decided before, with the end of the one in whose place it goes.
   * @returns whether it is durable; a failure is told to whoever is told of failures
   */
  recordAgain(intent: NewIntent): boolean {
    try {
      this.#journal.recordAgain(intent, this.#takeNews());
      return true;
    } catch (error) {
      this.#onFailed(error);
      return false;
    }
  }

  /** Durable when it returns: for what has to be known before the next byte is sent. */
  adjustQuantity(intent: Intent, quantity: number, atMs: number): Intent {
    const wanted = { ...intent, quantity };
    return this.#change(wanted, ({ tag }) => this.#journal.adjustQuantity(tag, quantity, atMs));
  }

  /** As `adjustQuantity`. */
  adjustPrice(intent: Intent, price: string, atMs: number): Intent {
    const wanted = { ...intent, price };
    return this.#change(wanted, ({ tag }) => this.#journal.adjustPrice(tag, price, atMs));
  }

  /** What the broker's book shows of a modification. */
  amend(intent: Intent, { atMs, ...terms }: IntentAmendment): Intent {
    const wanted = { ...intent, ...terms };
    return this.#change(wanted, ({ tag }) => this.#journal.amendIntent(tag, { ...terms, atMs }));
  }

  /** A failure is told to whoever is told of failures: nothing leaves any more, with what was wanted neither. */
  #change(wanted: Intent, write: (intent: Intent) => Intent): Intent {
    this.flush();
    try {
      return write(wanted);
    } catch (error) {
      this.#onFailed(error);
      return wanted;
    }
  }

  /** @throws JournalError */
  saveSnapshot(body: string, atMs: number, parts: SnapshotParts): void {
    this.flush();
    this.#journal.saveSnapshot(body, atMs, parts);
  }

  /**
   * Resolves when all that was added before is durable, or its failure has been told. Who asks in one turn of the event
   * loop waits for one flush: a hundred exits that are measured together cost one, not a hundred.
   */
  durable(): Promise<void> {
    this.#nextFlush ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#nextFlush = null;
        this.flush();
        resolve();
      });
    });
    return this.#nextFlush;
  }

  flush(): void {
    const news = this.#takeNews();
    try {
      // Where there are decisions there is the input that led to them.
      if (news.inputs.length === 0 && news.changes.length === 0) this.#journal.takeApart();
      else this.#journal.appendNews(news);
    } catch (error) {
      this.#onFailed(error);
    }
  }

  #takeNews(): JournalNews {
    this.#turn?.cancel();
    this.#turn = null;
    const news = { inputs: this.#inputs, decisions: this.#decisions, changes: this.#changes };
    this.#inputs = [];
    this.#decisions = [];
    this.#changes = [];
    return news;
  }

  #flushSoon(): void {
    this.#turn ??= afterNextTurn(() => this.flush());
  }
}
