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
    expect(quantity > 0).toBe(action === 'copy' || action === 'modify');
    for (const order of orders) {
      expect(order.quantity).toBeGreaterThan(0);
      expect(order.variety).toBe(order.trigger_price === null ? 'NORMAL' : 'STOPLOSS');
      if (order.order_type === 'MARKET' || order.order_type === 'STOPLOSS_MARKET')
        expect(order.price).toBeNull();
      else expect(order.price).toMatch(/^\d+\.\d{2,4}$/);
    }
  }
});

test('copies that rest are changed and cancelled, for every reason that there is', () => {
  const reasonsOf = (wanted: string) =>
    new Set(decisions.filter(({ action }) => action === wanted).map(({ reason }) => reason));
  expect(reasonsOf('modify')).toEqual(new Set(['ENTRY']));
  expect([...reasonsOf('cancel')].sort()).toEqual([
    'BELOW_LOT',
    'BELOW_MIN',
    'DAILY_LOSS',
    'ENTRY',
    'MAX_ORDER_VALUE',
    'NOT_FILLED',
    'NO_PRICE',
    'TIME_FILTERED',
  ]);
});

test('exits of an instrument never take more than entries brought', () => {
  for (const [index, { decisions: ofCase }] of outputs.entries()) {
    // There an entry only rests until its master order fills.
    if (cases[index]?.config.copy_on === 'placed') continue;
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
