/** The decisions, as text in the caller's own form: what `explain --order` and the report look up. */
import type { JournalDatabase } from './journal-database.ts';
import { readInteger, readText } from './row.ts';

export interface JournaledDecision {
  /** The master order's name for good. */
  readonly orderKey: string;
  readonly follower: string;
  /** Counts the copies of that order for that follower from 1; 0 for a skip. */
  readonly revision: number;
  /** JSON text. */
  readonly body: string;
  readonly atMs: number;
}

export class DecisionTable {
  readonly #db: JournalDatabase;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(db: JournalDatabase) {
    this.#db = db;
    this.#statements = prepareStatements(db);
  }

  /** @returns its id */
  insert(decision: JournaledDecision): number {
    const { orderKey, follower, revision, body, atMs } = decision;
    return this.#db.run(this.#statements.insert, orderKey, follower, revision, body, atMs);
  }

  /** The id of the last decision that made this copy, or null. */
  findId(copy: {
    readonly orderKey: string;
    readonly follower: string;
    readonly revision: number;
  }): number | null {
    const row = this.#db.get(this.#statements.findId, copy.orderKey, copy.follower, copy.revision);
    return row === undefined ? null : readInteger(row, 'id');
  }

  ofOrder(orderKey: string): readonly JournaledDecision[] {
    return this.#db.all(this.#statements.ofOrder, orderKey).map(fromRow);
  }
}

function fromRow(row: unknown): JournaledDecision {
  return {
    orderKey: readText(row, 'order_key'),
    follower: readText(row, 'follower'),
    revision: readInteger(row, 'revision'),
    body: readText(row, 'body'),
    atMs: readInteger(row, 'at_ms'),
  };
}

function prepareStatements(db: JournalDatabase) {
  return {
    insert: db.prepare(
      'INSERT INTO decisions (order_key, follower, revision, body, at_ms) VALUES (?, ?, ?, ?, ?)',
    ),
    findId: db.prepare(
      'SELECT id FROM decisions WHERE order_key = ? AND follower = ? AND revision = ? ORDER BY id DESC LIMIT 1',
    ),
    ofOrder: db.prepare('SELECT * FROM decisions WHERE order_key = ? ORDER BY id'),
  };
}
