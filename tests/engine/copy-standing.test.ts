/** How a copy that is on its way stands beside what the session knows by now. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { allowedOf, standingOf } from '../../src/engine/copies/copy-standing.ts';
import type { LiveCopy } from '../../src/engine/copies/live-copy.ts';
import { sessionOf } from '../core/generated-day.ts';

const ENTRY: LiveCopy = {
  orderKey: '1',
  follower: 'f1',
  revision: 1,
  effect: 'entry',
  seenAtMs: null,
  seenAtMonotonic: null,
  freshUntil: 0,
  orders: [],
  ended: false,
  filledSince: 0,
};

/** A row of a share; `second` of its minute. */
function row(orderid: string, transactiontype: string, second: number, quantity: number, filled: number) {
  const reading = readOrderRow({
    ...{ orderid, transactiontype, tradingsymbol: 'SBIN-EQ', symboltoken: '3045', exchange: 'NSE' },
    ...{ producttype: 'INTRADAY', ordertype: 'LIMIT', variety: 'NORMAL', price: 100 },
    ...{ quantity: String(quantity), filledshares: String(filled), averageprice: filled > 0 ? 100 : 0 },
    orderstatus: filled === quantity ? 'complete' : 'open',
    exchorderupdatetime: `23-Nov-2026 10:00:${10 + second}`,
  });
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

/** The standing after each row. */
function standingsAfter(rows: readonly ReturnType<typeof row>[]): string[] {
  const session = sessionOf({ f1: { quantity: 'mirror' } }, { copy_on: 'placed' }, 'reported');
  return rows.map((one) => {
    session.accept({ kind: 'row', row: one, seenAtMs: null });
    return standingOf(session, ENTRY);
  });
}

test('an entry whose order was filled is wanted until the master takes some of it out, and left when all is out', () => {
  const standings = standingsAfter([
    row('1', 'BUY', 0, 130, 0),
    row('1', 'BUY', 1, 130, 130),
    row('2', 'SELL', 2, 65, 65),
    row('3', 'SELL', 3, 65, 65),
  ]);
  expect(standings).toEqual(['wanted', 'wanted', 'too_much', 'left']);
});

test('an entry whose order still rests, and was filled and taken out in part, would bring too much', () => {
  const standings = standingsAfter([
    row('1', 'BUY', 0, 130, 0),
    row('1', 'BUY', 1, 130, 65),
    row('2', 'SELL', 2, 65, 65),
  ]);
  expect(standings).toEqual(['wanted', 'wanted', 'too_much']);
});

test('an exit takes out nothing of what was decided after it, whether that has ended or not', () => {
  const session = sessionOf({ f1: { quantity: 'mirror' } }, {}, 'reported');
  const rows = [row('1', 'BUY', 0, 10, 10), row('2', 'SELL', 1, 10, 10), row('3', 'BUY', 2, 7, 7)];
  for (const one of rows) session.accept({ kind: 'row', row: one, seenAtMs: null });
  const copy = (orderKey: string): LiveCopy => ({ ...ENTRY, orderKey });
  const end = (orderKey: string, filled: number) =>
    session.accept({ kind: 'copy_ended', orderKey, follower: 'f1', revision: 1, filled });
  const allowed = (since: Parameters<typeof allowedOf>[2]) => allowedOf(session.book, copy('2'), since);
  expect(allowed({ live: [copy('3')], filled: 0 })).toBe(10);
  end('1', 0);
  expect(allowed({ live: [copy('3')], filled: 0 })).toBe(0);
  end('3', 7);
  expect(allowed({ live: [], filled: 7 })).toBe(0);
});
