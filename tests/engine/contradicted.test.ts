/** Positions that lack what the account's own orders have brought are not believed at once. */
import { expect, test } from 'vitest';
import type { OrderReading } from '../../src/brokers/port.ts';
import { DeskBench } from './desk-bench.ts';

const OPTION = 'NIFTY01DEC2625300CE';
const WAITS = `EXIT_NOT_OUT: the exit of 65 ${OPTION} waits: the account's positions show 0 of it, its orders of today 65; it goes again in 2 s`;

async function entered(): Promise<DeskBench> {
  const bench = await new DeskBench().open();
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(5_000);
  expect([bench.held, bench.told]).toEqual([65, []]);
  return bench;
}

test('an exit waits for positions that are late, and leaves once they show what it reduces', async () => {
  const bench = await entered();
  bench.showsHeld = () => 0;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(40_000);
  expect([bench.sent, bench.told]).toEqual([['buy 65'], [WAITS]]);
  bench.showsHeld = (held) => held;
  await bench.pass(40_000);
  expect([bench.sent, bench.held]).toEqual([['buy 65', 'sell 65'], 0]);
});

test('what positions do show leaves at once, the rest once they show it', async () => {
  const bench = await entered();
  bench.showsHeld = (held) => held - 40;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(10_000);
  expect(bench.sent).toEqual(['buy 65', 'sell 25']);
  bench.showsHeld = (held) => held;
  await bench.pass(60_000);
  expect([bench.sent, bench.held]).toEqual([['buy 65', 'sell 25', 'sell 40'], 0]);
});

test('what somebody sold by hand is in the book: the exit is cut at once', async () => {
  const bench = await entered();
  bench.held = 40;
  bench.shows = (readings) => [...readings, soldByHand(readings[0], 25)];
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(10_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([
    ['buy 65', 'sell 40'],
    0,
    [`the exit of ${OPTION} is 40 units, 25 fewer than decided: the account holds 40`],
  ]);
});

test('positions that go on saying so are believed after five minutes', async () => {
  const bench = await entered();
  bench.showsHeld = () => 0;
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(270_000);
  expect(bench.ended.map(({ filled }) => filled)).toEqual([65]);
  await bench.pass(120_000);
  expect([bench.sent, bench.ended.map(({ filled }) => filled)]).toEqual([['buy 65'], [65, 0]]);
  expect(bench.told.at(0)).toBe(WAITS);
  expect(bench.told.at(-1)).toBe(
    `the exit of ${OPTION} is 0 units, 65 fewer than decided: the account holds 0`,
  );
});

function soldByHand(like: OrderReading | undefined, quantity: number): OrderReading {
  if (!like?.ok) throw new Error('the book has no order');
  const order = {
    ...like.order,
    orderId: '99',
    tag: '',
    side: 'sell',
    quantity,
    filledQuantity: quantity,
  } as const;
  return { ok: true, order, raw: null };
}
