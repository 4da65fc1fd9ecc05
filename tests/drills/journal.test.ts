/** The journal as disks and people leave it: what it cannot vouch for is not traded on. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { JournalDatabase } from '../../src/journal/journal-database.ts';
import { JournalError } from '../../src/journal/journal-error.ts';
import { codeOf, configText, type Rig, startRig } from '../engine/rig.ts';
import { makeIntent } from '../journal/children/make-intent.ts';
import { makeTemporaryFolder } from '../journal/temporary-folder.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;

function startMirror(): Promise<Rig> {
  const top = 'defaults: { execution: { max_age: 10m } }';
  return startRig({ followers: 1, config: configText({ followers: { follower1: '' }, top }), speed: 10 });
}

function journalOf(rig: Rig): string {
  return join(rig.logs, 'journal.db');
}

function dropJournal(rig: Rig): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${journalOf(rig)}${suffix}`, { force: true });
}

async function copied(rig: Rig, count: number): Promise<void> {
  await rig.until(`${count} copies`, () => complete(rig).length === count);
}

function complete(rig: Rig): string[] {
  const done = rig.copiesOf(1).filter(({ status }) => status === 'complete');
  return done.map(({ side, quantity, symbol }) => `${side} ${quantity} ${symbol}`);
}

function escalations(rig: Rig): string[] {
  return rig.ofType('escalation').map(({ text }) => text);
}

test.each([
  ['SQLITE_FULL', 'JOURNAL_FULL'],
  ['SQLITE_READONLY', 'JOURNAL_READ_ONLY'],
  ['SQLITE_IOERR_WRITE', 'JOURNAL_IO'],
])(
  'a disk that says %s at the journal: sending stops first, and the engine ends as %s',
  async (code, named) => {
    const rig = await startMirror();
    const { engine } = rig;
    rig.master.placeByHand(BUY);
    await copied(rig, 1);
    await rig.until('its end is recorded', () => rig.outcomesOf('follower1')[0]?.state === 'complete');
    const said = Object.assign(new Error('the disk takes nothing'), { code });
    const failing = vi.spyOn(JournalDatabase.prototype, 'inTransaction').mockImplementation(() => {
      throw new JournalError(named as JournalError['code'], journalOf(rig), code, { cause: said });
    });
    onTestFinished(() => failing.mockRestore());
    rig.master.placeByHand(SELL);
    await engine.ended;
    expect(engine.fatal).toMatchObject({ code: named });
    expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
    failing.mockRestore();
    await rig.stop();
    await rig.start();
    await copied(rig, 2);
    expect(rig.holdingsOf(1)).toEqual({});
  },
);

test('a journal that is deleted under the running engine ends it before another order leaves', async () => {
  const rig = await startMirror();
  const { engine } = rig;
  rig.master.placeByHand(BUY);
  await copied(rig, 1);
  await rig.until('its end is recorded', () => rig.outcomesOf('follower1')[0]?.state === 'complete');
  dropJournal(rig);
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await engine.ended;
  expect(engine.fatal).toMatchObject({ code: 'JOURNAL_GONE' });
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
});

test('a journal that was deleted between two runs: nothing new is entered until the user resumes', async () => {
  const rig = await startMirror();
  rig.master.placeByHand(BUY);
  await copied(rig, 1);
  await rig.stop();
  dropJournal(rig);
  await rig.start();
  await rig.until('it is noticed', () => escalations(rig).length > 0);
  expect(escalations(rig)).toEqual([expect.stringContaining('that this journal does not know')]);
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.until('it is decided', () => rig.verdicts().at(-1) === 'follower1 skip PAUSED 0');
  rig.engine.steer('resume', 'follower1');
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  await copied(rig, 2);
  expect(complete(rig)).toEqual(['BUY 10 RELIANCE-EQ', 'BUY 10 SBIN-EQ']);
});

test('an old copy of the journal: what it forgot is found in the book, not sent again; exits still go out', async () => {
  const rig = await startMirror();
  rig.master.placeByHand(BUY);
  await copied(rig, 1);
  await rig.stop();
  const kept = join(rig.folder, 'kept.db');
  copyFileSync(journalOf(rig), kept);
  await rig.start();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  rig.master.placeByHand(SELL);
  await copied(rig, 3);
  await rig.stop();
  dropJournal(rig);
  copyFileSync(kept, journalOf(rig));
  await rig.start();
  await rig.until('what it forgot is known again', () =>
    rig.engine.status().followers.every(({ orders }) => orders.onTheirWay + orders.unknown === 0),
  );
  expect(escalations(rig)).toEqual([expect.stringContaining('an old copy was put back')]);
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  rig.master.placeByHand({ ...SELL, symbol: 'ITC-EQ' });
  await copied(rig, 4);
  await rig.polled();
  expect(complete(rig)).toEqual([
    'BUY 10 RELIANCE-EQ',
    expect.stringMatching(/^(?:BUY 10 ITC|SELL 10 RELIANCE)-EQ$/),
    expect.stringMatching(/^(?:BUY 10 ITC|SELL 10 RELIANCE)-EQ$/),
    'SELL 10 ITC-EQ',
  ]);
  expect(rig.holdingsOf(1)).toEqual({});
});

test('an order of ours that another engine placed on the account holds its entries back', async () => {
  const rig = await startMirror();
  rig.master.placeByHand(BUY);
  await copied(rig, 1);
  rig.follower(1).placeByHand({ ...BUY, symbol: 'ITC-EQ', tag: 'ct0000000000007' });
  await rig.until('it is noticed', () => escalations(rig).length === 1);
  expect(escalations(rig)).toEqual([expect.stringContaining('another engine works on this account')]);
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  await rig.until('it is decided', () => rig.verdicts().at(-1) === 'follower1 skip PAUSED 0');
  rig.master.placeByHand(SELL);
  await rig.until('the way out stays open', () => complete(rig).includes('SELL 10 RELIANCE-EQ'));
});

/** Two commits of one decision each, as a kill leaves them: only in the write-ahead log. */
function makeLoggedJournal(): { readonly main: Buffer; readonly log: Buffer } {
  const path = join(makeTemporaryFolder(), 'journal.db');
  const journal = openJournal(path);
  for (const number of [1, 2]) {
    const copy = { orderKey: `order${number}`, follower: 'follower1', revision: 1 };
    const tag = `ct000000000000${number}`;
    journal.recordDecision({
      decisions: [{ ...copy, body: '{}', atMs: 1 }],
      intents: [makeIntent({ ...copy, tag })],
    });
  }
  const files = { main: readFileSync(path), log: readFileSync(`${path}-wal`) };
  journal.close();
  return files;
}

test('a journal torn at every byte of its tail opens with whole decisions, the last ones missing', () => {
  const { main, log } = makeLoggedJournal();
  const folder = makeTemporaryFolder();
  const known = tailCuts(log.length).map((cut) => {
    // A name of its own: SQLite remembers, for the process, what stood in a file's log.
    const path = join(folder, `journal-${cut}.db`);
    writeFileSync(path, main);
    writeFileSync(`${path}-wal`, log.subarray(0, cut));
    const journal = openJournal(path);
    const tags = journal.liveIntents().map(({ tag }) => tag);
    journal.close();
    return tags.join(' ');
  });
  const [first, second] = ['ct0000000000001', 'ct0000000000002'];
  // From whole to torn deep: both, the first, none; never a part of one, and never an error.
  expect([...new Set(known)]).toEqual([`${first} ${second}`, first, '']);
  expect(known.toSorted((a, b) => b.length - a.length)).toEqual(known);
});

const FRAME_HEAD = 24;
const FRAME = FRAME_HEAD + 4096;
const TAIL = 5 * FRAME;

/** Every byte of each frame's head and the first of its page, then every 256th: a page counts whole or not at all. */
function tailCuts(length: number): number[] {
  const cuts: number[] = [];
  for (let torn = 0; torn < TAIL; torn += 1) {
    const left = (FRAME - (torn % FRAME)) % FRAME;
    if (left <= FRAME_HEAD + 2 || torn % 256 === 0 || torn % FRAME < 2) cuts.push(length - torn);
  }
  return cuts;
}
