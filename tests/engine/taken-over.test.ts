import { expect, test } from 'vitest';
import { toIntent } from '../../src/engine/copier.ts';
import { takeOverCopy } from '../../src/engine/copies/taken-over.ts';
import { MORNING, TODAY } from './desk-bench.ts';

/** For how long an entry planned at `MORNING` may still go where the next process begins `sinceMs` later. */
function freshFor(sinceMs: number): number {
  const intent = toIntent({
    ...{ tag: 'ct0000000000001', day: TODAY, follower: 'papa', orderKey: '1', revision: 1, slice: 0 },
    ...{ effect: 'entry', exchange: 'NSE', symbolToken: null, tradingSymbol: 'SBIN-EQ', product: 'intraday' },
    ...{ side: 'buy', orderType: 'limit', quantity: 1, price: '1.00', triggerPrice: null },
    plannedAtMs: MORNING,
  });
  const clock = { now: () => MORNING + sinceMs, monotonic: () => 0, sleep: () => Promise.resolve() };
  return takeOverCopy([intent], clock, 60_000).freshUntil;
}

test('an entry of before a restart may go again for the rest of its age, and not where the clock was set back', () => {
  expect([freshFor(10_000), freshFor(70_000), freshFor(-3_600_000)]).toEqual([
    50_000,
    -10_000,
    Number.NEGATIVE_INFINITY,
  ]);
});
