/** What is known after a restart of copies that had not ended before it. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { toIntent } from '../../src/engine/copier.ts';
import { takeOverCopy } from '../../src/engine/copies/taken-over.ts';
import type { NewIntent } from '../../src/journal/intent.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { makeIntent } from '../journal/children/make-intent.ts';
import { makeTemporaryFolder } from '../journal/temporary-folder.ts';
import { DeskBench, MORNING, TODAY } from './desk-bench.ts';

const clockAt = (nowMs: number) => ({ now: () => nowMs, monotonic: () => 0, sleep: () => Promise.resolve() });

/** For how long an entry planned at `MORNING` may still go where the next process begins `sinceMs` later. */
function freshFor(sinceMs: number): number {
  const journal = { filledAfter: () => [], rankOfCopy: () => 1, intentsOfCopy: () => [] };
  const intent = toIntent(makeIntent({ day: TODAY, plannedAtMs: MORNING }));
  return takeOverCopy([intent], 60_000, { clock: clockAt(MORNING + sinceMs), journal }).freshUntil;
}

test('an entry of before a restart may go again for the rest of its age, and not where the clock was set back', () => {
  expect([freshFor(10_000), freshFor(70_000), freshFor(-3_600_000)]).toEqual([
    50_000,
    -10_000,
    Number.NEGATIVE_INFINITY,
  ]);
});

test('an exit of before a restart knows what came in and went out since it was decided', () => {
  const journal = openJournal(join(makeTemporaryFolder(), 'journal.db'));
  onTestFinished(() => journal.close());
  const decide = (orderKey: string, change: Partial<NewIntent>, filled: number | null) => {
    const tag = `ct${orderKey.padStart(13, '0')}`;
    journal.recordDecision({ decisions: [], intents: [makeIntent({ ...change, tag, orderKey })] });
    const atMs = MORNING;
    if (filled === null) return;
    journal.markIntent(tag, { state: 'sending', atMs });
    journal.markIntent(tag, { state: 'open', filledQuantity: filled, atMs });
    if (filled % 75 === 0) journal.markIntent(tag, { state: 'complete', atMs });
  };
  decide('1', {}, 75);
  decide('2', { side: 'sell', effect: 'exit' }, null);
  decide('3', { side: 'sell', quantity: 150 }, 150);
  decide('4', { side: 'buy' }, 75);
  decide('5', { side: 'buy' }, 40);
  decide('6', { side: 'sell', product: 'intraday' }, 75);
  decide('7', { side: 'sell', follower: 'follower2' }, 75);
  const exit = takeOverCopy(journal.intentsOfCopy('2', 'follower1', 1), 0, {
    clock: clockAt(MORNING),
    journal,
  });
  // What has not ended is counted by the ledger as it was decided.
  expect(exit.filledSince).toBe(75 - 150);
});

test('how often an exit was turned down counts on through a restart', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.rejects = () => true;
  const exit = bench.copy('exit', 'sell', [65]);
  const before = Array.from({ length: 5 }, () => bench.copy('exit', 'sell', [65]).orders).flat();
  for (const order of before) order.intent = { ...order.intent, orderKey: exit.orderKey, state: 'rejected' };
  exit.orders.unshift(...before);
  bench.desk.takeOver([exit]);
  await bench.pass(120_000);
  expect(bench.sent).toEqual(['sell 65']);
  expect(bench.told.join()).toContain('it was tried 6 times and does not go again');
});
