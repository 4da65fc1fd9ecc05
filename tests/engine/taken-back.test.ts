import { expect, test } from 'vitest';
import type { RestingCopy } from '../../src/core/book/book.ts';
import type { PlannedOrder } from '../../src/core/deciding/decision.ts';
import { ratio } from '../../src/core/exact.ts';
import { DeskBench } from './desk-bench.ts';

const SALE: PlannedOrder = {
  ...{ orderType: 'limit', side: 'sell', quantity: 65, price: ratio(100), triggerPrice: null },
  ...{ product: 'carryforward', variety: 'normal' },
};
const RESTS: RestingCopy = {
  ...{ revision: 1, units: 130, from: 0, planned: 130, filled: 130, orders: [SALE, SALE] },
  ...{ state: 'resting', scale: null, epoch: 0 },
};

test('what is taken back is not placed again, though the master is in again before all of it is', async () => {
  const bench = await new DeskBench().open();
  bench.fills = () => false;
  bench.stands = RESTS;
  const copy = bench.copy('entry', 'sell', [65, 65]);
  bench.desk.carryOut(copy);
  await bench.pass(5_000);
  // The second order cannot be cancelled for a while.
  bench.cancels = (order) => order === bench.placed[0];
  bench.stands = { ...RESTS, state: 'cancelled' };
  bench.desk.follow(null);
  await bench.pass(3_000);
  expect(bench.placed.map(({ status }) => status)).toEqual(['cancelled', 'open']);
  bench.stands = RESTS;
  await bench.pass(10_000);
  bench.cancels = () => true;
  await bench.pass(10_000);
  expect([bench.addedTo, bench.placed.map(({ status }) => status)]).toEqual([0, ['cancelled', 'cancelled']]);
});
