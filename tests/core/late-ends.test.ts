/** What is known late of a copy that was taken to fill in full, as a seed of the simulation found it. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { CopySession } from '../../src/core/copy-session.ts';
import { sessionOf } from './generated-day.ts';

/** An order of NIFTY calls, lot 65, that was filled in full. @returns what was decided of it */
function trade(session: CopySession, orderid: string, transactiontype: 'BUY' | 'SELL', units: number) {
  const reading = readOrderRow({
    ...{ orderid, transactiontype, tradingsymbol: 'NIFTY24NOV2626000CE', symboltoken: '1', exchange: 'NFO' },
    ...{ producttype: 'CARRYFORWARD', ordertype: 'LIMIT', variety: 'NORMAL', price: 100, averageprice: 100 },
    ...{ quantity: String(units), filledshares: String(units), orderstatus: 'complete' },
    exchorderupdatetime: `23-Nov-2026 10:00:0${orderid}`,
  });
  if (!reading.ok) throw new Error(reading.problem);
  const made = session.accept({ kind: 'row', row: reading.order, seenAtMs: null });
  return made.map(({ decision: { reason, quantity } }) => `${reason} ${quantity}`);
}

/** In for 195 and out again; the first entry then turns out to have brought nothing. */
function outWithLess() {
  const session = sessionOf({ f1: {} }, {}, 'reported');
  const end = (orderKey: string, filled: number) =>
    session.accept({ kind: 'copy_ended', orderKey, follower: 'f1', revision: 1, filled });
  const held = () => [...session.book.holdings.values()][0]?.copied.get('f1')?.quantity;
  const decided = [
    trade(session, '1', 'BUY', 65),
    trade(session, '2', 'BUY', 130),
    trade(session, '3', 'SELL', 195),
  ];
  expect(decided).toEqual([['ENTRY 65'], ['ENTRY 130'], ['EXIT 195']]);
  end('1', 0);
  return { session, end, held };
}

test('an exit that rests, cut by what its entry did not bring, takes nothing from what comes after it', () => {
  const { session, end, held } = outWithLess();
  expect(held()).toBe(0);
  expect([trade(session, '4', 'BUY', 130), trade(session, '5', 'SELL', 130)]).toEqual([
    ['ENTRY 130'],
    ['EXIT 130'],
  ]);
  end('2', 130);
  end('4', 130);
  end('5', 130);
  end('3', 130);
  expect(held()).toBe(0);
});

test('… and what it had sent by then, and took out, is known', () => {
  const { end, held } = outWithLess();
  end('2', 130);
  end('3', 195);
  expect(held()).toBe(-65);
});
