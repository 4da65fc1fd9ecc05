import { expect, test } from 'vitest';
import { sampleCases } from './generate.ts';
import { decideByTheBook } from './oracle.ts';

const cases = sampleCases(20261123, 1500);
const outputs = cases.map((one) => decideByTheBook(one));
const decisions = outputs.flatMap((output) => output.decisions);

test('a seed gives the same cases each time', () => {
  expect(sampleCases(1, 20)).toEqual(sampleCases(1, 20));
  expect(sampleCases(1, 20)).not.toEqual(sampleCases(2, 20));
});

test('the cases reach every reason that a replay can give', () => {
  expect([...new Set(decisions.map((one) => one.reason))].sort()).toEqual([
    'BELOW_LOT',
    'BELOW_MIN',
    'DAILY_LOSS',
    'ENTRY',
    'EXCHANGE_FILTERED',
    'EXIT',
    'FOLLOWER_DISABLED',
    'FREEZE_BELOW_LOT',
    'INSTRUMENT_FILTERED',
    'MAX_ORDERS',
    'MAX_ORDER_VALUE',
    'NETTED',
    'NOT_FILLED',
    'NO_CAPITAL',
    'NO_LOT_SIZE',
    'NO_POSITION',
    'NO_PRICE',
    'ORDER_TYPE_FILTERED',
    'OWN_COPY',
    'PRODUCT_FILTERED',
    'RULE_SKIP',
    'SIDE_FILTERED',
    'SYMBOL_BLOCKED',
    'SYMBOL_NOT_ALLOWED',
    'TIME_FILTERED',
    'UNKNOWN_FACT',
    'UNSUPPORTED_VARIETY',
  ]);
});

test('a skip has no orders, a copy has all of its quantity in them, each with a readable price', () => {
  for (const { action, quantity, orders } of decisions) {
    expect(orders.reduce((sum, order) => sum + order.quantity, 0)).toBe(quantity);
    expect(quantity > 0).toBe(action === 'copy');
    for (const order of orders) {
      expect(order.quantity).toBeGreaterThan(0);
      if (order.order_type === 'MARKET') expect(order.price).toBeNull();
      else expect(order.price).toMatch(/^\d+\.\d{2,4}$/);
    }
  }
});

test('exits of an instrument never take more than entries brought', () => {
  for (const { decisions: ofCase } of outputs) {
    const held = new Map<string, number>();
    for (const { follower, symbol, side, reason, quantity, orders } of ofCase) {
      const key = `${follower} ${symbol} ${orders[0]?.product}`;
      const before = held.get(key) ?? 0;
      const signed = side === 'buy' ? quantity : -quantity;
      if (reason === 'EXIT') {
        expect(Math.sign(before)).toBe(-Math.sign(signed));
        expect(Math.abs(before)).toBeGreaterThanOrEqual(quantity);
      }
      // Intraday positions end over night without an order: an entry the other way shows that they have.
      held.set(
        key,
        Math.sign(before) === -Math.sign(signed) && reason === 'ENTRY' ? signed : before + signed,
      );
    }
  }
});
