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

test("a contract that has an expired one's token is not taken for it", () => {
  const session = sessionOf({ f1: {} }, {}, 'reported');
  const accept = (transactiontype: string, tradingsymbol: string, time: string) => {
    const reading = readOrderRow({
      ...{
        orderid: time,
        transactiontype,
        tradingsymbol,
        symboltoken: '43001',
        exchange: 'NFO',
        lotsize: 75,
      },
      ...{ instrumenttype: 'OPTIDX', producttype: 'CARRYFORWARD', ordertype: 'LIMIT', price: 100 },
      ...{ quantity: 75, filledshares: 75, averageprice: 100, status: 'complete', updatetime: time },
    });
    if (!reading.ok) throw new Error(reading.problem);
    return session.accept({ kind: 'row', row: reading.order, seenAtMs: null });
  };
  accept('BUY', 'NIFTY24NOV2625000CE', '23-Nov-2026 10:00:00');
  const monday = session.book.day ?? 0;
  session.accept({ kind: 'day', day: monday + 2, atMs: 0 });
  // What it expired with is gone, with its name.
  expect([session.book.holdings.size, session.book.instruments.size]).toEqual([0, 0]);
  const held = { exchange: 'NFO', symbolToken: '43001', tradingSymbol: 'NIFTY01DEC2625300CE' } as const;
  const product = 'carryforward';
  session.accept({ kind: 'positions', positions: [{ ...held, product, netQuantity: 75 }] });
  session.accept({
    kind: 'ledger',
    change: 'adopt',
    follower: 'f1',
    ...held,
    product,
    units: 75,
    price: null,
  });
  session.accept({ kind: 'day', day: monday + 3, atMs: 0 });
  const made = accept('SELL', held.tradingSymbol, '26-Nov-2026 10:00:00');
  expect(made.map(({ decision: { reason, quantity } }) => [reason, quantity])).toEqual([['EXIT', 75]]);
});
