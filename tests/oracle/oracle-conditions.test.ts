import { describe, expect, test } from 'vitest';
import { call, cancelled, complete, decide, only, partly, share } from './by-hand.ts';

/** Rules, limits and filters of entries, worked out by hand from the contract. */

const two = complete(call('1', 'BUY', 130));

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
