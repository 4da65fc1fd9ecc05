/** How much a follower enters with, and which limits stop it. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, order, quantity, type Row, testEach } from './day.ts';

const CALL = 'NIFTY24NOV2624000CE';
const SBIN = 'buy 100 SBIN-EQ @ 100';
const lots = (units: number) => order('1', `buy ${units} ${CALL} @ 100`, { instrumenttype: 'OPTIDX' });
const entered = (of: number, units: number) => [`1 a ENTRY ${of} > ${units}: LIMIT ${units} @ 102.50`];
const shares = (units: number) => order('1', `buy ${units} SBIN-EQ @ 100`);
const bought = (of: number, units: number) => [`1 a ENTRY ${of} > ${units}: LIMIT ${units} @ 100.50`];
const EVERY = { side: 'buy' };
const ratio = (
  of: number | string,
  follower: number | string | undefined,
  master: number | undefined,
): Row => ({
  master: master === undefined ? {} : { capital: master },
  followers: {
    a: { quantity: { capital_ratio: of }, ...(follower === undefined ? {} : { capital: follower }) },
  },
});

const QUANTITIES: readonly Case[] = [
  ['mirror', quantity('mirror'), [lots(130)], entered(130, 130)],
  ['none of them: mirror', quantity({ max: 100 }), [lots(130)], entered(130, 65)],
  ['a multiplier', quantity({ multiplier: 0.5 }), [lots(130)], entered(130, 65)],
  ['rounds down', quantity({ multiplier: 0.5 }), [lots(195)], entered(195, 65)],
  ['nearest is half up', quantity({ multiplier: 0.5, round: 'nearest' }), [lots(195)], entered(195, 130)],
  [
    'nearest goes down below the half',
    quantity({ fixed: 97, round: 'nearest' }),
    [lots(65)],
    entered(65, 65),
  ],
  ['up', quantity({ multiplier: 0.01, round: 'up' }), [lots(65)], entered(65, 65)],
  ['0 is BELOW_LOT', quantity({ multiplier: 0.5 }), [lots(65)], ['1 a BELOW_LOT 65']],
  ['before min is asked', quantity({ multiplier: 0.5, min: 65 }), [lots(65)], ['1 a BELOW_LOT 65']],
  ['100 × 0.29 is 29', quantity({ multiplier: 0.29 }), [shares(100)], bought(100, 29)],
  ['100 × 0.57 is 57', quantity({ multiplier: 0.57 }), [shares(100)], bought(100, 57)],
  ['100 × 1.15 is 115', quantity({ multiplier: 1.15 }), [shares(100)], bought(100, 115)],
  ['and 115 rounded up', quantity({ multiplier: 1.15, round: 'up' }), [shares(100)], bought(100, 115)],
  ['fixed units round to lots', quantity({ fixed: 100 }), [lots(65)], entered(65, 65)],
  ['up if told', quantity({ fixed: 100, round: 'up' }), [lots(65)], entered(65, 130)],
  ['lots are of the instrument', quantity({ lots: 2 }), [lots(65)], entered(65, 130)],
  ['a lot of a share is 1', quantity({ lots: 2 }), [shares(50)], bought(50, 2)],
  [
    'max comes after rounding, down to lots',
    quantity({ fixed: 200, round: 'up', max: 199 }),
    [lots(65)],
    entered(65, 195),
  ],
  ['max below a lot leaves nothing', quantity({ lots: 2, max: 64 }), [lots(65)], ['1 a BELOW_LOT 65']],
  ['below min', quantity({ lots: 1, min: 66 }), [lots(65)], ['1 a BELOW_MIN 65']],
  ['min itself is enough', quantity({ lots: 1, min: 65 }), [lots(65)], entered(65, 65)],
  ['min is asked after max', quantity({ lots: 3, max: 129, min: 65 }), [lots(65)], entered(65, 65)],
  ['an unknown lot of a derivative', MIRROR, [{ ...lots(65), lotsize: '0' }], ['1 a NO_LOT_SIZE 65']],
  ['a negative one too', quantity({ fixed: 65 }), [{ ...lots(65), lotsize: '-1' }], ['1 a NO_LOT_SIZE 65']],
  ['an absent one too', quantity({ lots: 1 }), [{ ...lots(65), lotsize: undefined }], ['1 a NO_LOT_SIZE 65']],
  ['a share without lot size has 1', MIRROR, [{ ...shares(7), lotsize: '0' }], bought(7, 7)],
  ['capital ratio', ratio(1, 500000, 1000000), [shares(100)], bought(100, 50)],
  ['times the ratio', ratio(1.5, 500000, 1000000), [shares(100)], bought(100, 75)],
  ['thirds are exact', ratio(3, 1, 3), [shares(100)], bought(100, 100)],
  ['tenths are exact', ratio(1, 0.1, 0.3), [shares(3)], bought(3, 1)],
  ['great sums are exact', ratio(1, 999999999999.99, 333333333333.33), [shares(9)], bought(9, 27)],
  ["the follower's is not known", ratio(1, undefined, 1000), [shares(100)], ['1 a NO_CAPITAL 100']],
  ["the master's is not known", ratio(1, 1000, undefined), [shares(100)], ['1 a NO_CAPITAL 100']],
  [
    'the first override that matches wins',
    quantity({
      fixed: 10,
      overrides: [
        { match: { side: 'sell' }, fixed: 1 },
        { match: EVERY, fixed: 2 },
        { match: EVERY, fixed: 3 },
      ],
    }),
    [shares(100)],
    bought(100, 2),
  ],
  [
    'none matches: its own',
    quantity({ fixed: 10, overrides: [{ match: { side: 'sell' }, fixed: 1 }] }),
    [shares(100)],
    bought(100, 10),
  ],
  [
    'an override takes round from what it stands in for',
    quantity({ fixed: 65, round: 'up', overrides: [{ match: EVERY, multiplier: 0.1 }] }),
    [lots(130)],
    entered(130, 65),
  ],
  [
    'and max',
    quantity({ fixed: 65, max: 130, overrides: [{ match: EVERY, lots: 5 }] }),
    [lots(65)],
    entered(65, 130),
  ],
  [
    'and min',
    quantity({ fixed: 650, min: 100, overrides: [{ match: EVERY, lots: 1 }] }),
    [lots(65)],
    ['1 a BELOW_MIN 65'],
  ],
  [
    'unless it states its own',
    quantity({
      fixed: 65,
      max: 130,
      round: 'up',
      overrides: [{ match: EVERY, multiplier: 1.5, max: 260, round: 'down' }],
    }),
    [lots(195)],
    entered(195, 260),
  ],
  [
    "a rule's goes before the follower's, and takes round and max from it",
    {
      ...quantity({ multiplier: 1, round: 'up', max: 65 }),
      rules: [{ id: 'r', match: EVERY, quantity: { multiplier: 0.75 } }],
    },
    [lots(130)],
    ['1 a ENTRY(r) 130 > 65: LIMIT 65 @ 102.50'],
  ],
  [
    "a follower's own replaces the default's whole",
    {
      defaults: { quantity: { fixed: 10, max: 10, min: 5 } },
      followers: { a: { quantity: { multiplier: 1 } }, b: {} },
    },
    [shares(100)],
    [...bought(100, 100), '1 b ENTRY 100 > 10: LIMIT 10 @ 100.50'],
  ],
  [
    "the default's overrides count where the follower says nothing",
    {
      defaults: { quantity: { fixed: 10, overrides: [{ match: EVERY, fixed: 20 }] } },
      followers: { a: {}, b: { quantity: { round: 'up' } } },
    },
    [shares(100)],
    [...bought(100, 20), '1 b ENTRY 100 > 100: LIMIT 100 @ 100.50'],
  ],
  [
    'quantity of a match is the part being decided',
    { ...MIRROR, rules: [{ id: 'flip', match: { quantity: 50 }, quantity: { fixed: 7 } }] },
    [shares(100), order('2', 'sell 150 SBIN-EQ @ 100')],
    [...bought(100, 100), '2 a EXIT 100 > 100: LIMIT 100 @ 99.50', '2 a ENTRY(flip) 50 > 7: LIMIT 7 @ 99.50'],
  ],
];

const limits = (of: Row, more: Row = {}) => ({ followers: { a: { limits: of, ...more } } });
const IDEA = 'buy 10 IDEA-EQ @ 10';
const idea = (id: string, day = '23') => order(id, IDEA, at(`${day}-Nov-2026 11:00:00`));
const entry = (id: string) => `${id} a ENTRY 10 > 10: LIMIT 10 @ 10.05`;
const sold = (price: string, result = '90') => [
  order('1', SBIN),
  order('2', `sell 100 SBIN-EQ @ ${price}`),
  idea(result),
];
const SOLD = [...bought(100, 100), '2 a EXIT 100 > 100: LIMIT 100 @ 89.55'];

const LIMITS: readonly Case[] = [
  ['a value at the limit passes', limits({ max_order_value: 10050 }), [shares(100)], bought(100, 100)],
  [
    'a value above it does not',
    limits({ max_order_value: 10049.99 }),
    [shares(100)],
    ['1 a MAX_ORDER_VALUE 100'],
  ],
  [
    'MARKET is valued at the reference',
    limits({ max_order_value: 10000 }, { execution: { as: 'market' } }),
    [shares(100)],
    ['1 a ENTRY 100 > 100: MARKET 100'],
  ],
  [
    'which must be known then',
    limits({ max_order_value: 10000 }, { execution: { as: 'market' } }),
    [order('1', 'buy 100 SBIN-EQ')],
    ['1 a NO_PRICE 100'],
  ],
  [
    "the tightest of the default's and the follower's",
    {
      defaults: { limits: { max_order_value: 10000 } },
      followers: { a: { limits: { max_order_value: 20000 } } },
    },
    [shares(100)],
    ['1 a MAX_ORDER_VALUE 100'],
  ],
  [
    'master orders a day, of which exits are none',
    limits({ max_orders_per_day: 2 }),
    [shares(100), order('2', 'sell 100 SBIN-EQ @ 100'), idea('3'), idea('4')],
    [...bought(100, 100), '2 a EXIT 100 > 100: LIMIT 100 @ 99.50', entry('3'), '4 a MAX_ORDERS 10'],
  ],
  [
    'nor those whose entry was skipped',
    { ...limits({ max_orders_per_day: 1 }), filters: { symbols: { block: ['SBIN'] } } },
    [shares(100), idea('3'), idea('4')],
    ['1 a SYMBOL_BLOCKED 100', entry('3'), '4 a MAX_ORDERS 10'],
  ],
  [
    'the next day counts anew',
    limits({ max_orders_per_day: 1 }),
    [idea('3'), idea('4'), idea('5', '24')],
    [entry('3'), '4 a MAX_ORDERS 10', entry('5')],
  ],
  [
    'an exit is bound by none',
    limits({ max_order_value: 10050, max_orders_per_day: 1, daily_loss: 1 }),
    [shares(100), order('2', 'sell 50 SBIN-EQ @ 50'), order('3', 'sell 50 SBIN-EQ @ 500')],
    [...bought(100, 100), '2 a EXIT 50 > 50: LIMIT 50 @ 49.75', '3 a EXIT 50 > 50: LIMIT 50 @ 497.50'],
  ],
  ['a loss at daily_loss', limits({ daily_loss: 1000 }), sold('90'), [...SOLD, '90 a DAILY_LOSS 10']],
  ['a smaller one', limits({ daily_loss: 1000.01 }), sold('90'), [...SOLD, entry('90')]],
  [
    'by the follower’s own quantities',
    limits({ daily_loss: 500 }, { quantity: { multiplier: 0.5 } }),
    sold('90'),
    ['1 a ENTRY 100 > 50: LIMIT 50 @ 100.50', '2 a EXIT 100 > 50: LIMIT 50 @ 89.55', '90 a DAILY_LOSS 10'],
  ],
  [
    'gains net a later loss',
    limits({ daily_loss: 1000 }),
    [shares(100), order('2', 'sell 50 SBIN-EQ @ 120'), order('3', 'sell 50 SBIN-EQ @ 61'), idea('4')],
    [
      ...bought(100, 100),
      '2 a EXIT 50 > 50: LIMIT 50 @ 119.40',
      '3 a EXIT 50 > 50: LIMIT 50 @ 60.65',
      entry('4'),
    ],
  ],
  [
    'the lowest of the day counts, whatever comes after',
    limits({ daily_loss: 1000 }),
    [shares(100), order('2', 'sell 50 SBIN-EQ @ 80'), order('3', 'sell 50 SBIN-EQ @ 200'), idea('4')],
    [
      ...bought(100, 100),
      '2 a EXIT 50 > 50: LIMIT 50 @ 79.60',
      '3 a EXIT 50 > 50: LIMIT 50 @ 199.00',
      '4 a DAILY_LOSS 10',
    ],
  ],
  [
    'average cost: 100 at 100 and 100 at 120, of which 100 go at 105',
    limits({ daily_loss: 500 }),
    [shares(100), order('2', 'buy 100 SBIN-EQ @ 120'), order('3', 'sell 100 SBIN-EQ @ 105'), idea('4')],
    [
      ...bought(100, 100),
      '2 a ENTRY 100 > 100: LIMIT 100 @ 120.60',
      '3 a EXIT 100 > 100: LIMIT 100 @ 104.45',
      '4 a DAILY_LOSS 10',
    ],
  ],
  [
    'a short loses as it rises',
    limits({ daily_loss: 1000 }),
    [order('1', 'sell 100 SBIN-EQ @ 100'), order('2', 'buy 100 SBIN-EQ @ 110'), idea('4')],
    ['1 a ENTRY 100 > 100: LIMIT 100 @ 99.50', '2 a EXIT 100 > 100: LIMIT 100 @ 110.55', '4 a DAILY_LOSS 10'],
  ],
  [
    'the next day begins at nothing',
    limits({ daily_loss: 1000 }),
    [...sold('90'), idea('5', '24')],
    [...SOLD, '90 a DAILY_LOSS 10', entry('5')],
  ],
  [
    'an order of two reasons is stopped by the first: value, number, loss',
    limits({ max_order_value: 10050, max_orders_per_day: 1, daily_loss: 1000 }),
    [...sold('90'), order('5', 'buy 200 IDEA-EQ @ 100')],
    [...SOLD, '5 a MAX_ORDER_VALUE 200', '90 a MAX_ORDERS 10'],
  ],
];

describe('quantity', () => {
  testEach(QUANTITIES);
});

describe('limits', () => {
  testEach(LIMITS);
});
