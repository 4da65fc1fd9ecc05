/** Exits of an account whose positions cannot be read: the book says what was traded by hand, and later it is looked. */
import { expect, test } from 'vitest';
import type { OrderReading } from '../../src/brokers/port.ts';
import { DeskBench } from './desk-bench.ts';

const OPTION = 'NIFTY01DEC2625300CE';

async function entered(): Promise<DeskBench> {
  const bench = await new DeskBench().open();
  bench.desk.carryOut(bench.copy('entry', 'buy', [130]));
  await bench.pass(5_000);
  bench.tellsPositions = false;
  return bench;
}

/** Somebody sells so many units of it at the broker's own app. */
function sellByHand(bench: DeskBench, quantity: number): void {
  bench.held -= quantity;
  bench.shows = (readings) => [...readings, ...readings.slice(0, 1).map((one) => soldByHand(one, quantity))];
}

function soldByHand(like: OrderReading, quantity: number): OrderReading {
  if (!like.ok) throw new Error('the book has no order');
  const sold = { orderId: '99', tag: '', side: 'sell', quantity, filledQuantity: quantity } as const;
  return { ok: true, order: { ...like.order, ...sold }, raw: null };
}

test('it leaves whole where nothing was traded by hand', async () => {
  const bench = await entered();
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(5_000);
  expect([bench.sent, bench.held]).toEqual([['buy 130', 'sell 130'], 0]);
  bench.tellsPositions = true;
  await bench.pass(60_000);
  expect(bench.told).toEqual([]);
});

test('what was sold by hand waits, and ends once the positions say that it is gone', async () => {
  const bench = await entered();
  sellByHand(bench, 65);
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(10_000);
  expect([bench.sent, bench.held, bench.told]).toEqual([
    ['buy 130', 'sell 65'],
    0,
    [
      `EXIT_NOT_OUT: the exit of 65 ${OPTION} waits: its account's positions cannot be read, and 65 of it were taken out by hand today; it goes again in 2 s`,
    ],
  ]);
  bench.tellsPositions = true;
  await bench.pass(60_000);
  expect([bench.sent, bench.held, bench.told.at(-1)]).toEqual([
    ['buy 130', 'sell 65'],
    0,
    `the exit of ${OPTION} is 0 units, 65 fewer than decided: the account holds 0`,
  ]);
});

test('it does not wait for ever: after five minutes the rest is given up, and told', async () => {
  const bench = await entered();
  sellByHand(bench, 65);
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(400_000);
  expect([bench.sent, bench.ended.map(({ filled }) => filled), bench.told.at(-1)]).toEqual([
    ['buy 130', 'sell 65'],
    [130, 65],
    `the exit of ${OPTION} is 0 units, 65 fewer than decided: its account's positions cannot be read, and 65 of it were taken out by hand today`,
  ]);
});

test('one that went through flat, for the book could not be read either, is told once it can be seen', async () => {
  const bench = await entered();
  bench.held -= 65;
  bench.tellsBook = false;
  bench.desk.carryOut(bench.copy('exit', 'sell', [130]));
  await bench.pass(10_000);
  expect([bench.sent, bench.held]).toEqual([['buy 130', 'sell 130'], -65]);
  bench.tellsBook = true;
  bench.tellsPositions = true;
  await bench.pass(60_000);
  expect(bench.told).toEqual([
    `the account holds -65 ${OPTION} (carryforward) after an exit that left while its positions could not be read: somebody has traded it by hand; nothing touches it, buy 65 makes it flat`,
  ]);
});
