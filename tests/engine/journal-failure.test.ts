/** What cannot be journaled is not sent, and ends the engine. */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Journal, openJournal } from '../../src/journal/journal.ts';
import { JournalError } from '../../src/journal/journal-error.ts';
import { createWorld, Program, startRun } from './program.ts';
import { codeOf, configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const FOLLOWERS = { follower1: '', follower2: '' };

type Method = 'recordDecision' | 'appendNews' | 'adjustQuantity' | 'saveSnapshot';

/** From now on the disk takes nothing of this kind. */
function breakJournal(method: Method): void {
  const full = new JournalError('JOURNAL_FULL', 'journal.db', 'database or disk is full');
  const spy = vi.spyOn(Journal.prototype, method).mockImplementation(() => {
    throw full;
  });
  onTestFinished(() => spy.mockRestore());
}

function orderRequests(rig: Rig): number {
  return rig.simulator.requests.filter(({ endpoint }) => endpoint === 'placeOrder').length;
}

test('a decision that cannot be recorded is not sent, nor is anything after it', async () => {
  const rig = await startRig({ config: configText({ followers: FOLLOWERS }), speed: 10 });
  const { engine } = rig;
  breakJournal('recordDecision');
  rig.master.placeByHand(BUY);
  await engine.ended;
  expect(engine.fatal).toMatchObject({ code: 'JOURNAL_FULL' });
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.pass(5000);
  expect(orderRequests(rig)).toBe(0);
  expect(rig.ofType('stopped')).toHaveLength(1);
});

test('an outcome that cannot be recorded ends the engine; what waits for its turn does not leave', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 10,
  });
  const { engine } = rig;
  for (let count = 0; count < 20; count += 1)
    rig.master.placeByHand({ ...BUY, script: [{ do: 'complete' }] });
  await rig.until('the first have left', () => orderRequests(rig) >= 6);
  breakJournal('appendNews');
  await engine.ended;
  // What had left by then arrives.
  await rig.pass(2000);
  const sent = orderRequests(rig);
  await rig.pass(5000);
  expect(engine.fatal).toMatchObject({ code: 'JOURNAL_FULL' });
  expect([orderRequests(rig), sent < 20]).toEqual([sent, true]);
});

test('an exit whose sending cannot be recorded does not leave: it would leave again after a restart', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 10,
  });
  const { engine } = rig;
  rig.master.placeByHand(BUY);
  await rig.until('the follower is in', () => rig.copiesOf(1)[0]?.status === 'complete');
  await rig.until('its end is recorded', () => rig.outcomesOf('follower1')[0]?.state === 'complete');
  await rig.pass(1000);
  rig.trouble({ kind: 'delay', account: codeOf(1), endpoint: 'getPosition', delayMs: 1000 });
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until('the exit looks at what is held', () => rig.requestsOf(codeOf(1), 'getPosition') === 1);
  breakJournal('appendNews');
  await engine.ended;
  expect(orderRequests(rig)).toBe(1);
  vi.restoreAllMocks();
  await rig.stop();
  await rig.start();
  await rig.until('the exit leaves after a restart', () => Object.keys(rig.holdingsOf(1)).length === 0);
  await rig.polled();
  expect(rig.copiesOf(1)).toHaveLength(2);
});

test('an exit whose cut cannot be recorded ends the engine, and does not leave', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 10,
  });
  const { engine } = rig;
  rig.master.placeByHand(BUY);
  await rig.until('its end is recorded', () => rig.outcomesOf('follower1')[0]?.state === 'complete');
  rig.follower(1).placeByHand({ ...BUY, side: 'SELL', quantity: 4 });
  breakJournal('adjustQuantity');
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await engine.ended;
  expect(engine.fatal).toMatchObject({ code: 'JOURNAL_FULL' });
  expect(orderRequests(rig)).toBe(1);
});

test('a disk that is full ends the program with an error in words; when there is room again, each copy is placed once', async () => {
  const rig = await createWorld({ config: configText({ followers: FOLLOWERS }) });
  // Files may grow to this and no further: what a full disk does, without one.
  const limited = new Program(rig, ['run', '--live', '--json'], { maxFileBytes: 150_000 });
  await limited.told('started');
  const placed: number[] = [];
  while (limited.child.exitCode === null && placed.length < 100) {
    placed.push(placed.length + 1);
    rig.master.placeByHand({ ...BUY, quantity: placed.length });
    // Within the rate: nothing waits for its turn.
    await new Promise((resolve) => setTimeout(resolve, 90));
    await new Promise((resolve) => setTimeout(resolve, 90));
  }
  expect(await limited.ended()).toBe(1);
  expect(limited.stderr).toMatch(/journal\.db: .*\(SQLITE_/);
  const roomy = await startRun(rig);
  const boughtBy = (follower: number) =>
    rig
      .copiesOf(follower)
      .map(({ quantity }) => quantity)
      .sort((a, b) => a - b);
  await rig.until(
    'everybody has everything',
    () => [1, 2].every((follower) => boughtBy(follower).length >= placed.length),
    60_000,
  );
  await rig.polled();
  expect([boughtBy(1), boughtBy(2)]).toEqual([placed, placed]);
  expect(await roomy.kill('SIGINT')).toBe(0);
}, 90_000);

/** SQLite's file format: where the second of these bytes is above 2, the file can be read and not written. */
const WRITE_VERSION_OFFSET = 18;

test('a journal that can only be read: the program ends with 1 before anybody trades', async () => {
  const rig = await createWorld({ followers: 1, config: configText({ followers: { follower1: '' } }) });
  mkdirSync(rig.logs, { mode: 0o700 });
  const path = join(rig.logs, 'journal.db');
  openJournal(path).close();
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.of(3), 0, 1, WRITE_VERSION_OFFSET);
  closeSync(file);
  const program = new Program(rig, ['run', '--live', '--json']);
  expect(await program.ended()).toBe(1);
  expect(program.stderr).toContain('JOURNAL_READ_ONLY');
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(0);
});
