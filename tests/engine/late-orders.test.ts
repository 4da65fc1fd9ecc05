/** Orders that the book shows after they were taken for refused. */
import { expect, test } from 'vitest';
import { toIntent } from '../../src/engine/copier.ts';
import { lateFillOf } from '../../src/engine/copies/late-orders.ts';
import { orderOf, sessionOf } from '../core/generated-day.ts';
import { makeIntent } from '../journal/children/make-intent.ts';
import { DeskBench } from './desk-bench.ts';

const TURNED_DOWN = {
  kind: 'refused',
  error: { kind: 'refused', code: 'AB4008', message: 'not allowed' },
} as const;

/** Ten minutes in which an entry that the broker took is not in its book; `fills` says whether it has filled meanwhile. */
async function shownLate(fills: boolean): Promise<DeskBench> {
  const bench = await new DeskBench().open();
  bench.meet = (ticket) => bench.takeSilently(ticket);
  bench.fills = () => fills;
  bench.shows = () => [];
  // Something else that is looked after meanwhile: the book is read on.
  bench.desk.carryOut(bench.copy('entry', 'buy', [130], { product: 'intraday' }));
  const entry = { ...bench.copy('entry', 'buy', [65]), freshUntil: 10_000 };
  bench.desk.carryOut(entry);
  await bench.pass(60_000);
  expect(entry.orders.map(({ intent }) => intent.state)).toEqual(['refused']);
  bench.shows = (readings) => readings;
  bench.desk.carryOut(bench.copy('entry', 'buy', [195], { product: 'intraday' }));
  await bench.pass(30_000);
  return bench;
}

test('one that has filled counts from then on', async () => {
  const bench = await shownLate(true);
  expect([bench.lateUnits, bench.told.filter((text) => text.includes('order for 65'))]).toEqual([
    65,
    [
      'an order for 65 NIFTY01DEC2625300CE that was taken for refused is in the book: complete, 65 filled; that counts from now on',
    ],
  ]);
});

test('one that still lives is cancelled: nobody expects it any more', async () => {
  const bench = await shownLate(false);
  const order = bench.placed.find(({ ticket }) => ticket.quantity === 65);
  expect([order?.status, bench.told.filter((text) => text.includes('order for 65'))]).toEqual([
    'cancelled',
    [
      'an order for 65 NIFTY01DEC2625300CE that was taken for refused is in the book: open, 0 filled; it is cancelled',
    ],
  ]);
});

test('an exit that was refused and is in the book as rejected goes again once, not twice', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.rejects = () => bench.placed.length === 0;
  bench.meet = (ticket) => {
    if (bench.placed.length > 0) return null;
    bench.takeSilently(ticket);
    return TURNED_DOWN;
  };
  const exit = bench.copy('exit', 'sell', [65]);
  bench.desk.carryOut(exit);
  await bench.pass(60_000);
  expect([bench.held, exit.orders.map(({ intent }) => intent.state)]).toEqual([0, ['rejected', 'complete']]);
});

test('what came in late counts where the master holds that side, and what went out late where copies hold the other', () => {
  const session = sessionOf({ follower1: { quantity: 'mirror' } });
  const [row] = orderOf(1);
  if (!row) throw new Error('there is no order');
  session.accept({ kind: 'row', row, seenAtMs: null });
  const { exchange, symbolToken, tradingSymbol } = row;
  const name = { exchange, symbolToken, tradingSymbol };
  const inputOf = (effect: 'entry' | 'exit', side: 'buy' | 'sell') =>
    lateFillOf(session.book, toIntent(makeIntent({ ...name, effect, side })), 75);
  const input = {
    kind: 'ledger',
    follower: 'follower1',
    ...name,
    product: 'carryforward',
    units: 75,
    price: null,
  };
  expect([
    inputOf('entry', 'buy'),
    inputOf('entry', 'sell'),
    inputOf('exit', 'sell'),
    inputOf('exit', 'buy'),
  ]).toEqual([{ ...input, change: 'adopt' }, null, { ...input, change: 'forget' }, null]);
});
