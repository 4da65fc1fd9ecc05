import { describe, expect, test } from 'vitest';
import { call, cancelled, complete, decide, only, partly, share } from './by-hand.ts';

/** Quantities, prices, rules and limits of entries, worked out by hand from the contract. */

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

describe('facts that are not known', () => {
  // A monthly BFO symbol tells the month of its expiry, not the day.
  const sensex = complete(
    call('1', 'BUY', 20, {
      exchange: 'BFO',
      symboltoken: '866186',
      tradingsymbol: 'SENSEX26DEC85000CE',
      lotsize: '20',
      expirydate: '',
      strikeprice: -1,
    }),
  );
  const expiryRule = { id: 'expiry', match: { days_to_expiry: 0 }, skip: true };
  const anyway = { id: 'anyway', match: { exchange: 'bfo' }, skip: true };
  const protect = { id: 'protect', match: { underlying: 'sensex' }, skip: false };
  const ruled = (...rules: unknown[]) => decide(only({}, { rules }), [sensex]);

  test('leave an entry undecided, unless a rule skips it anyway or an earlier one protects it', () => {
    expect(ruled(expiryRule)).toEqual(['UNKNOWN_FACT(expiry) 20']);
    expect(ruled(expiryRule, anyway)).toEqual(['RULE_SKIP(anyway) 20']);
    expect(ruled(protect, expiryRule)).toEqual(['ENTRY 20 -> 20 @ 100.00']);
    expect(ruled(expiryRule, protect)).toEqual(['UNKNOWN_FACT(expiry) 20']);
  });

  test('satisfy no condition, not included, but leave to others what those settle', () => {
    expect(ruled({ ...expiryRule, match: { not: { days_to_expiry: 0 } } })).toEqual([
      'UNKNOWN_FACT(expiry) 20',
    ]);
    expect(ruled({ ...expiryRule, match: { days_to_expiry: 0, side: 'sell' } })).toEqual([
      'ENTRY 20 -> 20 @ 100.00',
    ]);
    expect(ruled({ ...expiryRule, match: { any: [{ days_to_expiry: 0 }, { strike: 85000 }] } })).toEqual([
      'RULE_SKIP(expiry) 20',
    ]);
  });

  test('undecide limits and quantities too, and nothing that is not asked', () => {
    const limits = { id: 'limits', match: { days_to_expiry: 0 }, limits: { max_order_value: 1 } };
    const quantity = { id: 'quantity', match: { days_to_expiry: 0 }, quantity: { lots: 1 } };
    const first = { id: 'first', match: { side: 'buy' }, quantity: 'mirror' };
    expect(ruled(limits, quantity)).toEqual(['UNKNOWN_FACT(quantity) 20']);
    expect(ruled(limits)).toEqual(['UNKNOWN_FACT(limits) 20']);
    expect(ruled(first, quantity)).toEqual(['ENTRY(first) 20 -> 20 @ 100.00']);
    expect(ruled({ id: 'how', match: { days_to_expiry: 0 }, execution: { as: 'market' } })).toEqual([
      'ENTRY 20 -> 20 @ 100.00',
    ]);
  });

  test('are not what an instrument cannot have', () => {
    const rules = [{ id: 'no-strike', match: { not: { strike: '> 0' } }, skip: true }];
    expect(decide(only({}, { rules }), [complete(share('1', 'BUY', 1))])).toEqual(['RULE_SKIP(no-strike) 1']);
  });
});

describe('limits', () => {
  test('of value see the price of the copy, the tightest of all that match', () => {
    const rules = [{ id: 'tight', match: { side: 'buy' }, limits: { max_order_value: 12999.99 } }];
    const follower = { limits: { max_order_value: 13000 } };
    expect(decide(only(follower), [two])).toEqual(['ENTRY 130 -> 130 @ 100.00']);
    expect(decide(only(follower, { rules }), [two])).toEqual(['MAX_ORDER_VALUE(tight) 130']);
  });

  test('of orders count master orders whose entry was copied that day', () => {
    const day = (time: string) => ({ updatetime: time });
    const rows = [
      complete(share('1', 'BUY', 1)),
      cancelled(share('2', 'BUY', 1)),
      complete(share('3', 'BUY', 1)),
      complete(share('4', 'BUY', 1, day('24-Nov-2026 09:15:00'))),
    ];
    expect(decide(only({ limits: { max_orders_per_day: 1 } }), rows)).toEqual([
      'ENTRY 1 -> 1 @ 100.00',
      'NOT_FILLED 1',
      'MAX_ORDERS 1',
      'ENTRY 1 -> 1 @ 100.00',
    ]);
  });

  test('of orders let an order already counted go on under fill, whose value counts in total', () => {
    const order = share('1', 'BUY', 30);
    const limits = { max_orders_per_day: 1, max_order_value: 2000 };
    const rows = [partly(order, 10), partly(order, 20), complete(order)];
    expect(decide(only({ limits }, { copy_on: 'fill' }), rows)).toEqual([
      'ENTRY 10 -> 10 @ 100.00',
      'ENTRY 10 -> 10 @ 100.00',
      'MAX_ORDER_VALUE 10',
    ]);
  });

  test('of loss remember the worst of the day', () => {
    // (10 at 100 + 30 at 104) / 40 = 103. Sold 20 at 98: −100. Sold 20 at 110: +140, which forgives nothing.
    const limits = { daily_loss: 100 };
    const trade = (id: string, side: string, quantity: number, price: number) =>
      complete(share(id, side, quantity, { ordertype: 'MARKET', price: 0 }), price);
    const rows = [
      trade('1', 'BUY', 10, 100),
      trade('2', 'BUY', 30, 104),
      trade('3', 'SELL', 20, 98),
      trade('4', 'SELL', 20, 110),
      trade('5', 'BUY', 1, 100),
    ];
    const reasons = (daily_loss: number) =>
      decide(only({ limits: { ...limits, daily_loss } }), rows).map((line) => line.split(' ')[0]);
    expect(reasons(100)).toEqual(['ENTRY', 'ENTRY', 'EXIT', 'EXIT', 'DAILY_LOSS']);
    expect(reasons(100.01)).toEqual(['ENTRY', 'ENTRY', 'EXIT', 'EXIT', 'ENTRY']);
  });
});

test.each([
  [{ exchanges: ['NSE'] }, 'EXCHANGE_FILTERED'],
  [{ symbols: { allow: ['NIFTY'], block: ['nifty*ce'] } }, 'SYMBOL_BLOCKED'],
  [{ symbols: { allow: ['FINNIFTY', 'BFO:NIFTY'] } }, 'SYMBOL_NOT_ALLOWED'],
  [{ instruments: ['put', 'equity'] }, 'INSTRUMENT_FILTERED'],
  [{ order_types: ['market', 'stop'] }, 'ORDER_TYPE_FILTERED'],
  [{ products: ['intraday'] }, 'PRODUCT_FILTERED'],
  [{ sides: ['sell'] }, 'SIDE_FILTERED'],
  [{ time: '09:15..10:00' }, 'TIME_FILTERED'],
])('the filter %j answers %s', (filters, reason) => {
  expect(decide(only({}, { filters }), [two])).toEqual([`${reason} 130`]);
  expect(decide(only({ filters }), [two])).toEqual([`${reason} 130`]);
});

test('filters that let it through: underlying, option, stop as either, start of the time', () => {
  const filters = {
    exchanges: ['nfo'],
    symbols: { allow: ['nfo:nifty'] },
    instruments: ['option'],
    order_types: ['stop'],
    time: '10:00..10:01',
  };
  const stop = complete(call('1', 'BUY', 65, { ordertype: 'STOPLOSS_LIMIT', triggerprice: 99 }));
  expect(decide(only({ filters, execution: { slippage: '0%' } }), [stop])).toEqual([
    'ENTRY 65 -> 65 @ 100.00',
  ]);
});
