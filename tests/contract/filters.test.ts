/** What filters let through, and when a match holds. Worked out by hand from the contract. */
import { describe, expect, test } from 'vitest';
import { at, type Case, decide, order, type Row, testEach } from './day.ts';

const SBIN = 'buy 100 SBIN-EQ @ 100';
const CALL = 'NIFTY24NOV2624000CE';
const ENTERED = '1 a ENTRY 100 > 100: LIMIT 100 @ 100.50';
const filtered = (filters: Row, follower: Row = {}) => ({ filters, followers: { a: follower } });
const symbols = (of: Row) => filtered({ symbols: of });
const OPTION_ENTERED = '1 a ENTRY 65 > 65: LIMIT 65 @ 102.50';
const option = (symbol: string) => order('1', `buy 65 ${symbol} @ 100`, { instrumenttype: 'OPTIDX' });

const FILTERS: readonly Case[] = [
  ['an absent key lets everything through', filtered({}), [order('1', SBIN)], [ENTERED]],
  ['exchanges', filtered({ exchanges: ['NFO'] }), [order('1', SBIN)], ['1 a EXCHANGE_FILTERED 100']],
  ["letters' case never matters", filtered({ exchanges: ['nse'] }), [order('1', SBIN)], [ENTERED]],
  [
    'a bare word is the underlying',
    symbols({ block: ['SBIN'] }),
    [order('1', SBIN)],
    ['1 a SYMBOL_BLOCKED 100'],
  ],
  ['or the whole symbol', symbols({ block: ['SBIN-EQ'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  ['in any case', symbols({ block: ['sBin'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  ['and no part of either', symbols({ block: ['SBI', 'SBIN-', 'BIN-EQ'] }), [order('1', SBIN)], [ENTERED]],
  ['a glob is over the whole symbol', symbols({ block: ['*-BE', '*SBIN'] }), [order('1', SBIN)], [ENTERED]],
  ['a star is any text', symbols({ block: ['*-EQ'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  ['? is one letter', symbols({ block: ['SBI?-EQ'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  ['and not none', symbols({ block: ['SBIN?-EQ'] }), [order('1', SBIN)], [ENTERED]],
  ['a prefix limits to its exchange', symbols({ block: ['BSE:SBIN'] }), [order('1', SBIN)], [ENTERED]],
  ['on which it counts', symbols({ block: ['NSE:SBIN'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  ['also before a glob', symbols({ block: ['NSE:S*'] }), [order('1', SBIN)], ['1 a SYMBOL_BLOCKED 100']],
  [
    'block beats allow',
    symbols({ allow: ['SBIN-EQ'], block: ['SBIN'] }),
    [order('1', SBIN)],
    ['1 a SYMBOL_BLOCKED 100'],
  ],
  ['NIFTY is its options', symbols({ allow: ['NIFTY'] }), [option(CALL)], [OPTION_ENTERED]],
  ["not FINNIFTY's", symbols({ allow: ['NIFTY'] }), [option(`FIN${CALL}`)], ['1 a SYMBOL_NOT_ALLOWED 65']],
  [
    "nor NIFTYNXT50's",
    symbols({ allow: ['NIFTY'] }),
    [option('NIFTYNXT5024NOV2660000CE')],
    ['1 a SYMBOL_NOT_ALLOWED 65'],
  ],
  [
    'RELIANCE is the share and its derivatives',
    symbols({ allow: ['RELIANCE'] }),
    [
      order('1', 'buy 1 RELIANCE-EQ @ 100'),
      order('2', 'buy 500 RELIANCE24NOV26FUT @ 100', { instrumenttype: 'FUTSTK', lotsize: 500 }),
    ],
    ['1 a ENTRY 1 > 1: LIMIT 1 @ 100.50', '2 a ENTRY 500 > 500: LIMIT 500 @ 101.00'],
  ],
  [
    "a follower's own narrow the file's",
    {
      filters: { products: ['intraday', 'delivery'] },
      followers: { a: { filters: { products: ['intraday'] } }, b: {} },
    },
    [order('1', SBIN, { producttype: 'DELIVERY' })],
    ['1 a PRODUCT_FILTERED 100', '1 b ENTRY 100 > 100: LIMIT 100 @ 100.50'],
  ],
  [
    'and cannot widen them',
    filtered({ products: ['intraday'] }, { filters: { products: ['intraday', 'delivery'] } }),
    [order('1', SBIN, { producttype: 'DELIVERY' })],
    ['1 a PRODUCT_FILTERED 100'],
  ],
  [
    "the file's come first, whichever key it is",
    filtered({ sides: ['sell'] }, { filters: { exchanges: ['NFO'] } }),
    [order('1', SBIN)],
    ['1 a SIDE_FILTERED 100'],
  ],
  ['time: the start is in', filtered({ time: '10:00..10:30' }), [order('1', SBIN)], [ENTERED]],
  [
    'the last second is in',
    filtered({ time: '10:00..10:30' }),
    [order('1', SBIN, at('23-Nov-2026 10:29:59'))],
    [ENTERED],
  ],
  ['time: the end is out', filtered({ time: '09:30..10:00' }), [order('1', SBIN)], ['1 a TIME_FILTERED 100']],
  [
    'LIMIT with a trigger price is a stop',
    filtered({ order_types: ['limit', 'market'] }),
    [order('1', SBIN, { ordertype: 'LIMIT', price: 101, triggerprice: '99.5' })],
    ['1 a ORDER_TYPE_FILTERED 100'],
  ],
  [
    'stop is either',
    filtered({ order_types: ['stop'] }),
    [order('1', SBIN, { ordertype: 'STOPLOSS_MARKET', triggerprice: 99, variety: 'STOPLOSS' })],
    [ENTERED],
  ],
  [
    'instruments',
    filtered({ instruments: ['put', 'future'] }),
    [option(CALL)],
    ['1 a INSTRUMENT_FILTERED 65'],
  ],
  ['option is call or put', filtered({ instruments: ['option'] }), [option(CALL)], [OPTION_ENTERED]],
  [
    'an exit passes no filter',
    filtered({ sides: ['buy'], time: '10:00..10:01' }),
    [order('1', SBIN), order('2', 'sell 100 SBIN-EQ @ 100', at('23-Nov-2026 11:00:00'))],
    [ENTERED, '2 a EXIT 100 > 100: LIMIT 100 @ 99.50'],
  ],
];

describe('filters', () => {
  testEach(FILTERS);

  test('are checked in their order', async () => {
    const checks: readonly (readonly [string, Row])[] = [
      ['EXCHANGE_FILTERED', { exchanges: ['MCX'] }],
      ['SYMBOL_BLOCKED', { symbols: { block: ['SBIN'], allow: ['NIFTY'] } }],
      ['SYMBOL_NOT_ALLOWED', { symbols: { allow: ['NIFTY'] } }],
      ['INSTRUMENT_FILTERED', { instruments: ['future'] }],
      ['ORDER_TYPE_FILTERED', { order_types: ['limit'] }],
      ['PRODUCT_FILTERED', { products: ['delivery'] }],
      ['SIDE_FILTERED', { sides: ['sell'] }],
      ['TIME_FILTERED', { time: '14:00..15:00' }],
    ];
    for (const [index, [reason]] of checks.entries()) {
      // A later check of the same key stands under the earlier one.
      const filters = Object.assign(
        {},
        ...checks
          .slice(index)
          .map(([, one]) => one)
          .reverse(),
      );
      const { lines } = await decide(filtered(filters), [[order('1', SBIN)]]);
      expect(lines).toEqual([`1 a ${reason} 100`]);
    }
  });
});

type Held = readonly [match: Row, row: Row, holds: boolean];
const LIMIT = { ordertype: 'LIMIT', price: '150.5' };
const PUT = 'NIFTY24NOV2624000PE';

const MATCHES: readonly Held[] = [
  [{ symbol: 'sbin-eq' }, order('1', SBIN), true],
  [{ symbol: 'SBIN' }, order('1', SBIN), false],
  [{ symbol: 'sbin*' }, order('1', SBIN), true],
  [{ symbol: ['X', 'S???-EQ'] }, order('1', SBIN), true],
  [{ underlying: 'sbin' }, order('1', SBIN), true],
  [{ underlying: 'M&M' }, order('1', 'buy 1 M&M-EQ @ 100'), true],
  [{ underlying: 'BAJAJ-AUTO' }, order('1', 'buy 1 BAJAJ-AUTO-EQ @ 100'), true],
  [{ underlying: 'NIFTY' }, order('1', `buy 65 ${CALL} @ 100`), true],
  [{ underlying: 'NIFTY' }, order('1', `buy 65 BANK${CALL} @ 100`), false],
  [{ exchange: ['bse', 'nse'] }, order('1', SBIN), true],
  [{ instrument: 'equity' }, order('1', SBIN), true],
  [{ instrument: 'option' }, order('1', `buy 65 ${CALL} @ 100`), true],
  [{ instrument: 'put' }, order('1', `buy 65 ${CALL} @ 100`), false],
  [{ instrument: ['put', 'future'] }, order('1', 'buy 65 NIFTY24NOV26FUT @ 100'), true],
  [{ instrument: 'put' }, order('1', `buy 65 ${PUT} @ 100`), true],
  [{ instrument: 'call' }, order('1', 'buy 1 DELTACE-EQ @ 100'), false],
  [{ side: 'BUY' }, order('1', SBIN), true],
  [{ side: 'sell' }, order('1', SBIN), false],
  [{ order_type: 'limit' }, order('1', SBIN, LIMIT), true],
  [{ order_type: 'limit' }, order('1', SBIN, { ...LIMIT, triggerprice: 150 }), false],
  [{ order_type: 'stop_limit' }, order('1', SBIN, { ...LIMIT, triggerprice: 150 }), true],
  [{ order_type: 'stop_market' }, order('1', SBIN, { triggerprice: '99.00' }), true],
  [{ order_type: 'stop' }, order('1', SBIN, { triggerprice: '0.00' }), false],
  [{ product: 'margin' }, order('1', SBIN, { producttype: 'MARGIN' }), true],
  [{ product: 'bracket' }, order('1', SBIN, { producttype: 'BO' }), true],
  [{ product: ['delivery', 'carryforward'] }, order('1', SBIN), false],
  [{ variety: 'amo' }, order('1', SBIN, { variety: 'AMO' }), true],
  [{ variety: 'stoploss' }, order('1', SBIN), false],
  [{ tag: 'Scalp' }, order('1', SBIN, { ordertag: 'scalp' }), true],
  [{ tag: 'sc*' }, order('1', SBIN, { ordertag: 'SCALP7' }), true],
  [{ tag: 'sc' }, order('1', SBIN, { ordertag: 'scalp' }), false],
  [{ quantity: 100 }, order('1', SBIN), true],
  [{ quantity: '>= 100' }, order('1', SBIN), true],
  [{ quantity: '> 100' }, order('1', SBIN), false],
  [{ quantity: '<= 100' }, order('1', SBIN), true],
  [{ quantity: '10..100' }, order('1', SBIN), true],
  [{ quantity: '100..110' }, order('1', SBIN), true],
  [{ quantity: '101..110' }, order('1', SBIN), false],
  [{ quantity: [1, '99..101'] }, order('1', SBIN), true],
  [{ lots: 2 }, order('1', `buy 130 ${CALL} @ 100`), true],
  [{ lots: '> 1' }, order('1', `buy 65 ${CALL} @ 100`), false],
  [{ price: '100.5' }, order('1', 'buy 100 SBIN-EQ @ 100.50'), true],
  [{ price: '150.5' }, order('1', SBIN, LIMIT), false],
  [{ price: '150.5' }, order('1', 'buy 100 SBIN-EQ', LIMIT), true],
  [{ price: '< 20.5' }, order('1', 'buy 100 SBIN-EQ @ 20.5'), false],
  [{ value: 29 }, order('1', 'buy 100 SBIN-EQ @ 0.29'), true],
  [{ value: '<= 0.3' }, order('1', 'buy 3 SBIN-EQ @ 0.1'), true],
  [{ strike: 24000 }, order('1', `buy 65 ${CALL} @ 100`), true],
  [{ strike: 24500 }, order('1', `buy 65 ${CALL} @ 100`, { strikeprice: '24500.00' }), true],
  [{ strike: '> 0' }, order('1', SBIN), false],
  [{ not: { strike: '> 0' } }, order('1', SBIN), true],
  [{ not: { strike: '<= 0' } }, order('1', 'buy 65 NIFTY24NOV26FUT @ 100'), true],
  [{ days_to_expiry: 1 }, order('1', `buy 65 ${CALL} @ 100`), true],
  [{ days_to_expiry: 0 }, order('1', `buy 65 ${CALL} @ 100`, at('24-Nov-2026 15:29:59')), true],
  [{ days_to_expiry: 4 }, order('1', `buy 65 ${CALL} @ 100`, at('20-Nov-2026 00:00:01')), true],
  [{ days_to_expiry: '>= 0' }, order('1', SBIN), false],
  [{ not: { days_to_expiry: '>= 0' } }, order('1', SBIN), true],
  [{ time: '10:00..10:01' }, order('1', SBIN), true],
  [{ time: '09:59..10:00' }, order('1', SBIN), false],
  [{ any: [{ side: 'sell' }, { quantity: 100 }] }, order('1', SBIN), true],
  [{ any: [{ side: 'sell' }, { quantity: 99 }] }, order('1', SBIN), false],
  [{ side: 'buy', any: [{ side: 'sell' }] }, order('1', SBIN), false],
  [{ side: 'buy', not: { side: 'sell' } }, order('1', SBIN), true],
  [{ not: { any: [{ side: 'sell' }, { not: { exchange: 'NSE' } }] } }, order('1', SBIN), true],
  [{ not: { side: 'buy', quantity: 99 } }, order('1', SBIN), true],
];

/** All in one day: a follower and a rule for each match, of which only the answer for its own row counts. */
test('a match holds, or does not', async () => {
  const names = MATCHES.map((_, index) => `a${index}`);
  const rules = MATCHES.map(([match], index) => ({
    id: `r${index}`,
    followers: [`a${index}`],
    match,
    skip: true,
  }));
  const rows = MATCHES.map(([, row], index) => ({ ...row, orderid: `${index}` }));
  const { report } = await decide({ followers: Object.fromEntries(names.map((name) => [name, {}])), rules }, [
    rows,
  ]);
  const { decisions } = report;
  const answers = MATCHES.map(([match], index) => {
    const own = decisions.filter(
      ({ order_id, follower }) => order_id === `${index}` && follower === `a${index}`,
    );
    return [match, own.map(({ reason, rule }) => [reason, rule])];
  });
  expect(answers).toEqual(
    MATCHES.map(([match, , holds], index) => [match, [holds ? ['RULE_SKIP', `r${index}`] : ['ENTRY', null]]]),
  );
});
