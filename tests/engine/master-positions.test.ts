/** What the master holds in delivery, from the broker's two lists and from what was followed. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { HoldingReading, OrderReading, PositionReading } from '../../src/brokers/port.ts';
import { positionsBefore, positionsNow } from '../../src/engine/master/master-positions.ts';
import { sessionOf } from '../core/generated-day.ts';

const ITC = { exchange: 'NSE', symbolToken: '1660', tradingSymbol: 'ITC-EQ' } as const;
const CALL = { exchange: 'NFO', symbolToken: '1', tradingSymbol: 'NIFTY24NOV2626000CE' } as const;

function position(netQuantity: number): PositionReading {
  return { ...ITC, product: 'delivery', netQuantity, averagePrice: null, unrealised: null };
}

function shares(quantity: number): HoldingReading {
  return { ...ITC, quantity, averagePrice: null };
}

function order(side: 'BUY' | 'SELL', filled: number, orderid: string): OrderReading {
  return readOrderRow({
    ...{ orderid, transactiontype: side, tradingsymbol: 'ITC-EQ', symboltoken: '1660', exchange: 'NSE' },
    ...{ producttype: 'DELIVERY', ordertype: 'LIMIT', variety: 'NORMAL', price: 400, averageprice: 400 },
    ...{ quantity: String(filled), filledshares: String(filled), orderstatus: 'complete' },
    exchorderupdatetime: '23-Nov-2026 10:00:00',
  });
}

/** A book that has followed the master to so many shares. */
function followedTo(netQuantity: number | null) {
  const session = sessionOf({ f1: {} });
  const held = { ...ITC, product: 'delivery' } as const;
  if (netQuantity !== null) session.accept({ kind: 'positions', positions: [{ ...held, netQuantity }] });
  return session.book;
}

interface Lists {
  readonly own?: number;
  readonly today?: number;
  readonly earlier?: number | null;
  readonly readings?: readonly OrderReading[];
}

function listsOf({ today = 0, earlier = 0, readings = [] }: Lists) {
  const positions = today === 0 ? [] : [position(today)];
  return { readings, positions, shares: earlier === null ? null : earlier === 0 ? [] : [shares(earlier)] };
}

const now = (lists: Lists) =>
  positionsNow(listsOf(lists), followedTo(lists.own ?? null)).map(({ netQuantity }) => netQuantity);
const before = (lists: Lists) =>
  positionsBefore(listsOf(lists), followedTo(lists.own ?? null)).map(({ netQuantity }) => netQuantity);

test('shares of earlier days are the position of a day without trades, whatever was followed', () => {
  expect(now({ earlier: 100 })).toEqual([100]);
  expect(now({ earlier: 100, own: 30 })).toEqual([100]);
  expect(now({ earlier: 100, own: 130 })).toEqual([100]);
  expect(now({ own: 130 })).toEqual([]);
});

test('of a day with trades it is what was followed, between what there certainly is and what there is at most', () => {
  const sold = { earlier: 100, today: -40 };
  expect([now(sold), now({ ...sold, own: 60 }), now({ ...sold, own: 100 })]).toEqual([[60], [60], [100]]);
  const bought = { earlier: 100, today: 40 };
  expect([now(bought), now({ ...bought, own: 140 }), now({ ...bought, own: 200 })]).toEqual([
    [100],
    [140],
    [140],
  ]);
});

test('what was sold of shares that no list has is below zero, so that buying it back opens nothing', () => {
  expect([now({ today: -40 }), now({ earlier: 10, today: -40, own: -30 })]).toEqual([[-40], [-30]]);
  expect([now({ earlier: null, today: -40 }), now({ earlier: null, today: 40, own: 10 })]).toEqual([
    [-40],
    [40],
  ]);
  expect([now({ earlier: null, today: -40, own: 60 }), now({ today: -40, own: 0 })]).toEqual([[60], []]);
});

test('before the orders of a day it is without them, whether or not the holdings have moved already', () => {
  const buy = { readings: [order('BUY', 40, '1')], today: 40 };
  expect(before({ ...buy, earlier: 100, own: 100 })).toEqual([100]);
  expect(before({ ...buy, earlier: 140, own: 100 })).toEqual([100]);
  expect(before({ ...buy, earlier: 100 })).toEqual([60]);
  const sell = { readings: [order('SELL', 40, '1')], today: -40 };
  expect(before({ ...sell, earlier: 100, own: 100 })).toEqual([100]);
  expect(before({ ...sell, earlier: 60, own: 100 })).toEqual([100]);
  expect(before({ ...sell, earlier: 100 })).toEqual([100]);
});

test('what is no delivery is what the positions say, less the fills of the orders', () => {
  const held = {
    ...CALL,
    product: 'carryforward',
    netQuantity: 65,
    averagePrice: null,
    unrealised: null,
  } as const;
  const reading = { readings: [], positions: [held], shares: [] };
  expect(positionsNow(reading, followedTo(null))).toEqual([held]);
  const filled = readOrderRow({
    ...{ orderid: '2', transactiontype: 'SELL', tradingsymbol: CALL.tradingSymbol, symboltoken: '1' },
    ...{ exchange: 'NFO', producttype: 'CARRYFORWARD', ordertype: 'LIMIT', variety: 'NORMAL', price: 100 },
    ...{ quantity: '65', filledshares: '65', averageprice: 100, orderstatus: 'complete' },
  });
  const total = positionsBefore({ ...reading, readings: [filled] }, followedTo(null)).reduce(
    (sum, { netQuantity }) => sum + netQuantity,
    0,
  );
  expect(total).toBe(130);
});
