/** Opens the SQLite file: checks that it is a journal, whole and not too new; sets how it is written; migrates it. */
import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { damagedFile, findDamage, START_TABLES } from './journal-damage.ts';
import { JournalError, toJournalError } from './journal-error.ts';
import { APPLICATION_ID, MIGRATIONS } from './journal-schema.ts';
import { openPrivateFile, PRIVATE_FILE } from './private-files.ts';
import { readInteger } from './row.ts';

/** A file that is larger is not read whole before it is used: what a start reads is checked, the rest behind it. */
const WHOLE_CHECK_MAX_BYTES = 4 * 1024 * 1024;
/** How long a write waits for another program (a backup, a look with a SQLite shell) to let go. */
const BUSY_TIMEOUT_MS = 1000;
/** Of pages that were written and are not in the database yet. Left to itself, a commit of any kind would move them … */
const LONG_LOG_PAGES = 1000;
/** … and does so only where nobody has, for this long. */
const LONGEST_LOG_PAGES = 8000;
/** A commit writes about so many pages, and a page more for so many rows. */
const COMMIT_PAGES = 5;
const ROWS_A_PAGE = 3;

export class JournalDatabase {
  readonly path: string;
  /** Whether every page of it was looked at when it was opened. */
  readonly isCheckedWhole: boolean;
  readonly #connection: Database.Database;
  readonly #begin: Statement;
  readonly #commit: Statement;
  /** Of the file that was opened. */
  readonly #inode: number;
  #open = true;
  /** Pages written since they were last moved into the database, roughly. */
  #logPages = 0;

  constructor(path: string, migrations: readonly string[] = MIGRATIONS) {
    this.path = path;
    makePrivate(path);
    const { size, ino } = statSync(path);
    this.isCheckedWhole = size <= WHOLE_CHECK_MAX_BYTES;
    this.#inode = ino;
    this.#connection = this.#naming(() => new Database(path));
    this.#begin = this.#connection.prepare('BEGIN IMMEDIATE');
    this.#commit = this.#connection.prepare('COMMIT');
    try {
      this.#naming(() => this.#prepareFile(migrations));
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  /** Runs one statement that changes something. */
  run(sql: Statement, ...values: readonly Value[]): number {
    // Handed over as one list: spread, the driver would copy them, which takes a quarter of a statement.
    this.#logPages += 1 / ROWS_A_PAGE;
    return this.#asking(() => Number(sql.run(values).lastInsertRowid));
  }

  /** The first row, or undefined. */
  get(sql: Statement, ...values: readonly Value[]): unknown {
    return this.#asking(() => sql.get(values));
  }

  all(sql: Statement, ...values: readonly Value[]): readonly unknown[] {
    return this.#asking(() => sql.all(values));
  }

  prepare(sql: string): Statement {
    return this.#asking(() => this.#connection.prepare<(readonly Value[])[]>(sql));
  }

  /** All that `work` writes becomes durable together when this returns, or nothing does and it throws. */
  inTransaction<T>(work: () => T): T {
    return this.#asking(() => {
      this.#assertInPlace();
      this.#begin.run();
      try {
        const result = work();
        this.#commit.run();
        this.#logPages += COMMIT_PAGES;
        return result;
      } catch (error) {
        // A full disk makes SQLite roll back by itself; a second rollback would hide the error.
        if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /**
   * Moves what was written into the database once there is much of it: milliseconds, and a flush to the disk for the
   * commit that comes next. To be called before one that nothing waits for.
   */
  tidyUp(): void {
    if (this.#logPages < LONG_LOG_PAGES) return;
    this.#logPages = 0;
    try {
      this.#connection.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // What was written is durable where it is, and is moved later; a disk that takes nothing any more the next commit
      // tells of. A checkpoint of SQLite's own says nothing either.
      this.#logPages = LONG_LOG_PAGES / 2;
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    try {
      // The driver keeps the file open as long as a statement lives, so SQLite would not tidy up by itself.
      this.#naming(() => this.#connection.pragma('wal_checkpoint(TRUNCATE)'));
    } finally {
      this.#connection.close();
    }
  }

  #prepareFile(migrations: readonly string[]): void {
    const db = this.#connection;
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const version = this.#readVersion();
    if (version > migrations.length) {
      throw new JournalError(
        'JOURNAL_NEWER',
        this.path,
        `it is a journal of version ${version}, and this copytrade knows up to version ${migrations.length}`,
      );
    }
    const damage = findDamage(db, this.isCheckedWhole || version === 0 ? null : START_TABLES);
    if (damage !== null) throw damagedFile(this.path, damage);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma(`wal_autocheckpoint = ${LONGEST_LOG_PAGES}`);
    db.pragma('foreign_keys = ON');
    this.#migrate(version, migrations);
  }

  #readVersion(): number {
    const read = (name: string) => readInteger(this.#connection.prepare(`PRAGMA ${name}`).get(), name);
    const applicationId = read('application_id');
    if (applicationId === APPLICATION_ID) return read('user_version');
    const tables = this.#connection.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
    if (applicationId === 0 && readInteger(tables, 'tables') === 0) return 0;
    throw new JournalError('JOURNAL_FOREIGN', this.path, 'this is a database of another program');
  }

  #migrate(from: number, migrations: readonly string[]): void {
    for (const [index, sql] of migrations.entries()) {
      if (index < from) continue;
      this.inTransaction(() => {
        this.#connection.exec(sql);
        this.#connection.exec(
          `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${index + 1}`,
        );
      });
    }
  }

  /** SQLite writes on into a file that has lost its name, and the next start would know nothing of it. */
  #assertInPlace(): void {
    if (statSync(this.path, { throwIfNoEntry: false })?.ino === this.#inode) return;
    throw new JournalError('JOURNAL_GONE', this.path, 'it was moved, deleted or replaced while it is in use');
  }

  #asking<T>(work: () => T): T {
    if (!this.#open) throw new JournalError('JOURNAL_CLOSED', this.path, 'it was closed');
    return this.#naming(work);
  }

  #naming<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toJournalError(error, this.path);
    }
  }
}

export type Value = string | number | null;
export type Statement = Database.Statement<(readonly Value[])[]>;

/** SQLite gives the files that it makes beside the database (-wal, -shm) the database's own mode. */
function makePrivate(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    // A file that may not be written is refused, not made writable: somebody wanted it so.
    closeSync(existsSync(path) ? openSync(path, 'r+') : openPrivateFile(path, 'wx'));
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      if (existsSync(file)) chmodSync(file, PRIVATE_FILE);
    }
  } catch (error) {
    throw toJournalError(error, path);
  }
}
