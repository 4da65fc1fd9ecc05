/**
 * The durable record: what was decided before it is sent, what became of it, and what the state is rebuilt from.
 * Whatever a method wrote is on the disk when it returns; what it could not write, it throws a `JournalError` for,
 * and the engine then sends nothing on the strength of it.
 */
import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { DecidedTable } from './decided-table.ts';
import { DecisionTable, type JournaledDecision } from './decision-table.ts';
import {
  InputTable,
  type JournaledState,
  type NewInput,
  NO_PARTS,
  type SnapshotParts,
} from './input-table.ts';
import type { Intent, IntentAmendment, IntentChange, MarkedIntent, NewIntent } from './intent.ts';
import { assertIntent } from './intent-row.ts';
import { type CopyOfDay, IntentTable } from './intent-table.ts';
import { JournalDatabase } from './journal-database.ts';
import { acquireJournalLock, type JournalLock } from './journal-lock.ts';
import { moveFollowers } from './move-followers.ts';
import { ensurePrivateDirectory } from './private-files.ts';

export interface DecisionEntry {
  /** Inputs that came before and led to nothing. */
  readonly before?: readonly NewInput[];
  /** The input that led to it, where it has not been appended already. */
  readonly input?: NewInput;
  readonly decisions: readonly JournaledDecision[];
  /** All orders of all followers of the event. */
  readonly intents: readonly NewIntent[];
}

/** What need not be durable before anything is sent. */
export interface JournalNews {
  readonly inputs: readonly NewInput[];
  /** Of which nothing is to be sent. */
  readonly decisions?: readonly JournaledDecision[];
  readonly changes: readonly MarkedIntent[];
}

export interface JournalOptions {
  /** Keeps secrets out of the texts of others (inputs, snapshots, decisions, the broker's words). */
  readonly redact?: (text: string) => string;
}

/**
 * Opens the journal at `path`, or makes it and its folder, for the owner only. It is this process's until `close`
 * or the process's end.
 * @throws JournalError where it is another engine's, no journal, a newer one, damaged, or cannot be written
 */
export function openJournal(path: string, options: JournalOptions = {}): Journal {
  ensurePrivateDirectory(dirname(path));
  const lock = acquireJournalLock(path);
  try {
    return new Journal(new JournalDatabase(path), lock, options.redact ?? ((text) => text));
  } catch (error) {
    lock.release();
    throw error;
  }
}

export class Journal {
  readonly #db: JournalDatabase;
  readonly #lock: JournalLock;
  readonly #redact: (text: string) => string;
  readonly #inputs: InputTable;
  readonly #decisions: DecisionTable;
  readonly #intents: IntentTable;
  readonly #decided: DecidedTable;

  constructor(db: JournalDatabase, lock: JournalLock, redact: (text: string) => string) {
    this.#db = db;
    this.#lock = lock;
    this.#redact = redact;
    this.#inputs = new InputTable(db);
    this.#decisions = new DecisionTable(db);
    this.#intents = new IntentTable(db);
    this.#decided = new DecidedTable(db);
    this.takeApart();
  }

  get path(): string {
    return this.#db.path;
  }

  /** False: a large file, of which only what a start reads was looked at. */
  get isCheckedWhole(): boolean {
    return this.#db.isCheckedWhole;
  }

  appendInput(kind: string, body: string, atMs: number): void {
    this.#inputs.append(this.#redacted({ kind, body, atMs }));
  }

  /** All of them in one write. */
  appendInputs(inputs: readonly NewInput[]): void {
    this.#db.inTransaction(() => {
      for (const input of inputs) this.#inputs.append(this.#redacted(input));
    });
  }

  /** Stands in for every input appended so far. The snapshot before it, and the inputs since then, are kept. */
  saveSnapshot(body: string, atMs: number, { added, goesOn, moved }: SnapshotParts = NO_PARTS): void {
    const parts = { added: added.map(this.#redact), goesOn };
    if (moved && moved.size > 0) this.takeApart();
    this.#db.inTransaction(() => {
      this.#inputs.saveSnapshot(this.#redact(body), atMs, parts);
      if (moved && moved.size > 0) moveFollowers(this.#db, moved);
    });
  }

  /** @param which `previous`: for when the latest snapshot cannot be read any more */
  loadState(which: 'latest' | 'previous' = 'latest'): JournaledState {
    return this.#inputs.load(which);
  }

  /**
   * Records an event whole or not at all: its input, what was decided for all followers, and every order that is
   * to be sent for it.
   * @throws JournalError `DUPLICATE_INTENT` where a tag is there already, or an order for the same slice of the
   * same copy lives or is complete
   */
  recordDecision(entry: DecisionEntry): void {
    const decided = {
      decisions: entry.decisions.map((decision) => this.#redacted(decision)),
      intents: entry.intents,
    };
    for (const intent of entry.intents) assertIntent(intent);
    const id = this.#db.inTransaction(() => {
      this.#intents.assertNew(entry.intents, this.#decided.intents);
      for (const input of entry.before ?? []) this.#inputs.append(this.#redacted(input));
      if (entry.input) this.#inputs.append(this.#redacted(entry.input));
      return this.#decided.insert(decided);
    });
    this.#decided.keep(id, decided);
  }

  /**
   * Records one more order of a copy that was decided before, in the place of one that has ended, together with that
   * end: a crash between the two would lose the copy.
   * @throws JournalError `DUPLICATE_INTENT` as `recordDecision`
   */
  recordAgain(intent: NewIntent, news: JournalNews): void {
    assertIntent(intent);
    this.takeApart();
    this.#db.inTransaction(() => {
      this.#append(news);
      this.#intents.assertNew([intent], this.#decided.intents);
      this.#intents.insert(intent, this.#decisions.findId(intent));
    });
  }

  /** Takes apart what was decided: into the tables that everything but `recordDecision` looks at. */
  takeApart(): void {
    if (this.#decided.isEmpty) return;
    this.#db.tidyUp();
    this.#decided.takeApart(
      (work) => this.#db.inTransaction(work),
      ({ decisions, intents }) => this.#file(decisions, intents),
    );
  }

  #file(decisions: readonly JournaledDecision[], intents: readonly NewIntent[]): void {
    const ids = new Map(decisions.map((one) => [nameOf(one), this.#decisions.insert(one)]));
    for (const intent of intents)
      this.#intents.insert(intent, ids.get(nameOf(intent)) ?? this.#decisions.findId(intent));
  }

  /** An illegal transition is a bug and throws an assertion error; nothing is recorded then. */
  markIntent(tag: string, change: IntentChange): Intent {
    const [marked] = this.markIntents([{ tag, change }]);
    assert(marked !== undefined);
    return marked;
  }

  /** All of them in one write, or none. */
  markIntents(changes: readonly MarkedIntent[]): readonly Intent[] {
    this.takeApart();
    return this.#db.inTransaction(() => this.#mark(changes));
  }

  /** Inputs that lead to no order, what was decided on them, and news of intents, in one write, or none. */
  appendNews(news: JournalNews): void {
    this.takeApart();
    this.#db.tidyUp();
    this.#db.inTransaction(() => this.#append(news));
  }

  /** Lowers the quantity of an intent that has not been sent: an exit never exceeds what the account holds. */
  adjustQuantity(tag: string, quantity: number, atMs: number): Intent {
    this.takeApart();
    return this.#db.inTransaction(() => this.#intents.adjustQuantity(tag, quantity, atMs));
  }

  /** Changes the price of an intent that has not been sent. */
  adjustPrice(tag: string, price: string, atMs: number): Intent {
    this.takeApart();
    return this.#db.inTransaction(() => this.#intents.adjustPrice(tag, price, atMs));
  }

  /** Notes what a modification at the broker made of an order that may be there. */
  amendIntent(tag: string, amendment: IntentAmendment): Intent {
    this.takeApart();
    return this.#db.inTransaction(() => this.#intents.amend(tag, amendment));
  }

  intent(tag: string): Intent | null {
    this.takeApart();
    return this.#intents.find(tag);
  }

  /** Those that have not ended, in the order planned. */
  liveIntents(follower?: string): readonly Intent[] {
    this.takeApart();
    return this.#intents.live(follower ?? null);
  }

  /** Planned, sending or unknown: after a crash each may be an order, until its tag was looked up. */
  unsettledIntents(): readonly Intent[] {
    this.takeApart();
    return this.#intents.unsettled();
  }

  /** The orders of one copy: its slices, and what was tried again. */
  intentsOfCopy(orderKey: string, follower: string, revision: number): readonly Intent[] {
    this.takeApart();
    return this.#intents.ofCopy(orderKey, follower, revision);
  }

  /** Orders copies by when the first order of each was recorded; null where there is none. */
  rankOfCopy(orderKey: string, follower: string, revision: number): number | null {
    this.takeApart();
    return this.#intents.rankOfCopy(orderKey, follower, revision);
  }

  /** Orders of the copy's follower and day, recorded after its first, of which something was filled. */
  filledAfter(copy: CopyOfDay): readonly Intent[] {
    this.takeApart();
    return this.#intents.filledAfter(copy);
  }

  /** @param day calendar days in India since 1970-01-01 */
  intentsOfDay(day: number): readonly Intent[] {
    this.takeApart();
    return this.#intents.ofDay(day);
  }

  decisionsOf(orderKey: string): readonly JournaledDecision[] {
    this.takeApart();
    return this.#decisions.ofOrder(orderKey);
  }

  /** Frees the file and the lock. Calling it again does nothing. */
  close(): void {
    try {
      this.#db.close();
    } finally {
      this.#lock.release();
    }
  }

  #append({ inputs, decisions, changes }: JournalNews): void {
    for (const input of inputs) this.#inputs.append(this.#redacted(input));
    for (const decision of decisions ?? []) this.#decisions.insert(this.#redacted(decision));
    this.#mark(changes);
  }

  #mark(changes: readonly MarkedIntent[]): readonly Intent[] {
    if (changes.length === 0) return [];
    return this.#intents.mark(changes.map((one) => this.#withoutSecrets(one)));
  }

  #withoutSecrets({ tag, change }: MarkedIntent): MarkedIntent {
    const text = change.brokerText;
    return typeof text === 'string'
      ? { tag, change: { ...change, brokerText: this.#redact(text) } }
      : { tag, change };
  }

  #redacted<T extends { readonly body: string }>(entry: T): T {
    return { ...entry, body: this.#redact(entry.body) };
  }
}

/** One text a copy, among those of one event. */
function nameOf(copy: Pick<NewIntent, 'orderKey' | 'follower' | 'revision'>): string {
  return `${copy.follower} ${copy.revision} ${copy.orderKey}`;
}
