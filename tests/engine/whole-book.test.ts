/** A book that does not show all: what it lacks proves nothing. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { OrderReading } from '../../src/brokers/port.ts';
import { DeskBench } from './desk-bench.ts';

/** Rows of a book whose filled quantity says NA, as the adapter reads them. */
function withoutFilled(readings: readonly OrderReading[]): readonly OrderReading[] {
  return readings.map((reading) =>
    reading.ok
      ? readOrderRow({
          orderid: reading.order.orderId,
          ordertag: reading.order.tag,
          transactiontype: 'BUY',
          quantity: '65',
          ordertype: 'LIMIT',
          exchange: 'NFO',
          producttype: 'CARRYFORWARD',
          symboltoken: '43001',
          filledshares: 'NA',
        })
      : reading,
  );
}

test('an entry whose row cannot be read is not sent again: it is in the book', async () => {
  const bench = await new DeskBench().open();
  bench.meet = (ticket) => (bench.placed.length === 0 ? bench.takeSilently(ticket) : null);
  bench.shows = withoutFilled;
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(58_000);
  expect(bench.sent).toEqual(['buy 65']);
  await bench.pass(100_000);
  expect([bench.sent, bench.told]).toEqual([
    ['buy 65'],
    [
      expect.stringMatching(
        /^the book's row of buy 65 NIFTY01DEC2625300CE \(tag ct\d+\) cannot be read: filledshares is "NA", which is no decimal number$/,
      ),
      expect.stringMatching(/^what became of buy 65 NIFTY01DEC2625300CE \(tag ct\d+\) is not known$/),
    ],
  ]);
});

test('a row that does not tell whose it is leaves in doubt what was in doubt', async () => {
  const bench = await new DeskBench().open();
  bench.meet = (ticket) => (bench.placed.length === 0 ? bench.takeSilently(ticket) : null);
  bench.shows = () => [readOrderRow(null)];
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(59_000);
  bench.shows = (readings) => readings;
  await bench.pass(60_000);
  expect([bench.sent, bench.ended.map(({ filled }) => filled)]).toEqual([['buy 65'], [65]]);
});

test('a book that lacks an order which it had shown today is not whole: nothing is sent again for it', async () => {
  const bench = await new DeskBench().open();
  bench.desk.carryOut(bench.copy('entry', 'buy', [65]));
  await bench.pass(5_000);
  bench.meet = (ticket) => (bench.placed.length === 1 ? bench.takeSilently(ticket) : null);
  bench.shows = () => [];
  bench.desk.carryOut(bench.copy('entry', 'buy', [130]));
  await bench.pass(59_000);
  bench.shows = (readings) => readings;
  await bench.pass(60_000);
  expect([bench.sent, bench.ended.map(({ filled }) => filled)]).toEqual([
    ['buy 65', 'buy 130'],
    [65, 130],
  ]);
});

test('an exit that was accepted and that no book shows is told', async () => {
  const bench = await new DeskBench().open();
  bench.held = 65;
  bench.fills = () => false;
  bench.shows = () => [];
  bench.desk.carryOut(bench.copy('exit', 'sell', [65]));
  await bench.pass(200_000);
  expect([bench.sent, bench.told]).toEqual([
    ['sell 65'],
    [
      expect.stringMatching(
        /^EXIT_NOT_OUT: the broker took sell 65 NIFTY01DEC2625300CE \(order 0, tag ct\d+\), and its book has not shown it since: look at the position$/,
      ),
    ],
  ]);
});
