import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Journal, openJournal } from '../../src/journal/journal.ts';
import { JournalDatabase } from '../../src/journal/journal-database.ts';
import { MIGRATIONS } from '../../src/journal/journal-schema.ts';
import { compileChildren, startChild } from './child-program.ts';
import { makeIntent } from './children/make-intent.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

let children: ReturnType<typeof compileChildren>;
beforeAll(() => {
  children = compileChildren();
});
afterAll(() => children.remove());

describe('an engine that is killed', () => {
  test('leaves every event that was recorded, whole, and no part of another', async () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    let next = 0;
    for (let round = 0; round < 8; round += 1) {
      const child = startChild(children.folder, 'record-decisions', [path, String(next)]);
      await child.printed(1 + 7 * round);
      await child.kill();
      const acknowledged = child.lines().map(Number);
      const journal = openJournal(path);
      const events = [...journal.loadState().inputs].map(({ body }) => Number(body));
      // Recorded and not yet told of: at most the one that it was at.
      const last = acknowledged.at(-1) ?? -1;
      expect([last, last + 1]).toContain(events.at(-1));
      expect(events).toEqual(Array.from({ length: events.length }, (_, event) => event));
      for (const event of events) {
        const orderKey = `order${event}`;
        const tags = journal.intentsOfCopy(orderKey, 'follower1', 1).map(({ tag }) => tag);
        expect(tags).toEqual([`ct${event}x0`, `ct${event}x1`, `ct${event}x2`]);
        expect(journal.decisionsOf(orderKey)).toHaveLength(1);
      }
      expect(journal.unsettledIntents()).toHaveLength(3 * events.length);
      journal.close();
      next = events.length;
    }
  });

  test('leaves nothing of a transaction that was not committed', async () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const child = startChild(children.folder, 'hang-in-transaction', [path]);
    await child.printed(1);
    await child.kill();
    const journal = openJournal(path);
    expect([...journal.loadState().inputs].map(({ body }) => body)).toEqual(['committed']);
  });

  test('frees the journal; one that runs keeps it and is named', async () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const child = startChild(children.folder, 'hold-journal', [path]);
    await child.printed(1);
    const open = () => openJournal(path);
    expect(open).toThrow(expect.objectContaining({ code: 'JOURNAL_IN_USE', pid: child.pid }));
    expect(open).toThrow(`process id ${child.pid}`);
    await child.kill();
    openJournal(path).appendInput('row', '{}', 1);
    expect(readFileSync(`${path}-owner`, 'utf8')).toBe(`${process.pid}\n`);
  });

  test('whose name nobody wrote down is still known to run', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    openJournal(path);
    writeFileSync(`${path}-owner`, '');
    expect(() => openJournal(path)).toThrow(expect.objectContaining({ code: 'JOURNAL_IN_USE', pid: null }));
  });
});

describe('a disk that takes no more', () => {
  test('when it is full: JOURNAL_FULL, nothing of the event is recorded, and the rest can be read', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    // SQLite itself reports a database that may not grow as it reports a full disk.
    const db = new JournalDatabase(path, [...MIGRATIONS, 'PRAGMA max_page_count = 40']);
    const journal = new Journal(db, { release: () => undefined }, (text) => text);
    journal.recordDecision({ decisions: [], intents: [makeIntent()] });
    const record = () =>
      journal.recordDecision({
        input: { kind: 'row', body: 'x'.repeat(400_000), atMs: 1 },
        decisions: [],
        intents: [makeIntent({ tag: 'ct0000000000002', slice: 1 })],
      });
    expect(record).toThrow(expect.objectContaining({ name: 'JournalError', code: 'JOURNAL_FULL', path }));
    expect(journal.liveIntents().map(({ tag }) => tag)).toEqual([makeIntent().tag]);
    expect([...journal.loadState().inputs]).toEqual([]);
    journal.markIntent(makeIntent().tag, { state: 'sending', atMs: 2 });
    expect(journal.intent(makeIntent().tag)?.state).toBe('sending');
    journal.close();
  });

  test('when the operating system refuses a write: JOURNAL_IO, and what was recorded is there', async () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const child = startChild(children.folder, 'fill-journal', [path], "trap '' XFSZ; ulimit -f 2000;");
    expect(await child.ended).toBe(0);
    expect(child.lines()).toEqual(['JOURNAL_IO', 'true']);
  });
});
