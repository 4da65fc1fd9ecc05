import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Decision, toDecisionRecord } from '../../src/core/deciding/decision.ts';
import { DecisionWriter } from '../../src/core/deciding/decision-writer.ts';
import { ratio } from '../../src/core/exact.ts';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../../src/core/orders/order.ts';

const name = fc.oneof(fc.constantFrom('f1', 'mum', '26112300000001', 'NIFTY24NOV26CE'), fc.string());
const price = fc.option(
  fc.tuple(fc.integer({ min: 1 }), fc.constantFrom(1, 3, 20, 10_000)).map(([n, d]) => ratio(n, d)),
);
const order = fc.record({
  orderType: fc.constantFrom(...ORDER_TYPES),
  side: fc.constantFrom(...SIDES),
  quantity: fc.nat(),
  price,
  triggerPrice: price,
  product: fc.constantFrom(...PRODUCTS),
  variety: fc.constantFrom(...VARIETIES),
});
const decision: fc.Arbitrary<Decision> = fc.record({
  orderId: name,
  symbol: name,
  exchange: fc.constantFrom(...EXCHANGES),
  side: fc.constantFrom(...SIDES),
  follower: name,
  action: fc.constantFrom('copy', 'skip'),
  reason: fc.constantFrom('ENTRY', 'EXIT', 'RULE_SKIP'),
  rule: fc.option(name),
  masterQuantity: fc.nat(),
  quantity: fc.nat(),
  orders: fc.array(order, { maxLength: 3 }),
});

test('decisions are written as JSON would write their records, whatever was written before', () => {
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 6 }), (decisions) => {
      const writer = new DecisionWriter();
      const expected = decisions.map((one) => JSON.stringify(toDecisionRecord(one)));
      expect(decisions.map((one) => writer.write(one))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
