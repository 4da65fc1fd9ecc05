/** Several sentences of the contract at once. Worked out by hand from it. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, open, order, quantity, type Row, testEach } from './day.ts';

const CALL = 'NIFTY24NOV2624000CE';
const buy = (id: string, units: number, own: Row = {}) => order(id, `buy ${units} SBIN-EQ @ 100`, own);
const sell = (id: string, units: number, own: Row = {}) => order(id, `sell ${units} SBIN-EQ @ 100`, own);
const idea = (id: string, units: number, own: Row = {}) => order(id, `buy ${units} IDEA-EQ @ 100`, own);
const entry = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 100.50`;
const short = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 99.50`;
const exit = (id: string, of: number, units = of) => `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 99.50`;
const NEXT = at('24-Nov-2026 10:00:00');
const EVERY = { side: ['buy', 'sell'] };
const cancelled = (units: number) => ({ status: 'cancelled', filledshares: `${units}` });

/** Two names of one instrument, which only a third row tells to be one: by then the follower holds the other side. */
const ODD = [
  buy('1', 30),
  sell('2', 100, { symboltoken: '3045', tradingsymbol: 'RENAMED-EQ' }),
  sell('3', 10, { symboltoken: '3045' }),
];
const skipsSecond = (of: Row): Row => ({
  followers: { a: { quantity: of } },
  rules: [{ id: 'r', match: { symbol: 'RENAMED-EQ' }, skip: true }],
});

const OTHER_SIDE: readonly Case[] = [
  [
    'opening while the follower holds the other side: an exit of the smaller, and nothing else',
    skipsSecond({ multiplier: 1 }),
    [...ODD, buy('4', 80), buy('5', 50), sell('6', 50)],
    [
      entry('1', 30),
      '2 a RULE_SKIP(r) 100',
      exit('3', 10),
      '4 a NO_POSITION 80',
      entry('5', 50),
      exit('6', 50, 70),
    ],
  ],
  [
    'of all of it where the quantity is more',
    skipsSecond({ lots: 30 }),
    [...ODD.slice(0, 2), sell('3', 40, { symboltoken: '3045' })],
    [entry('1', 30), '2 a RULE_SKIP(r) 100', exit('3', 40, 30)],
  ],
  [
    'and where it is not known',
    { ...skipsSecond({ fixed: 20, overrides: [{ match: { side: 'sell' }, capital_ratio: 1 }] }) },
    ODD,
    [entry('1', 30, 20), '2 a RULE_SKIP(r) 100', exit('3', 10, 20)],
  ],
];

const SHARES: readonly Case[] = [
  [
    'a share is exact through entries, skips and reductions',
    { ...MIRROR, rules: [{ id: 'r', match: { tag: 'no' }, skip: true }] },
    [
      buy('1', 100),
      buy('2', 100, { ordertag: 'no' }),
      sell('3', 100),
      buy('4', 100),
      sell('5', 50),
      sell('6', 50),
      sell('7', 100),
    ],
    [
      entry('1', 100),
      '2 a RULE_SKIP(r) 100',
      exit('3', 100, 50),
      entry('4', 100),
      exit('5', 50, 37),
      exit('6', 50, 38),
      exit('7', 100, 75),
    ],
  ],
  [
    'entries under fill add what they fill',
    { ...quantity({ multiplier: 0.5 }), copy_on: 'fill' },
    [buy('1', 100, open(41)), buy('1', 100), sell('2', 50, open(20)), sell('2', 50)],
    [entry('1', 41, 20), entry('1', 59, 30), exit('2', 20, 10), exit('2', 30, 15)],
  ],
  [
    'an exit and more of its order: the opening of all of it at the end',
    MIRROR,
    [buy('1', 100), sell('2', 150, open(120)), sell('2', 150, cancelled(130))],
    [entry('1', 100), exit('2', 100), short('2', 30)],
  ],
  [
    'nothing copied, nothing left',
    quantity({ multiplier: 0.5 }),
    [order('1', `buy 65 ${CALL} @ 100`), order('2', `sell 65 ${CALL} @ 100`)],
    ['1 a BELOW_LOT 65', '2 a NO_POSITION 65'],
  ],
  [
    'an execution rule is asked for the part that is an exit',
    { ...MIRROR, rules: [{ id: 'e', match: { quantity: 50 }, execution: { as: 'market' } }] },
    [buy('1', 100), buy('2', 60, open(60)), sell('3', 110)],
    [entry('1', 100), '3 a NETTED 60', '3 a EXIT(e) 50 > 50: MARKET 50'],
  ],
  [
    'a follower that is not enabled: the sum of NETTED, exit and entry',
    { followers: { a: { enabled: false } } },
    [buy('1', 100), buy('2', 60, open(60)), sell('3', 200)],
    ['1 a FOLLOWER_DISABLED 100', '3 a FOLLOWER_DISABLED 200'],
  ],
  [
    "an order of the tool's own that ends unfilled is said once",
    MIRROR,
    [
      buy('1', 100, open(0, { ordertag: 'ct0123456789abc' })),
      buy('1', 100, { ...cancelled(0), ordertag: 'ct0123456789abc' }),
    ],
    ['1 a OWN_COPY 100'],
  ],
];

const QUANTITIES: readonly Case[] = [
  [
    "a rule's quantity stands in for the override that matches",
    {
      ...quantity({ multiplier: 1, max: 65, overrides: [{ match: EVERY, fixed: 130, max: 260 }] }),
      rules: [{ id: 'r', match: EVERY, quantity: { lots: 3 } }],
    },
    [order('1', `buy 65 ${CALL} @ 100`)],
    ['1 a ENTRY(r) 65 > 195: LIMIT 195 @ 102.50'],
  ],
  [
    "or for the default's",
    {
      defaults: { quantity: { fixed: 10, max: 50 } },
      followers: { a: {} },
      rules: [{ id: 'r', match: EVERY, quantity: { multiplier: 1 } }],
    },
    [buy('1', 100)],
    ['1 a ENTRY(r) 100 > 50: LIMIT 50 @ 100.50'],
  ],
  [
    'a quantity rule of one follower leaves the other its own',
    {
      followers: { a: { quantity: { fixed: 3 } }, b: {} },
      rules: [{ id: 'r', followers: ['b'], match: EVERY, quantity: { multiplier: 0.1 } }],
    },
    [buy('1', 100)],
    [entry('1', 100, 3), '1 b ENTRY(r) 100 > 10: LIMIT 10 @ 100.50'],
  ],
  [
    'an override with any and not',
    quantity({
      fixed: 1,
      overrides: [{ match: { any: [{ underlying: 'IDEA' }, { not: { side: 'buy' } }] }, fixed: 2 }],
    }),
    [buy('1', 10), idea('2', 10), order('3', 'sell 5 ITC-EQ @ 100')],
    [entry('1', 10, 1), entry('2', 10, 2), short('3', 5, 2)],
  ],
  [
    'a lot size that is not known is a number of lots that is not known',
    { ...MIRROR, rules: [{ id: 'l', match: { lots: '> 10' }, skip: true }] },
    [order('1', `buy 65 ${CALL} @ 100`, { lotsize: '0' })],
    ['1 a UNKNOWN_FACT(l) 65'],
  ],
  [
    'min of an entry, and none of its exit',
    quantity({ multiplier: 0.5, min: 20 }),
    [buy('1', 39), buy('2', 40), sell('3', 78), sell('4', 1)],
    ['1 a BELOW_MIN 39', entry('2', 40, 20), exit('3', 78, 19), exit('4', 1)],
  ],
  [
    'minus nothing is nothing',
    MIRROR,
    [buy('1', 100, { averageprice: '-0.00', price: '100', filledshares: '-0' })],
    [entry('1', 100)],
  ],
];

const limit = (of: Row): Row => ({ followers: { a: { limits: of } } });

const LIMITS: readonly Case[] = [
  [
    "a rule's number of orders counts all that were copied today",
    { ...MIRROR, rules: [{ id: 'l', match: { underlying: 'IDEA' }, limits: { max_orders_per_day: 1 } }] },
    [buy('1', 1), idea('2', 1), buy('3', 1)],
    [entry('1', 1), '2 a MAX_ORDERS(l) 1', entry('3', 1)],
  ],
  [
    'an order that ends with its day is one of that day',
    limit({ max_orders_per_day: 1 }),
    [buy('1', 100, open(40)), idea('2', 1), idea('3', 1, NEXT)],
    [entry('2', 1), '1 a MAX_ORDERS 40', entry('3', 1)],
  ],
  [
    'a loss of yesterday’s position is of today',
    limit({ daily_loss: 1000 }),
    [
      buy('1', 100, { producttype: 'DELIVERY' }),
      order('2', 'sell 100 SBIN-EQ @ 90', { producttype: 'DELIVERY', ...NEXT }),
      idea('3', 1, NEXT),
    ],
    [entry('1', 100), '2 a EXIT 100 > 100: LIMIT 100 @ 89.55', '3 a DAILY_LOSS 1'],
  ],
  [
    'results of all instruments are one',
    limit({ daily_loss: 900 }),
    [
      buy('1', 100),
      idea('2', 100),
      order('3', 'sell 100 SBIN-EQ @ 95'),
      order('4', 'sell 100 IDEA-EQ @ 96'),
      buy('5', 1),
    ],
    [
      entry('1', 100),
      entry('2', 100),
      '3 a EXIT 100 > 100: LIMIT 100 @ 94.50',
      '4 a EXIT 100 > 100: LIMIT 100 @ 95.50',
      '5 a DAILY_LOSS 1',
    ],
  ],
  [
    'an exit without a price realises nothing',
    limit({ daily_loss: 1 }),
    [buy('1', 100), order('2', 'sell 100 SBIN-EQ'), buy('3', 1)],
    [entry('1', 100), '2 a EXIT 100 > 100: MARKET 100', entry('3', 1)],
  ],
  [
    'an entry without one joins at the average cost',
    { followers: { a: { execution: { as: 'market' }, limits: { daily_loss: 2000 } } } },
    [buy('1', 100), order('2', 'buy 100 SBIN-EQ'), order('3', 'sell 200 SBIN-EQ @ 90'), buy('4', 1)],
    [
      '1 a ENTRY 100 > 100: MARKET 100',
      '2 a ENTRY 100 > 100: MARKET 100',
      '3 a EXIT 200 > 200: MARKET 200',
      '4 a DAILY_LOSS 1',
    ],
  ],
  [
    'and its loss is smaller than any paisa more',
    { followers: { a: { execution: { as: 'market' }, limits: { daily_loss: 2000.01 } } } },
    [buy('1', 100), order('2', 'buy 100 SBIN-EQ'), order('3', 'sell 200 SBIN-EQ @ 90'), buy('4', 1)],
    [
      '1 a ENTRY 100 > 100: MARKET 100',
      '2 a ENTRY 100 > 100: MARKET 100',
      '3 a EXIT 200 > 200: MARKET 200',
      '4 a ENTRY 1 > 1: MARKET 1',
    ],
  ],
  [
    "what rests at the master's price is valued at it",
    limit({ max_order_value: 10000 }),
    [buy('1', 100, { ordertype: 'LIMIT', price: 100 }), buy('2', 100, { ordertype: 'LIMIT', price: 100.05 })],
    ['1 a ENTRY 100 > 100: LIMIT 100 @ 100.00', '2 a MAX_ORDER_VALUE 100'],
  ],
];

const DAYS: readonly Case[] = [
  [
    'what an order had at midnight is of its day, and gone where its product is flat',
    MIRROR,
    [buy('1', 100, open(40)), sell('2', 40, NEXT)],
    [entry('1', 40), short('2', 40)],
  ],
  [
    'and there where it is not',
    MIRROR,
    [
      buy('1', 100, open(40, { producttype: 'CARRYFORWARD' })),
      sell('2', 40, { producttype: 'CARRYFORWARD', ...NEXT }),
    ],
    [entry('1', 40), exit('2', 40)],
  ],
  [
    'it ends as of its last row: that is its time',
    { ...MIRROR, filters: { time: '09:59..10:01' } },
    [buy('1', 100, open(40)), idea('2', 1, at('23-Nov-2026 12:00:00')), idea('3', 1, NEXT)],
    ['2 a TIME_FILTERED 1', entry('1', 40), entry('3', 1)],
  ],
  [
    'an order placed after the market ends unfilled, and its fill of the next day is decided at once',
    MIRROR,
    [
      buy('1', 100, { ...open(0), variety: 'AMO', ...at('23-Nov-2026 18:00:00') }),
      buy('1', 100, { variety: 'AMO', ...NEXT }),
    ],
    ['1 a NOT_FILLED 100', entry('1', 100)],
  ],
  [
    'opening positions are of the first day in intraday',
    MIRROR,
    [buy('1', 1), sell('2', 100, NEXT)],
    [entry('1', 1), short('2', 100)],
    {
      positions: [
        {
          exchange: 'NSE',
          tradingsymbol: 'SBIN-EQ',
          symboltoken: '3045',
          producttype: 'INTRADAY',
          netqty: '100',
        },
      ],
    },
  ],
  [
    'and of every day in carryforward',
    MIRROR,
    [buy('1', 1), sell('2', 100, { producttype: 'CARRYFORWARD', ...NEXT })],
    [entry('1', 1), '2 a NO_POSITION 100'],
    {
      positions: [
        {
          exchange: 'NSE',
          tradingsymbol: 'SBIN-EQ',
          symboltoken: '3045',
          producttype: 'CARRYFORWARD',
          netqty: '100',
        },
      ],
    },
  ],
  [
    'two days without an event are one change of day',
    MIRROR,
    [buy('1', 100, open(40)), idea('2', 1, at('26-Nov-2026 10:00:00'))],
    [entry('1', 40), entry('2', 1)],
  ],
  [
    'waiting opening does not wait for another day',
    MIRROR,
    [
      buy('1', 100, open(100, { producttype: 'CARRYFORWARD' })),
      sell('2', 40, { producttype: 'CARRYFORWARD', ...NEXT }),
      buy('1', 100, { producttype: 'CARRYFORWARD', ...NEXT }),
    ],
    [entry('1', 100), exit('2', 40)],
  ],
];

describe('the other side', () => testEach(OTHER_SIDE));
describe('shares', () => testEach(SHARES));
describe('quantities', () => testEach(QUANTITIES));
describe('limits', () => testEach(LIMITS));
describe('days', () => testEach(DAYS));
