import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { sessionOf } from './generated-day.ts';

test('what an order ends with at the end of its day is decided for that day, not for the one that begins', () => {
  const session = sessionOf({ f1: {} }, {}, 'reported');
  const reading = readOrderRow({
    ...{
      orderid: '1',
      transactiontype: 'BUY',
      tradingsymbol: 'SBIN-EQ',
      symboltoken: '3045',
      exchange: 'NSE',
    },
    ...{ producttype: 'INTRADAY', ordertype: 'LIMIT', variety: 'NORMAL', price: 100, averageprice: 100 },
    ...{
      quantity: '20',
      filledshares: '8',
      orderstatus: 'open',
      exchorderupdatetime: '23-Nov-2026 23:59:59',
    },
  });
  if (!reading.ok) throw new Error(reading.problem);
  session.accept({ kind: 'row', row: reading.order, seenAtMs: null });
  const yesterday = session.book.day ?? 0;
  const made = session.accept({ kind: 'day', day: yesterday + 1, atMs: 0 });
  expect(made.map(({ decision: { reason, quantity }, day }) => [reason, quantity, day])).toEqual([
    ['ENTRY', 8, yesterday],
  ]);
});
