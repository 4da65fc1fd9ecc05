import { chmodSync, copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { JournalDatabase } from '../../src/journal/journal-database.ts';
import { MIGRATIONS } from '../../src/journal/journal-schema.ts';
import { readInteger } from '../../src/journal/row.ts';
import { makeIntent } from './children/make-intent.ts';
import { asOrdinaryUser, makeTemporaryFolder, modesIn, withUmask } from './temporary-folder.ts';

const VERSION_1 = join(import.meta.dirname, '../fixtures/journal/version-1.db');

function refused(code: string) {
  return expect.objectContaining({ name: 'JournalError', code, next: expect.stringMatching(/\.$/) });
}

/** A journal that was written and closed. */
function makeClosedJournal(inputs = 500): string {
  const path = join(makeTemporaryFolder(), 'journal.db');
  const journal = openJournal(path);
  journal.appendInputs(
    Array.from({ length: inputs }, (_, atMs) => ({ kind: 'row', body: 'x'.repeat(500), atMs })),
  );
  journal.close();
  return path;
}

describe('the files of a journal', () => {
  test.each([0o000, 0o022, 0o077])('are for the owner only under umask %o', (mask) => {
    const folder = makeTemporaryFolder();
    withUmask(mask, () => {
      const journal = openJournal(join(folder, 'a', 'logs', 'journal.db'));
      journal.appendInput('row', '{}', 1);
    });
    expect(modesIn(folder)).toEqual({
      a: '700',
      'a/logs': '700',
      'a/logs/journal.db': '600',
      'a/logs/journal.db-lock': '600',
      'a/logs/journal.db-owner': '600',
      'a/logs/journal.db-shm': '600',
      'a/logs/journal.db-wal': '600',
    });
  });

  test('are made private again where somebody opened them to others', () => {
    const folder = makeTemporaryFolder();
    const path = join(folder, 'journal.db');
    openJournal(path).close();
    for (const name of Object.keys(modesIn(folder))) chmodSync(join(folder, name), 0o666);
    openJournal(path).appendInput('row', '{}', 1);
    expect(new Set(Object.values(modesIn(folder)))).toEqual(new Set(['600']));
  });

  test('leave nothing in the write-ahead log when the journal is closed', () => {
    const path = makeClosedJournal();
    expect(readFileSync(`${path}-wal`)).toHaveLength(0);
  });

  test('can be read by another program meanwhile', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const journal = openJournal(path);
    journal.appendInput('row', '{}', 1);
    const reader = new Database(path);
    expect(readInteger(reader.prepare('SELECT count(*) AS inputs FROM inputs').get(), 'inputs')).toBe(1);
    journal.appendInput('row', '{}', 2);
    expect(readInteger(reader.prepare('SELECT count(*) AS inputs FROM inputs').get(), 'inputs')).toBe(2);
    reader.close();
  });
});

describe('a journal is refused', () => {
  test('when the file is no database', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const text = 'the shopping list\n'.repeat(400);
    writeFileSync(path, text);
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_FOREIGN'));
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('when it is a database of another program', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const other = new Database(path);
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_FOREIGN'));
  });

  test('when it is a folder', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    mkdirSync(path);
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_FOREIGN'));
  });

  test('when a newer copytrade wrote it', () => {
    const path = makeClosedJournal(1);
    new JournalDatabase(path, [...MIGRATIONS, 'CREATE TABLE news (text TEXT) STRICT']).close();
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_NEWER'));
  });

  test('when it is torn', () => {
    const path = makeClosedJournal();
    truncateSync(path, 100_000);
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_CORRUPT'));
  });

  test('when pages of it are overwritten', () => {
    const path = makeClosedJournal();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 5 * 4096, 12 * 4096);
    writeFileSync(path, bytes);
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_CORRUPT'));
  });

  test('when this user may not write the file', () => {
    const path = makeClosedJournal(1);
    chmodSync(path, 0o400);
    const open = () => asOrdinaryUser(join(path, '..'), () => openJournal(path));
    expect(open).toThrow(refused('JOURNAL_READ_ONLY'));
  });

  test('when this user may not write the folder', () => {
    const folder = makeTemporaryFolder();
    chmodSync(folder, 0o500);
    const open = () => asOrdinaryUser(folder, () => openJournal(join(folder, 'journal.db')));
    expect(open).toThrow(refused('JOURNAL_READ_ONLY'));
  });

  test('when its folder cannot be made', () => {
    const file = join(makeTemporaryFolder(), 'file');
    writeFileSync(file, '');
    const open = () => openJournal(join(file, 'logs', 'journal.db'));
    expect(open).toThrow(expect.objectContaining({ code: 'LOGS_UNWRITABLE', path: join(file, 'logs') }));
  });

  test('when this very process has it open; after closing, it can be opened again', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const first = openJournal(path);
    const inUse = expect.objectContaining({ code: 'JOURNAL_IN_USE', pid: process.pid });
    expect(() => openJournal(path)).toThrow(inUse);
    expect(() => openJournal(path)).toThrow(inUse);
    first.appendInput('row', '{}', 1);
    first.close();
    const second = openJournal(path);
    first.close();
    expect(() => openJournal(path)).toThrow(inUse);
    expect([...second.loadState().inputs]).toHaveLength(1);
    expect(() => first.appendInput('row', '{}', 1)).toThrow(refused('JOURNAL_CLOSED'));
  });

  test('and a refusal leaves no lock behind', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    writeFileSync(path, 'no database, but long enough to be looked at'.repeat(50));
    expect(() => openJournal(path)).toThrow(refused('JOURNAL_FOREIGN'));
    writeFileSync(path, '');
    openJournal(path).appendInput('row', '{}', 1);
  });
});

describe('a journal of an older version', () => {
  function copyOfVersion1(): string {
    const path = join(makeTemporaryFolder(), 'journal.db');
    copyFileSync(VERSION_1, path);
    return path;
  }

  test('is opened with all that is in it', () => {
    const journal = openJournal(copyOfVersion1());
    const { snapshot, inputs } = journal.loadState();
    expect({ snapshot, inputs: [...inputs] }).toEqual({
      snapshot: '{"after":1}',
      inputs: [{ kind: 'row', body: '{"n":2}', atMs: 1_795_319_100_002 }],
    });
    expect(journal.decisionsOf('261122000000001')).toEqual([
      {
        orderKey: '261122000000001',
        follower: 'follower1',
        revision: 1,
        body: '{"n":1}',
        atMs: 1_795_319_100_001,
      },
    ]);
    expect(journal.intent('ct0000000000001')).toEqual({
      ...makeIntent(),
      state: 'complete',
      orderId: '26112200',
      uniqueOrderId: 'u-1',
      filledQuantity: 75,
      averagePrice: '101.45',
      brokerCode: null,
      brokerText: 'filled',
      updatedAtMs: 1_795_319_100_003,
    });
  });

  test('goes through every migration that it has not seen, once', () => {
    const path = copyOfVersion1();
    const later = [...MIGRATIONS, 'CREATE TABLE a (x TEXT) STRICT', 'ALTER TABLE a ADD COLUMN y TEXT'];
    new JournalDatabase(path, later).close();
    const db = new JournalDatabase(path, later);
    const read = (sql: string, column: string) => readInteger(db.get(db.prepare(sql)), column);
    expect(read('PRAGMA user_version', 'user_version')).toBe(MIGRATIONS.length + 2);
    expect(read(`SELECT count(*) AS n FROM pragma_table_info('a')`, 'n')).toBe(2);
    expect(read('SELECT count(*) AS n FROM intents', 'n')).toBe(1);
    db.close();
  });

  test('stays as it was where a migration fails', () => {
    const path = copyOfVersion1();
    const broken = [...MIGRATIONS, 'CREATE TABLE a (x TEXT) STRICT; INSERT INTO nowhere VALUES (1)'];
    expect(() => new JournalDatabase(path, broken)).toThrow('nowhere');
    const journal = openJournal(path);
    expect(journal.intent('ct0000000000001')?.state).toBe('complete');
    journal.close();
    const db = new JournalDatabase(path);
    expect(db.get(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'a'`))).toBeUndefined();
    db.close();
  });
});
