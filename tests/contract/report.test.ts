/** What `replay --json` prints. Worked out by hand from the contract. */
import { describe, expect, test } from 'vitest';
import { decide, MIRROR, order } from './day.ts';

const BUY = 'buy 100 SBIN-EQ @ 100';
const SELL = 'sell 100 SBIN-EQ @ 100';

describe('the report', () => {
  const rules = [
    { id: 'used', match: { side: 'buy' }, quantity: { fixed: 10 } },
    { id: 'unused', match: { side: 'sell', symbol: 'X' }, skip: true },
  ];

  test('counts each follower’s decisions by reason, and how often each rule matched', async () => {
    const config = { followers: { a: {}, b: { filters: { exchanges: ['NFO'] } } }, rules };
    const { report } = await decide(config, [[order('1', BUY), order('2', SELL), order('3', BUY)]]);
    expect(report.followers).toEqual({
      a: { copied: 3, skipped: 0, reasons: { ENTRY: 2, EXIT: 1 } },
      b: { copied: 0, skipped: 3, reasons: { EXCHANGE_FILTERED: 2, NO_POSITION: 1 } },
    });
    expect(report.coverage).toMatchObject({ rules: [{ id: 'used' }, { id: 'unused', matched: 0 }] });
  });

  test('says where positions were assumed flat', async () => {
    const assumed = async (files = {}) =>
      (await decide(MIRROR, [[order('1', BUY)]], files)).report.assumed_flat;
    expect(await assumed()).toBe(true);
    expect(await assumed({ positions: [] })).toBe(false);
    expect(await assumed({ positions: null })).toBe(false);
  });

  test('a decision has these keys, in this order', async () => {
    const { report } = await decide({ followers: { follower1: { quantity: { multiplier: 0.5 } } } }, [
      [order('1', 'buy 130 NIFTY24NOV2624000CE @ 100', { ordertype: 'LIMIT', price: '101.5' })],
    ]);
    const own = {
      order_id: '1',
      symbol: 'NIFTY24NOV2624000CE',
      exchange: 'NFO',
      side: 'buy',
      follower: 'follower1',
    };
    const sent = { order_type: 'LIMIT', side: 'buy', quantity: 65, price: '101.50', trigger_price: null };
    const orders = [{ ...sent, product: 'CARRYFORWARD', variety: 'NORMAL' }];
    const decision = {
      ...own,
      action: 'copy',
      reason: 'ENTRY',
      rule: null,
      master_quantity: 130,
      quantity: 65,
      orders,
    };
    expect(JSON.stringify(report.decisions)).toBe(JSON.stringify([decision]));
  });
});
