/** Positions that come empty: what was traded is listed even where it is flat, so an exit is not dropped for such a list. */
import { expect, test } from 'vitest';
import { DeskBench } from './desk-bench.ts';

const WAITS =
  'EXIT_NOT_OUT: the exit of 65 NIFTY01DEC2625300CE waits: its account lists no such position, not even a flat one; it goes again in 2 s';

async function startUnlisted(): Promise<DeskBench> {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.listsPosition = false;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(30_000);
  return bench;
}

test('an exit waits while the account lists no such position at all, is told once, and goes then', async () => {
  const bench = await startUnlisted();
  expect(bench.sent).toEqual([]);
  bench.listsPosition = true;
  await bench.pass(10_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([['sell 65'], 0, [WAITS]]);
});

test('after a minute it is believed, and told', async () => {
  const bench = await startUnlisted();
  await bench.pass(60_000);
  bench.listsPosition = true;
  await bench.pass(60_000);
  expect([bench.sent, bench.told]).toEqual([
    [],
    [WAITS, 'the exit of NIFTY01DEC2625300CE is 0 units, 65 fewer than decided: the account holds 0'],
  ]);
});

test('a position that is listed as flat is believed at once', async () => {
  const bench = await new DeskBench().open();
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(10_000);
  expect([bench.sent, bench.told]).toEqual([
    [],
    ['the exit of NIFTY01DEC2625300CE is 0 units, 65 fewer than decided: the account holds 0'],
  ]);
});
