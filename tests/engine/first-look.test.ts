/** A follower whose book cannot be read at the start: what an old journal has forgotten may be in it already. */
import { expect, test } from 'vitest';
import { DeskBench } from './desk-bench.ts';

/** A bench whose first look does not come to anything. */
async function startBlind(): Promise<DeskBench> {
  const bench = await new DeskBench().open();
  bench.tellsBook = false;
  const listening = bench.desk.listen();
  await bench.pass(5_000);
  await listening;
  return bench;
}

test('entries wait until the first look has come to something', async () => {
  const bench = await startBlind();
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(10_000);
  expect(bench.sent).toEqual([]);
  bench.tellsBook = true;
  await bench.pass(30_000);
  expect([bench.sent, bench.held]).toEqual([['buy 65'], 65]);
});

test('… and end with words where they have become too old by then', async () => {
  const bench = await startBlind();
  const entry = bench.copy('entry', 'buy', [65]);
  bench.desk.carryOut(entry);
  await bench.pass(90_000);
  bench.tellsBook = true;
  await bench.pass(60_000);
  expect([bench.sent, entry.orders.map(({ intent }) => [intent.state, intent.brokerCode])]).toEqual([
    [],
    [['refused', 'WITHDRAWN']],
  ]);
});

test('an exit does not wait for it', async () => {
  const bench = await startBlind();
  bench.held = 65;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(10_000);
  expect([bench.sent, bench.held]).toEqual([['sell 65'], 0]);
});
