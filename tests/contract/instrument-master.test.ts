/** What an instrument master says, and what is sliced by it. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { type Case, MIRROR, order, type Row, testEach } from './day.ts';

const CALL = 'NIFTY24NOV2624000CE';

const master = (own: Row) => ({
  token: '1',
  symbol: CALL,
  name: 'NIFTY',
  expiry: '24NOV2026',
  strike: '2400000.000000',
  lotsize: '65',
  instrumenttype: 'OPTIDX',
  exch_seg: 'NFO',
  tick_size: '5.000000',
  freeze_qty: '1801',
  ...own,
});
const SHARE = {
  symbol: 'SBIN-EQ',
  name: 'SBIN',
  expiry: '',
  strike: '-1.000000',
  lotsize: '1',
  instrumenttype: '',
  exch_seg: 'NSE',
};
const option = (units: number, own: Row = {}) =>
  order('1', `buy ${units} ${CALL} @ 100`, { symboltoken: '1', ...own });
const shares = (units: number) => order('1', `buy ${units} SBIN-EQ @ 100`, { symboltoken: '1' });
const listed = (own: Row) => ({ instruments: [master(own)] });
const skipBy = (match: Row) => ({ ...MIRROR, rules: [{ id: 'r', match, skip: true }] });

const INSTRUMENTS: readonly Case[] = [
  [
    'a freeze of a derivative is the limit + 1: full slices of whole lots first',
    MIRROR,
    [option(3575)],
    ['1 a ENTRY 3575 > 3575: LIMIT 1755 @ 102.50, LIMIT 1755 @ 102.50, LIMIT 65 @ 102.50'],
    listed({}),
  ],
  [
    'at the limit: one order',
    MIRROR,
    [option(130)],
    ['1 a ENTRY 130 > 130: LIMIT 130 @ 102.50'],
    listed({ freeze_qty: '131' }),
  ],
  [
    'above it: two',
    MIRROR,
    [option(130)],
    ['1 a ENTRY 130 > 130: LIMIT 65 @ 102.50, LIMIT 65 @ 102.50'],
    listed({ freeze_qty: '130' }),
  ],
  ['a limit below one lot', MIRROR, [option(65)], ['1 a FREEZE_BELOW_LOT 65'], listed({ freeze_qty: '65' })],
  [
    'a limit of one lot',
    MIRROR,
    [option(65)],
    ['1 a ENTRY 65 > 65: LIMIT 65 @ 102.50'],
    listed({ freeze_qty: '66' }),
  ],
  [
    '0 is none',
    MIRROR,
    [option(65000)],
    ['1 a ENTRY 65000 > 65000: LIMIT 65000 @ 102.50'],
    listed({ freeze_qty: '0' }),
  ],
  [
    'absent is none',
    MIRROR,
    [option(65000)],
    ['1 a ENTRY 65000 > 65000: LIMIT 65000 @ 102.50'],
    listed({ freeze_qty: undefined }),
  ],
  [
    "an equity's is the limit",
    MIRROR,
    [shares(2001)],
    ['1 a ENTRY 2001 > 2001: LIMIT 1000 @ 100.50, LIMIT 1000 @ 100.50, LIMIT 1 @ 100.50'],
    listed({ ...SHARE, freeze_qty: '1000' }),
  ],
  [
    'max_order_value sees all slices together',
    { followers: { a: { limits: { max_order_value: 13000 } } } },
    [option(130)],
    ['1 a MAX_ORDER_VALUE 130'],
    listed({ freeze_qty: '66' }),
  ],
  [
    'exits are sliced too',
    MIRROR,
    [option(130), { ...option(130), orderid: '2', transactiontype: 'SELL' }],
    [
      '1 a ENTRY 130 > 130: LIMIT 65 @ 102.50, LIMIT 65 @ 102.50',
      '2 a EXIT 130 > 130: LIMIT 65 @ 97.50, LIMIT 65 @ 97.50',
    ],
    listed({ freeze_qty: '66' }),
  ],
  [
    'ticks are in paise',
    MIRROR,
    [{ ...shares(1), averageprice: '100.10' }],
    ['1 a ENTRY 1 > 1: LIMIT 1 @ 100.60'],
    listed({ ...SHARE, tick_size: '10' }),
  ],
  [
    'a tick of a rupee',
    MIRROR,
    [{ ...shares(1), averageprice: '100.10' }],
    ['1 a ENTRY 1 > 1: LIMIT 1 @ 100.00'],
    listed({ ...SHARE, tick_size: '100' }),
  ],
  [
    'a tick of a paisa',
    MIRROR,
    [{ ...shares(1), averageprice: '100.11' }],
    ['1 a ENTRY 1 > 1: LIMIT 1 @ 100.61'],
    listed({ ...SHARE, tick_size: '1.000000' }),
  ],
  [
    "the instrument master's lot size comes before the row's",
    { followers: { a: { quantity: { lots: 1 } } } },
    [option(75, { lotsize: '75' })],
    ['1 a ENTRY 75 > 65: LIMIT 65 @ 102.50'],
    listed({}),
  ],
  [
    'its strike is in paise',
    skipBy({ strike: 24000 }),
    [option(65)],
    ['1 a RULE_SKIP(r) 65'],
    listed({ symbol: 'X' }),
  ],
  [
    "a row's own strike is in rupees and comes first",
    skipBy({ strike: 23000 }),
    [option(65, { strikeprice: 23000 })],
    ['1 a RULE_SKIP(r) 65'],
    listed({}),
  ],
  [
    'its underlying comes before the symbol',
    skipBy({ underlying: 'NIFTY' }),
    [option(65, { tradingsymbol: 'OPAQUE' })],
    ['1 a RULE_SKIP(r) 65'],
    listed({ symbol: 'OPAQUE' }),
  ],
  [
    'its expiry',
    skipBy({ days_to_expiry: 3 }),
    [option(65, { tradingsymbol: 'OPAQUE' })],
    ['1 a RULE_SKIP(r) 65'],
    listed({ symbol: 'OPAQUE', expiry: '26NOV2026' }),
  ],
  [
    'a currency strike is in 1/10,000,000',
    skipBy({ strike: 83.25 }),
    [order('1', 'buy 1 OPAQUE @ 1', { exchange: 'CDS', symboltoken: '1' })],
    ['1 a RULE_SKIP(r) 1'],
    listed({
      symbol: 'OPAQUE',
      exch_seg: 'CDS',
      instrumenttype: 'OPTCUR',
      strike: '832500000.000000',
      lotsize: '1',
      freeze_qty: '0',
    }),
  ],
];

describe('the instrument master', () => testEach(INSTRUMENTS));
