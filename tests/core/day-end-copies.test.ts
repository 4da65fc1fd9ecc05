/** What becomes at the day's end of copies whose orders have not been told to have ended. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { sessionOf } from './generated-day.ts';

const NEXT_DAY_MS = Date.UTC(2026, 10, 23, 18, 30);

/** A session that has decided a copy of 65 on the 23rd, and does not know what it filled. */
function withCopy(producttype: 'INTRADAY' | 'CARRYFORWARD') {
  const session = sessionOf({ f1: {} }, {}, 'reported');
  const trade = (orderid: string, transactiontype: 'BUY' | 'SELL', exchorderupdatetime: string) => {
    const reading = readOrderRow({
      ...{
        orderid,
        transactiontype,
        tradingsymbol: 'NIFTY24NOV2626000CE',
        symboltoken: '1',
        exchange: 'NFO',
      },
      ...{
        producttype,
        ordertype: 'LIMIT',
        variety: 'NORMAL',
        price: 100,
        averageprice: 100,
        quantity: '65',
      },
      ...{ filledshares: '65', orderstatus: 'complete', exchorderupdatetime },
    });
    if (!reading.ok) throw new Error(reading.problem);
    const made = session.accept({ kind: 'row', row: reading.order, seenAtMs: null });
    return made.map(({ decision: { reason, quantity } }) => `${reason} ${quantity}`);
  };
  const end = (orderKey: string, filled: number) =>
    session.accept({ kind: 'copy_ended', orderKey, follower: 'f1', revision: 1, filled });
  const held = () => [...session.book.holdings.values()][0]?.copied.get('f1')?.quantity ?? 0;
  const nextDay = () => session.accept({ kind: 'day', day: (session.book.day ?? 0) + 1, atMs: NEXT_DAY_MS });
  expect(trade('1', 'BUY', '23-Nov-2026 15:29:59')).toEqual(['ENTRY 65']);
  return { session, trade, end, held, nextDay };
}

test('an intraday copy is closed with its position: what is told of it later is not taken off the new day', () => {
  const { session, trade, end, held, nextDay } = withCopy('INTRADAY');
  nextDay();
  expect([held(), session.book.openCopies.size]).toEqual([0, 0]);
  expect(trade('2', 'BUY', '24-Nov-2026 09:15:01')).toEqual(['ENTRY 65']);
  end('1', 0);
  expect(held()).toBe(65);
  expect(trade('3', 'SELL', '24-Nov-2026 09:15:02')).toEqual(['EXIT 65']);
});

test('a copy that is carried over stays open over the night, and is corrected when its end is told', () => {
  const { session, trade, end, held, nextDay } = withCopy('CARRYFORWARD');
  nextDay();
  expect([held(), session.book.openCopies.size]).toEqual([65, 1]);
  end('1', 0);
  expect([held(), session.book.openCopies.size]).toEqual([0, 0]);
  expect(trade('2', 'SELL', '24-Nov-2026 09:15:01')).toEqual(['NO_POSITION 0']);
});
