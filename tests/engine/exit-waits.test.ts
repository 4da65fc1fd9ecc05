/** An exit that waits for its turn in the hour's order requests is told, with when it can leave. */
import { expect, test } from 'vitest';
import { DeskBench, MORNING } from './desk-bench.ts';

test('an exit for which the hour has no request left is told once, with when it can leave, and leaves then', async () => {
  // Of four an hour three are used, of which the last by exits only.
  const bench = await new DeskBench(MORNING, { perSecond: 9, perMinute: 500, perHour: 4 }).open();
  bench.held = 6;
  bench.desk.carryOut(bench.copy('exit', 'sell', [1, 1, 1]));
  await bench.pass(1_000);
  bench.desk.carryOut(bench.copy('exit', 'sell', [2, 1]));
  await bench.pass(60_000);
  expect(bench.sent).toEqual(['sell 1', 'sell 1', 'sell 1']);
  expect(bench.told).toEqual([
    "EXIT_NOT_OUT: the exit sell 3 NIFTY01DEC2625300CE waits: the account's order requests of this time are used up, and it goes on at 11:00:01 at the earliest; by hand it can be closed now",
  ]);
  await bench.pass(3_600_000);
  expect(bench.sent.slice(3)).toEqual(['sell 2', 'sell 1']);
});

test('an exit that waits a second for its turn is not told', async () => {
  const bench = await new DeskBench().open();
  bench.held = 20;
  bench.desk.carryOut(bench.copy('exit', 'sell', new Array<number>(20).fill(1)));
  await bench.pass(20_000);
  expect([bench.sent.length, bench.told]).toEqual([20, []]);
});
