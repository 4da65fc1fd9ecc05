/** Orders of the master that nobody saw before midnight, told from its positions of the next day. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { MasterPosition } from '../../src/core/copy-session.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { tellLateNews, tellUnseenOrders } from '../../src/engine/master/unseen-orders.ts';
import { sessionOf } from '../core/generated-day.ts';

const CALL = { exchange: 'NFO', symbolToken: '1', tradingSymbol: 'NIFTY24NOV2626000CE' } as const;
const HELD: MasterPosition = { ...CALL, product: 'carryforward', netQuantity: 65 };

function rowOf(
  orderid: string,
  filled: number,
  exchorderupdatetime: string,
  producttype = 'CARRYFORWARD',
): OrderSnapshot {
  const reading = readOrderRow({
    ...{
      orderid,
      transactiontype: 'BUY',
      tradingsymbol: CALL.tradingSymbol,
      symboltoken: '1',
      exchange: 'NFO',
    },
    ...{ producttype, ordertype: 'LIMIT', variety: 'NORMAL', price: 100, averageprice: 100 },
    ...{ quantity: '65', filledshares: String(filled), orderstatus: filled === 65 ? 'complete' : 'open' },
    exchorderupdatetime,
  });
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

/** A book that has seen the master's order, on the 23rd. */
function bookOf(...rows: readonly OrderSnapshot[]) {
  const session = sessionOf({ f1: {} });
  for (const row of rows) session.accept({ kind: 'row', row, seenAtMs: null });
  return session.book;
}

test('nothing is told where the positions are what the orders make, whatever is held intraday or on margin', () => {
  const book = bookOf(
    rowOf('1', 65, '23-Nov-2026 10:00:00'),
    rowOf('2', 65, '23-Nov-2026 10:00:01', 'INTRADAY'),
  );
  const shares = { ...HELD, tradingSymbol: 'ITC-EQ', symbolToken: '1660', exchange: 'NSE' } as const;
  expect(tellUnseenOrders(book, [HELD, { ...shares, product: 'margin' }])).toEqual([]);
  expect(tellUnseenOrders(bookOf(), [])).toEqual([]);
});

test('a position that is more, less, gone or new is told once, with by how much it differs', () => {
  const book = bookOf(rowOf('1', 65, '23-Nov-2026 10:00:00'));
  const told = (positions: readonly MasterPosition[]) =>
    tellUnseenOrders(book, positions).map((text) => /in (\S+) is (-?\d+).*by (-?\d+)/.exec(text)?.slice(1));
  const put = { ...HELD, tradingSymbol: 'NIFTY24NOV2626000PE', symbolToken: '2' };
  expect(told([{ ...HELD, netQuantity: 195 }])).toEqual([[CALL.tradingSymbol, '195', '130']]);
  expect(told([{ ...HELD, netQuantity: -65 }])).toEqual([[CALL.tradingSymbol, '-65', '-130']]);
  expect(told([])).toEqual([[CALL.tradingSymbol, '0', '-65']]);
  expect(told([HELD, put])).toEqual([[put.tradingSymbol, '65', '65']]);
});

test('shares in delivery are told as well; they may come and go without an order', () => {
  const [text, ...more] = tellUnseenOrders(bookOf(), [{ ...HELD, product: 'delivery' }]);
  expect(more).toEqual([]);
  expect(text).toContain(
    'was not seen and not copied, or shares came or went without one (a bonus, a split)',
  );
});

test('a fill of yesterday that comes today is told; one that is known, or of today, is not', () => {
  const session = sessionOf({ f1: {} });
  const yesterday = '23-Nov-2026 23:59:59';
  session.accept({ kind: 'row', row: rowOf('1', 65, '23-Nov-2026 10:00:00'), seenAtMs: null });
  session.accept({ kind: 'row', row: rowOf('2', 0, '23-Nov-2026 10:00:01'), seenAtMs: null });
  session.accept({ kind: 'day', day: (session.book.day ?? 0) + 1, atMs: Date.UTC(2026, 10, 23, 18, 30) });
  const { book } = session;
  expect(tellLateNews(book, rowOf('2', 65, yesterday))).toBe(
    `the master's order to buy 65 ${CALL.tradingSymbol} was filled before midnight and is told only now: look at the positions`,
  );
  expect(tellLateNews(book, rowOf('3', 65, yesterday))).toContain('was filled before midnight');
  expect(tellLateNews(book, rowOf('1', 65, yesterday))).toBeNull();
  expect(tellLateNews(book, rowOf('3', 65, '24-Nov-2026 09:15:00'))).toBeNull();
  expect(tellLateNews(book, rowOf('3', 0, yesterday))).toBeNull();
});
