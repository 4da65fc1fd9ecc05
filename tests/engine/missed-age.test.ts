import { expect, test } from 'vitest';
import { toEpochMs } from '../../src/core/ist-time.ts';
import type { Missed } from '../../src/core/orders/missed.ts';
import { MissedOrders } from '../../src/engine/master/missed-orders.ts';
import { MASTER, orderOf, sessionOf } from '../core/generated-day.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

test("what was missed is as old as the broker's clock says, whatever ours does", async () => {
  const [order] = orderOf(1);
  if (!order?.eventTime) throw new Error('the order has no time');
  const brokerNow = toEpochMs(order.eventTime) + 50 * MINUTE_MS;
  const judged: (Missed | null | undefined)[] = [];
  const orders = new MissedOrders({
    copier: {
      session: sessionOf({ papa: {} }),
      known: (row) => row,
      takeReading: (_reading, _via, missed) => judged.push(missed),
    },
    clock: { now: () => brokerNow - HOUR_MS, monotonic: () => 0, sleep: () => Promise.resolve() },
    brokerNow: () => brokerNow,
    observe: () => {},
    instruments: MASTER,
    settings: () => ({ catchUp: { maxAgeMs: 10 * MINUTE_MS, maxDeviation: null }, confirm: false }),
    stopping: new AbortController().signal,
    readPrices: () => Promise.resolve({ ok: true, value: [] }),
  });
  await orders.take([{ ok: true, order, raw: {} }]);
  expect(judged).toEqual([
    { verdict: 'stale', why: '50 min old; the price now is not known: catch_up.max_age is 10 min' },
  ]);
});
