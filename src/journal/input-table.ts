/** The inputs of the session, and the snapshots that stand in for old ones: what a restart is rebuilt from. */
import type { JournalDatabase } from './journal-database.ts';
import { readInteger, readText } from './row.ts';

/** Rows read at once, so that a long rebuild holds neither memory nor a lock. */
const PAGE_ROWS = 1000;
const KEPT_SNAPSHOTS = 2;

export interface NewInput {
  readonly kind: string;
  /** Text in the caller's own form. */
  readonly body: string;
  readonly atMs: number;
}

/** What stays as it is from one snapshot to the next. */
export interface SnapshotParts {
  /** Those that are new since the snapshot before. */
  readonly added: readonly string[];
  /** Whether the parts of the snapshot before are parts of this one. */
  readonly goesOn: boolean;
  /** Followers whose decisions and intents have another name from now on, by their old one; in the same write. */
  readonly moved?: ReadonlyMap<string, string>;
}

export const NO_PARTS: SnapshotParts = { added: [], goesOn: false };

export interface JournaledState {
  /** Null: there is none, and the inputs begin with the first. */
  readonly snapshot: string | null;
  /** In the order in which they were added. */
  readonly parts: readonly string[];
  /** In the order in which they were appended; those that the snapshot holds already are left out. */
  readonly inputs: Iterable<NewInput>;
}

export class InputTable {
  readonly #db: JournalDatabase;
  readonly #statements: ReturnType<typeof prepareStatements>;

  constructor(db: JournalDatabase) {
    this.#db = db;
    this.#statements = prepareStatements(db);
  }

  append(input: NewInput): void {
    this.#db.run(this.#statements.append, input.kind, input.body, input.atMs);
  }

  /** To be called in a transaction. */
  saveSnapshot(body: string, atMs: number, { added, goesOn }: SnapshotParts): void {
    const statements = this.#statements;
    const last = readInteger(this.#db.get(statements.lastSequence), 'last');
    const before = readInteger(this.#db.get(statements.lastPart), 'last');
    const latest = goesOn ? this.#db.get(statements.findSnapshot, 0) : undefined;
    const after = latest === undefined ? before : readInteger(latest, 'parts_after');
    for (const part of added) this.#db.run(statements.addPart, part);
    this.#db.run(statements.saveSnapshot, last, body, atMs, after, before + added.length);
    this.#db.run(statements.dropSnapshots);
    this.#db.run(statements.dropInputs);
    this.#db.run(statements.dropParts);
  }

  load(which: 'latest' | 'previous'): JournaledState {
    const row = this.#db.get(this.#statements.findSnapshot, which === 'latest' ? 0 : 1);
    if (row === undefined) return { snapshot: null, parts: [], inputs: this.#inputsAfter(0) };
    const [after, until] = [readInteger(row, 'parts_after'), readInteger(row, 'parts_until')];
    return {
      snapshot: readText(row, 'body'),
      parts: this.#db.all(this.#statements.readParts, after, until).map((part) => readText(part, 'body')),
      inputs: this.#inputsAfter(readInteger(row, 'after_sequence')),
    };
  }

  *#inputsAfter(start: number): Generator<NewInput> {
    for (let after = start; ; ) {
      const rows = this.#db.all(this.#statements.readPage, after);
      for (const row of rows) {
        after = readInteger(row, 'sequence');
        yield { kind: readText(row, 'kind'), body: readText(row, 'body'), atMs: readInteger(row, 'at_ms') };
      }
      if (rows.length < PAGE_ROWS) return;
    }
  }
}

function prepareStatements(db: JournalDatabase) {
  return {
    append: db.prepare('INSERT INTO inputs (kind, body, at_ms) VALUES (?, ?, ?)'),
    // The table's counter, not its largest row: the rows may all have been dropped.
    lastSequence: db.prepare(
      `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'inputs'), 0) AS last`,
    ),
    lastPart: db.prepare(
      `SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'snapshot_parts'), 0) AS last`,
    ),
    addPart: db.prepare('INSERT INTO snapshot_parts (body) VALUES (?)'),
    readParts: db.prepare('SELECT body FROM snapshot_parts WHERE id > ? AND id <= ? ORDER BY id'),
    dropParts: db.prepare('DELETE FROM snapshot_parts WHERE id <= (SELECT min(parts_after) FROM snapshots)'),
    saveSnapshot: db.prepare(
      `INSERT INTO snapshots (after_sequence, body, at_ms, parts_after, parts_until) VALUES (?, ?, ?, ?, ?)`,
    ),
    dropSnapshots: db.prepare(
      `DELETE FROM snapshots WHERE id NOT IN (SELECT id FROM snapshots ORDER BY id DESC LIMIT ${KEPT_SNAPSHOTS})`,
    ),
    // The older snapshot that is kept is of use only with the inputs that came after it.
    dropInputs: db.prepare(
      `DELETE FROM inputs WHERE (SELECT count(*) FROM snapshots) = ${KEPT_SNAPSHOTS}
         AND sequence <= (SELECT min(after_sequence) FROM snapshots)`,
    ),
    findSnapshot: db.prepare(
      `SELECT after_sequence, body, parts_after, parts_until FROM snapshots ORDER BY id DESC LIMIT 1 OFFSET ?`,
    ),
    readPage: db.prepare(
      `SELECT sequence, kind, body, at_ms FROM inputs WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE_ROWS}`,
    ),
  };
}
