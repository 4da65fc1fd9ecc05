/** A thread counts what is decided: it must tell what counting here tells. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS, type Decision } from '../../src/core/deciding/decision.ts';
import { REASONS, type Reason } from '../../src/core/deciding/reasons.ts';
import { ratio } from '../../src/core/exact.ts';
import type { IstSeconds } from '../../src/core/ist-time.ts';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../../src/core/orders/order.ts';
import { type CollectedDecisions, DecisionCollector } from '../../src/replay/report/decision-collector.ts';
import { DecisionPacker, unpackDecisions } from '../../src/replay/report/packed-decisions.ts';
import { TallyThread } from '../../src/replay/report/tally-thread.ts';

/** As it is built: `npm test` builds first. */
const BUILT = new URL('../../dist/program/parts/tally-worker.js', import.meta.url);

const name = fc.oneof(fc.constantFrom('f1', 'mum', '26112300000001', '5'), fc.string({ unit: 'binary' }));
const int = fc.oneof(fc.integer({ min: 1 }), fc.bigInt({ min: 2n ** 60n, max: 2n ** 90n }));
const price = fc.option(fc.tuple(int, int).map(([n, d]) => ratio(n, d)));
const order = fc.record({
  orderType: fc.constantFrom(...ORDER_TYPES),
  side: fc.constantFrom(...SIDES),
  quantity: fc.maxSafeNat(),
  price,
  triggerPrice: price,
  product: fc.constantFrom(...PRODUCTS),
  variety: fc.constantFrom(...VARIETIES),
});
const decision: fc.Arbitrary<Decision> = fc.record(
  {
    orderId: name,
    symbol: name,
    exchange: fc.constantFrom(...EXCHANGES),
    side: fc.constantFrom(...SIDES),
    follower: name,
    action: fc.constantFrom(...ACTIONS),
    reason: fc.constantFrom(...(Object.keys(REASONS) as Reason[])),
    rule: fc.option(name),
    masterQuantity: fc.maxSafeNat(),
    quantity: fc.maxSafeNat(),
    revision: fc.nat(),
    orders: fc.array(order, { maxLength: 3 }),
  },
  {
    requiredKeys: [
      'orderId',
      'symbol',
      'exchange',
      'side',
      'follower',
      'action',
      'reason',
      'rule',
      'masterQuantity',
      'quantity',
      'orders',
    ],
  },
);
const timed = fc.tuple(decision, fc.option(fc.integer({ min: 0 })));

type Timed = readonly [decision: Decision, time: IstSeconds | null];

test('what is packed comes out as it went in', () => {
  fc.assert(
    fc.property(fc.array(timed, { maxLength: 6 }), (packed) => {
      const packer = new DecisionPacker();
      for (const [one, time] of packed) packer.add(one, time);
      const unpacked: Timed[] = [];
      unpackDecisions(structuredClone(packer.finish()), (one, time) => unpacked.push([one, time]));
      expect(unpacked).toEqual(packed);
    }),
    { numRuns: 300 },
  );
});

test('an order in more slices than a pack has room for is packed whole', () => {
  const [, one] = madeUp(2);
  if (!one) throw new Error('two were asked for');
  const orders = one.orders.flatMap((slice) => Array.from({ length: 20_000 }, () => slice));
  const packer = new DecisionPacker();
  packer.add({ ...one, orders }, null);
  expect(packer.isFull).toBe(true);
  const unpacked: Decision[] = [];
  unpackDecisions(packer.finish(), (decided) => unpacked.push(decided));
  expect(unpacked).toEqual([{ ...one, orders }]);
});

describe('a tally', () => {
  test.each([100, 40_000])('of %i decisions is the same from a thread as from here', async (count) => {
    const thread = new TallyThread(['f1', 'idle'], BUILT);
    const here = new DecisionCollector(['f1', 'idle'], { keepTexts: false });
    for (const [index, one] of madeUp(count).entries()) {
      thread.add({ decision: one }, 33_300 + index);
      here.add({ decision: one }, 33_300 + index);
      await thread.caughtUp();
    }
    expect(plain(await thread.finish())).toEqual(plain(here));
    await thread.close();
  });

  test('of a thread that cannot be started fails, and nothing waits for it', async () => {
    const thread = new TallyThread(['f1'], new URL('./no-such-program.js', import.meta.url));
    for (const one of madeUp(40_000)) thread.add({ decision: one }, null);
    await expect(thread.finish()).rejects.toThrow('no-such-program.js');
    await thread.close();
  });
});

function plain(collected: CollectedDecisions) {
  const { total, listed, followers, texts, timeline } = collected;
  const { untimed } = timeline;
  return { total, listed, followers, texts, untimed, view: timeline.view(100), digest: collected.digest() };
}

/** Copies and skips for two followers, always the same. */
function madeUp(count: number): Decision[] {
  return Array.from({ length: count }, (_, index): Decision => {
    const isSkip = index % 3 === 0;
    const quantity = isSkip ? 0 : 50 + (index % 7);
    const slice = { orderType: 'limit', side: 'buy', product: 'intraday', variety: 'normal' } as const;
    return {
      orderId: `${Math.floor(index / 2)}`,
      symbol: `SHARE${index % 11}-EQ`,
      exchange: 'NSE',
      side: 'buy',
      follower: index % 2 === 0 ? 'f1' : 'f2',
      action: isSkip ? 'skip' : 'copy',
      reason: isSkip ? 'BELOW_LOT' : 'ENTRY',
      rule: index % 5 === 0 ? 'half' : null,
      masterQuantity: 100,
      quantity,
      orders: isSkip
        ? []
        : [{ ...slice, quantity, price: ratio(2000 + (index % 13), 20), triggerPrice: null }],
    };
  });
}
