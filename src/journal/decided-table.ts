/**
 * What was decided and is not taken apart yet. One row an event, whatever the number of followers, so that being
 * durable before sending costs one small write; its decisions and intents find their tables afterwards.
 */
import type { JournalDatabase } from './journal-database.ts';
import { type Decided, packEntry, unpackEntry } from './packed-entry.ts';
import { readInteger, readText } from './row.ts';
import { WaitingIntents } from './waiting-intents.ts';

export class DecidedTable {
  readonly #db: JournalDatabase;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /** Those of the rows. */
  readonly intents = new WaitingIntents();
  /** Rows of the table, in their order. */
  #waiting: { readonly id: number; readonly decided: Decided }[];

  constructor(db: JournalDatabase) {
    this.#db = db;
    this.#statements = prepareStatements(db);
    this.#waiting = db.all(this.#statements.readAll).map((row) => ({
      id: readInteger(row, 'id'),
      decided: unpackEntry(readText(row, 'body')),
    }));
    for (const { decided } of this.#waiting) this.intents.add(decided.intents);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** To be called in a transaction; `keep` the id once that has been committed. */
  insert(decided: Decided): number {
    return this.#db.run(this.#statements.insert, packEntry(decided));
  }

  keep(id: number, decided: Decided): void {
    this.#waiting.push({ id, decided });
    this.intents.add(decided.intents);
  }

  /** Hands over all that waits, each to `take`, and forgets it when the transaction around `take` is done. */
  takeApart(inTransaction: (work: () => void) => void, take: (decided: Decided) => void): void {
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    inTransaction(() => {
      for (const { decided } of waiting) take(decided);
      this.#db.run(this.#statements.remove, waiting.at(-1)?.id ?? 0);
    });
    this.#waiting = [];
    this.intents.clear();
  }
}

function prepareStatements(db: JournalDatabase) {
  return {
    insert: db.prepare('INSERT INTO decided (body) VALUES (?)'),
    readAll: db.prepare('SELECT id, body FROM decided ORDER BY id'),
    remove: db.prepare('DELETE FROM decided WHERE id <= ?'),
  };
}
