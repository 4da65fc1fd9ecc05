import { describe, expect, test } from 'vitest';
import { call, complete, decide, only, partly, share } from './by-hand.ts';

/** Quantities, prices and slices of entries, worked out by hand from the contract. */

const lot75 = complete(call('1', 'BUY', 75, { lotsize: '75' }));
const two = complete(call('1', 'BUY', 130));
const sized = (quantity: unknown, row: Readonly<Record<string, unknown>> = two, file = {}) =>
  decide(only({ quantity }, file), [row]).map((line) => line.replace(' @ 100.00', ''));

describe('quantity', () => {
  test('is whole lots', () => {
    expect(sized({ multiplier: 0.5 }, lot75)).toEqual(['BELOW_LOT 75']);
    expect(sized({ fixed: 100 })).toEqual(['ENTRY 130 -> 65']);
    expect(sized({ lots: 3 })).toEqual(['ENTRY 130 -> 195']);
    expect(sized('mirror')).toEqual(['ENTRY 130 -> 130']);
    expect(sized({ multiplier: 1 }, { ...two, lotsize: '0' })).toEqual(['NO_LOT_SIZE 130']);
  });

  test('is exact', () => {
    expect(sized({ multiplier: 0.29 }, complete(share('1', 'BUY', 100)))).toEqual(['ENTRY 100 -> 29']);
  });

  test('rounds down, to the nearest with halves up, or up', () => {
    // 97.5 is one lot and a half; 78 is 1.2 lots.
    expect(sized({ multiplier: 0.75, round: 'nearest' })).toEqual(['ENTRY 130 -> 130']);
    expect(sized({ multiplier: 0.6, round: 'nearest' })).toEqual(['ENTRY 130 -> 65']);
    expect(sized({ multiplier: 0.6, round: 'up' })).toEqual(['ENTRY 130 -> 130']);
    expect(sized({ multiplier: 0.75 })).toEqual(['ENTRY 130 -> 65']);
  });

  test('keeps to max in whole lots, then to min', () => {
    expect(sized({ multiplier: 4, max: 200 })).toEqual(['ENTRY 130 -> 195']);
    expect(sized({ max: 64 })).toEqual(['BELOW_LOT 130']);
    expect(sized({ multiplier: 0.5, min: 66 })).toEqual(['BELOW_MIN 130']);
  });

  test('follows the capital of both accounts', () => {
    const file = { master: { capital: 200000 } };
    const follower = { quantity: { capital_ratio: 1 }, capital: 100000.5 };
    // 130 × 100000.5 / 200000 = 65.000325.
    expect(decide(only(follower, file), [two])).toEqual(['ENTRY 130 -> 65 @ 100.00']);
    expect(decide(only(follower), [two])).toEqual(['NO_CAPITAL 130']);
  });

  test('of an override or a rule takes round, min and max from what it stands in for', () => {
    const quantity = { max: 130, overrides: [{ match: { underlying: 'nifty' }, lots: 5 }] };
    expect(sized(quantity)).toEqual(['ENTRY 130 -> 130']);
    const rules = [{ id: 'three', match: { exchange: 'NFO' }, quantity: { lots: 3 } }];
    expect(sized(quantity, two, { rules })).toEqual(['ENTRY(three) 130 -> 130']);
    expect(sized({ multiplier: 2 }, two, { defaults: { quantity: { max: 65 } } })).toEqual([
      'ENTRY 130 -> 260',
    ]);
    expect(sized(undefined, two, { defaults: { quantity: { max: 65 } } })).toEqual(['ENTRY 130 -> 65']);
  });

  test('under fill is of the opening so far, less what the order already copied', () => {
    // Halves of 31, 33 and 100: 15, 16 (1 more), 50 (34 more); then nothing is left to add.
    const order = share('1', 'BUY', 100);
    const rows = [partly(order, 31), partly(order, 33), complete(order)];
    const half = { quantity: { multiplier: 0.5 } };
    expect(decide(only(half, { copy_on: 'fill' }), rows)).toEqual([
      'ENTRY 31 -> 15 @ 100.00',
      'ENTRY 2 -> 1 @ 100.00',
      'ENTRY 67 -> 34 @ 100.00',
    ]);
    expect(decide(only({ quantity: { fixed: 7 } }, { copy_on: 'fill' }), rows)).toEqual([
      'ENTRY 31 -> 7 @ 100.00',
      'BELOW_LOT 2',
      'BELOW_LOT 67',
    ]);
  });
});

describe('price', () => {
  const market = (side: string, averageprice: number, row = share) =>
    complete(row('1', side, 65, { ordertype: 'MARKET', price: 0 }), averageprice);
  const exitAt = (row: Readonly<Record<string, unknown>>, execution = {}) => {
    const other = row.transactiontype === 'BUY' ? 'SELL' : 'BUY';
    const opened = complete({ ...row, orderid: '0', transactiontype: other, ordertype: 'LIMIT', price: 100 });
    return decide(only({ execution }), [opened, row]).at(-1);
  };

  test('of an entry is rounded inwards, of an exit outwards', () => {
    // 101.03 × 1.005 = 101.53515; × 0.995 = 100.52485.
    expect(decide(only(), [market('BUY', 101.03)])).toEqual(['ENTRY 65 -> 65 @ 101.50']);
    expect(decide(only(), [market('SELL', 101.03)])).toEqual(['ENTRY 65 -> 65 @ 100.55']);
    expect(exitAt(market('BUY', 101.03))).toBe('EXIT 65 -> 65 @ 101.55');
    expect(exitAt(market('SELL', 101.03))).toBe('EXIT 65 -> 65 @ 100.50');
  });

  test.each([
    [9.95, '11.90'],
    [10, '11.00'],
    [19.95, '21.90'],
    [20, '21.00'],
    [50, '52.50'],
    [50.05, '51.30'],
  ])('of an index option at %s is %s', (premium, price) => {
    expect(decide(only(), [market('BUY', premium, call)])).toEqual([`ENTRY 65 -> 65 @ ${price}`]);
  });

  test('is one tick at least', () => {
    expect(exitAt(market('SELL', 0.05, call))).toBe('EXIT 65 -> 65 @ 0.05');
  });

  test("of an exit is the master's limit where that is the more aggressive", () => {
    const sell = (price: number, ordertype = 'LIMIT') =>
      complete(share('1', 'SELL', 65, { price, ordertype, triggerprice: 0 }));
    expect(exitAt(sell(98.03))).toBe('EXIT 65 -> 65 @ 98.03');
    expect(exitAt(sell(98.03, 'STOPLOSS_LIMIT'))).toBe('EXIT 65 -> 65 @ 98.03');
    expect(exitAt(sell(99.9))).toBe('EXIT 65 -> 65 @ 99.50');
    expect(exitAt(sell(98.03), { as: 'limit', slippage: '1%' })).toBe('EXIT 65 -> 65 @ 99.00');
    expect(exitAt(sell(98.03), { as: 'market' })).toBe('EXIT 65 -> 65 @ MARKET');
    expect(exitAt(sell(99.9), { as: 'same' })).toBe('EXIT 65 -> 65 @ 99.90');
  });

  test('that is needed and missing skips an entry and lets an exit go', () => {
    expect(decide(only(), [market('BUY', 0)])).toEqual(['NO_PRICE 65']);
    expect(decide(only({ execution: { as: 'market' } }), [market('BUY', 0)])).toEqual([
      'ENTRY 65 -> 65 @ MARKET',
    ]);
    expect(exitAt(market('SELL', 0))).toBe('EXIT 65 -> 65 @ MARKET');
  });

  test('of a triggered stop is protected, of a limit order as it is', () => {
    const triggered = complete(share('1', 'BUY', 65, { triggerprice: 99, price: 100.5 }));
    expect(decide(only(), [triggered])).toEqual(['ENTRY 65 -> 65 @ 100.50']);
    expect(decide(only({ execution: { slippage: '0.2%' } }), [triggered])).toEqual([
      'ENTRY 65 -> 65 @ 100.20',
    ]);
    expect(decide(only(), [complete(share('1', 'BUY', 65, { price: 100.0025 }))])).toEqual([
      'ENTRY 65 -> 65 @ 100.0025',
    ]);
  });
});

describe('slices', () => {
  const instruments = (freeze_qty: string) => [
    {
      token: '900001',
      symbol: 'NIFTY01DEC2625300CE',
      name: 'NIFTY',
      expiry: '01DEC2026',
      strike: '2530000.000000',
      lotsize: '65',
      instrumenttype: 'OPTIDX',
      exch_seg: 'NFO',
      tick_size: '5.000000',
      freeze_qty,
    },
  ];

  test('are full ones first, whole lots below the freeze quantity', () => {
    // 1801 − 1 = 1800: 27 lots are 1755.
    const order = complete(call('1', 'BUY', 3965));
    expect(decide(only(), [order], { instruments: instruments('1801') })).toEqual([
      'ENTRY 3965 -> 3965 in 1755+1755+455 @ 100.00',
    ]);
  });

  test('below one lot stop an entry, not an exit', () => {
    const small = instruments('61');
    expect(decide(only(), [two], { instruments: small })).toEqual(['FREEZE_BELOW_LOT 130']);
    const copied = [{ ...call('', '', 0), follower: 'f', producttype: 'CARRYFORWARD', netqty: 130 }];
    const sell = complete(call('2', 'SELL', 130));
    expect(decide(only(), [sell], { instruments: small, copied })).toEqual(['EXIT 130 -> 130 @ 97.50']);
  });
});
