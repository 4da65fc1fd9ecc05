/** `copy_on: placed`: what becomes of a copy when its order turns into an exit while it rests, and back. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { CopySession } from '../../src/core/copy-session.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import { sessionOf } from './generated-day.ts';

const PLACED = { copy_on: 'placed' };
const FIXED = { f1: { quantity: { fixed: 130 } } };

type Fields = Readonly<Record<string, string | number>>;

/** A row of a NIFTY call, lot 65; `second` of its minute. */
function row(orderid: string, transactiontype: string, second: number, fields: Fields): OrderSnapshot {
  const reading = readOrderRow({
    ...{ orderid, transactiontype, tradingsymbol: 'NIFTY24NOV2626000CE', symboltoken: '1', exchange: 'NFO' },
    ...{ producttype: 'CARRYFORWARD', ordertype: 'LIMIT', variety: 'NORMAL', price: 100, averageprice: 0 },
    ...{ filledshares: '0', orderstatus: 'open', exchorderupdatetime: `23-Nov-2026 10:00:${10 + second}` },
    ...fields,
  });
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

function decisionsOf(session: CopySession, orders: readonly OrderSnapshot[]) {
  return orders
    .flatMap((one) => session.accept({ kind: 'row', row: one, seenAtMs: null }))
    .map(({ decision: { action, reason, quantity }, effect }) => [action, reason, quantity, effect]);
}

const filled = (units: number) => ({ filledshares: String(units), averageprice: 100 });
const BOUGHT = row('1', 'BUY', 0, { quantity: '130', orderstatus: 'complete', ...filled(130) });
const ENTRY = ['copy', 'ENTRY', 130, 'entry'];

test('an order that only reduces after a change of price and quantity takes its copy back, whatever the quantity', () => {
  const decisions = decisionsOf(sessionOf(FIXED, PLACED), [
    BOUGHT,
    row('2', 'SELL', 1, { quantity: '195', price: 103 }),
    row('2', 'SELL', 2, { quantity: '65', price: 102 }),
    row('2', 'SELL', 3, { quantity: '65', price: 102, orderstatus: 'complete', ...filled(65) }),
    row('3', 'SELL', 4, { quantity: '65', orderstatus: 'complete', ...filled(65) }),
  ]);
  expect(decisions).toEqual([
    ENTRY,
    ENTRY,
    ['cancel', 'ENTRY', 0, 'cancel'],
    ['copy', 'EXIT', 65, 'exit'],
    ['copy', 'EXIT', 65, 'exit'],
  ]);
});

test('an order that opens again after its copy was taken back counts nothing before it opens', () => {
  const session = sessionOf(FIXED, PLACED, 'reported');
  const end = (orderKey: string, units: number) =>
    session.accept({ kind: 'copy_ended', orderKey, follower: 'f1', revision: 1, filled: units });
  const held = () => [...session.book.holdings.values()][0]?.copied.get('f1')?.quantity;
  decisionsOf(session, [BOUGHT]);
  end('1', 130);
  decisionsOf(session, [row('2', 'SELL', 1, { quantity: '195' }), row('2', 'SELL', 2, { quantity: '65' })]);
  end('2', 0);
  decisionsOf(session, [
    row('2', 'SELL', 3, { quantity: '195' }),
    row('2', 'SELL', 4, { quantity: '195', ...filled(65) }),
  ]);
  expect(held()).toBe(65);
  decisionsOf(session, [row('2', 'SELL', 5, { quantity: '195', ...filled(130) })]);
  expect(held()).toBe(0);
  decisionsOf(session, [row('2', 'SELL', 6, { quantity: '195', orderstatus: 'complete', ...filled(195) })]);
  expect(held()).toBe(-130);
});

test('an exit is cut by what a copy that had rested did not bring, and the next one does not count it', () => {
  const session = sessionOf(FIXED, PLACED, 'reported');
  const held = () => [...session.book.holdings.values()][0]?.copied.get('f1')?.quantity;
  const all = { orderstatus: 'complete', ...filled(130) };
  decisionsOf(session, [
    row('1', 'BUY', 0, { quantity: '130' }),
    row('1', 'BUY', 1, { quantity: '130', ...all }),
    row('2', 'SELL', 2, { quantity: '130', ...all }),
  ]);
  session.accept({ kind: 'copy_ended', orderKey: '1', follower: 'f1', revision: 1, filled: 0 });
  expect(held()).toBe(0);
  decisionsOf(session, [row('3', 'SELL', 3, { quantity: '130', ...all })]);
  expect(decisionsOf(session, [row('4', 'BUY', 4, { quantity: '130', ...all })])).toEqual([
    ['copy', 'EXIT', 130, 'exit'],
  ]);
});
