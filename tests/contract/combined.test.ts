/** Several sentences of the contract at once. Worked out by hand from it. */
import { describe } from 'vitest';
import { type Case, MIRROR, open, order, quantity, type Row, testEach } from './day.ts';
import { buy, CALL, cancelled, entry, exit, idea, sell, short } from './sbin-orders.ts';

const EVERY = { side: ['buy', 'sell'] };

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

const OWN = { ordertag: 'ct0123456789abc' };

const ODDITIES: readonly Case[] = [
  [
    'a lot size that is not known any more: an exit closes all or nothing',
    MIRROR,
    [
      order('1', `buy 130 ${CALL} @ 100`),
      order('2', `sell 65 ${CALL} @ 100`, { lotsize: '0' }),
      order('3', `sell 65 ${CALL} @ 100`, { lotsize: '0' }),
    ],
    ['1 a ENTRY 130 > 130: LIMIT 130 @ 102.50', '2 a BELOW_LOT 65', '3 a EXIT 65 > 130: LIMIT 130 @ 97.50'],
  ],
  [
    "what an order of the tool's own opens waits for nothing, and is shared in",
    MIRROR,
    [buy('1', 100), buy('2', 100, open(100, OWN)), sell('3', 100), sell('4', 100)],
    [entry('1', 100), '2 a OWN_COPY 100', exit('3', 100, 50), exit('4', 100, 50)],
  ],
  [
    'names that a language has uses for are names',
    {
      followers: { constructor: {} },
      rules: [{ id: '__proto__', match: { symbol: 'toString' }, skip: true }],
    },
    [
      buy('__proto__', 10),
      order('valueOf', 'sell 3 toString @ 100', { exchange: 'BSE', producttype: 'INTRADAY' }),
    ],
    ['__proto__ constructor ENTRY 10 > 10: LIMIT 10 @ 100.50', 'valueOf constructor RULE_SKIP(__proto__) 3'],
  ],
  [
    'great quantities are exact',
    quantity({ multiplier: 0.1 }),
    [buy('1', 999999999990)],
    ['1 a ENTRY 999999999990 > 99999999999: LIMIT 99999999999 @ 100.50'],
  ],
];

describe('the other side', () => testEach(OTHER_SIDE));
describe('shares', () => testEach(SHARES));
describe('quantities', () => testEach(QUANTITIES));
describe('oddities', () => testEach(ODDITIES));
