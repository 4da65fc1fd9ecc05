/** What an event is, what goes against the master's position, and what each follower does. By hand from the contract. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, open, order, quantity, type Row, testEach } from './day.ts';

const CALL = 'NIFTY24NOV2624000CE';
const buy = (id: string, units: number, own: Row = {}) => order(id, `buy ${units} SBIN-EQ @ 100`, own);
const sell = (id: string, units: number, own: Row = {}) => order(id, `sell ${units} SBIN-EQ @ 100`, own);
const ended = (status: string, filled: number, own: Row = {}) => ({
  status,
  filledshares: `${filled}`,
  ...own,
});
const entry = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 100.50`;
const short = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 99.50`;
const exit = (id: string, of: number, units = of) => `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 99.50`;
const cover = (id: string, of: number, units = of) =>
  `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 100.50`;
const HALF = quantity({ multiplier: 0.5 });
const FILL = { ...MIRROR, copy_on: 'fill' };
const DISABLED = { followers: { a: { enabled: false } } };

const EVENTS: readonly Case[] = [
  ['an alive order is not decided under complete', MIRROR, [buy('1', 100, open(40))], []],
  [
    'a half-filled, then cancelled order counts for its half',
    MIRROR,
    [buy('1', 100, open(0)), buy('1', 100, open(40)), buy('1', 100, ended('cancelled', 40))],
    [entry('1', 40)],
  ],
  [
    'what only comes with the end counts',
    MIRROR,
    [buy('1', 100, open(40)), buy('1', 100, ended('cancelled', 60))],
    [entry('1', 60)],
  ],
  [
    'cancelled after market order is an end',
    MIRROR,
    [buy('1', 100, ended('cancelled after market order', 10))],
    [entry('1', 10)],
  ],
  ['so is rejected', MIRROR, [buy('1', 100, ended('rejected', 10))], [entry('1', 10)]],
  ['another status is alive', MIRROR, [buy('1', 100, ended('executed', 100))], []],
  [
    'a complete row without filled quantity has its quantity',
    MIRROR,
    [buy('1', 100, ended('complete', 0))],
    [entry('1', 100)],
  ],
  ['or with an empty one', MIRROR, [buy('1', 100, { filledshares: '' })], [entry('1', 100)]],
  ['a repeated row is no event', MIRROR, [buy('1', 100), buy('1', 100), buy('1', 100)], [entry('1', 100)]],
  [
    'nor a smaller filled quantity',
    FILL,
    [buy('1', 100, open(60)), buy('1', 100, open(40)), buy('1', 100, open(60))],
    [entry('1', 60)],
  ],
  [
    'nothing filled: once',
    MIRROR,
    [buy('1', 100, ended('cancelled', 0)), buy('1', 100, ended('cancelled', 0))],
    ['1 a NOT_FILLED 100'],
  ],
  ['rejected too', HALF, [buy('1', 100, ended('rejected', 0))], ['1 a NOT_FILLED 100']],
  [
    'once terminal, always terminal: a later fill is decided at once, as under fill',
    HALF,
    [buy('1', 100, ended('cancelled', 51)), buy('1', 100, open(52))],
    [entry('1', 51, 25), entry('1', 1)],
  ],
  [
    'also where nothing was filled',
    MIRROR,
    [buy('1', 100, ended('cancelled', 0)), buy('1', 100, open(30))],
    ['1 a NOT_FILLED 100', entry('1', 30)],
  ],
  ['fill: each event', FILL, [buy('1', 100, open(40)), buy('1', 100)], [entry('1', 40), entry('1', 60)]],
  [
    'fill: an end without a fill is nothing',
    FILL,
    [buy('1', 100, open(40)), buy('1', 100, ended('cancelled', 40))],
    [entry('1', 40)],
  ],
  [
    "fill: the quantity is of the order's opening so far, less what is copied",
    { ...quantity({ multiplier: 0.5 }), copy_on: 'fill' },
    [buy('1', 9, open(1)), buy('1', 9, open(2)), buy('1', 9, open(5)), buy('1', 9)],
    ['1 a BELOW_LOT 1', entry('1', 1), entry('1', 3, 1), entry('1', 4, 2)],
  ],
  [
    'fill: fixed units are had once',
    { ...quantity({ fixed: 50 }), copy_on: 'fill' },
    [buy('1', 100, open(10)), buy('1', 100)],
    [entry('1', 10, 50), '1 a BELOW_LOT 90'],
  ],
  [
    'fill: min is asked of all of the order',
    { ...quantity({ min: 50 }), copy_on: 'fill' },
    [buy('1', 100, open(40)), buy('1', 100)],
    ['1 a BELOW_MIN 40', entry('1', 60, 100)],
  ],
  [
    'fill: max too',
    { ...quantity({ max: 70 }), copy_on: 'fill' },
    [buy('1', 100, open(40)), buy('1', 100)],
    [entry('1', 40), entry('1', 60, 30)],
  ],
  [
    'fill: an order that is counted passes max_orders_per_day',
    { followers: { a: { limits: { max_orders_per_day: 1 } } }, copy_on: 'fill' },
    [buy('1', 100, open(40)), buy('2', 1), buy('1', 100)],
    [entry('1', 40), '2 a MAX_ORDERS 1', entry('1', 60)],
  ],
  [
    "fill: max_order_value sees the order's total × the price now",
    { followers: { a: { limits: { max_order_value: 10000 } } }, copy_on: 'fill' },
    [buy('1', 100, open(40)), buy('1', 100, open(90)), buy('1', 100)],
    [entry('1', 40), entry('1', 50), '1 a MAX_ORDER_VALUE 10'],
  ],
];

const REDUCTIONS: readonly Case[] = [
  ['flat: all of it', HALF, [buy('1', 100), sell('2', 100)], [entry('1', 100, 50), exit('2', 100, 50)]],
  ['a part: by the share', HALF, [buy('1', 100), sell('2', 40)], [entry('1', 100, 50), exit('2', 40, 20)]],
  [
    'an exit does not wait for its order to end, nor is it decided twice',
    MIRROR,
    [buy('1', 100), sell('2', 100, open(30)), sell('2', 100, ended('cancelled', 30))],
    [entry('1', 100), exit('2', 30)],
  ],
  [
    'what rounding leaves off stays owed',
    { followers: { a: { quantity: { multiplier: 0.5 } } } },
    [
      order('1', `buy 260 ${CALL} @ 100`),
      order('2', `sell 65 ${CALL} @ 100`),
      order('3', `sell 65 ${CALL} @ 100`),
      order('4', `sell 130 ${CALL} @ 100`),
    ],
    [
      '1 a ENTRY 260 > 130: LIMIT 130 @ 102.50',
      '2 a BELOW_LOT 65',
      '3 a EXIT 65 > 65: LIMIT 65 @ 97.50',
      '4 a EXIT 130 > 65: LIMIT 65 @ 97.50',
    ],
  ],
  [
    'thirds are owed exactly: 10 of 30, then 1 of 20 and 19 of 19',
    quantity({ fixed: 10 }),
    [buy('1', 30), sell('2', 10), sell('3', 1), sell('4', 19)],
    [
      entry('1', 30, 10),
      exit('2', 10, 3),
      exit('3', 1, 0).replace(/EXIT.*/, 'BELOW_LOT 1'),
      exit('4', 19, 7),
    ],
  ],
  [
    'a flip: the exit first, then the entry',
    HALF,
    [buy('1', 100), sell('2', 160)],
    [entry('1', 100, 50), exit('2', 100, 50), short('2', 60, 30)],
  ],
  [
    'under complete the exit at once, the entry at the end',
    MIRROR,
    [buy('1', 100), sell('2', 160, open(120)), buy('3', 1, { tradingsymbol: 'IDEA-EQ' }), sell('2', 160)],
    [entry('1', 100), exit('2', 100), entry('3', 1), short('2', 60)],
  ],
  ['a short is covered', MIRROR, [sell('1', 100), buy('2', 40)], [short('1', 100), cover('2', 40)]],
  [
    'what was never copied leaves no position',
    { ...MIRROR, filters: { sides: ['sell'] } },
    [buy('1', 100), sell('2', 40)],
    ['1 a SIDE_FILTERED 100', '2 a NO_POSITION 40'],
  ],
  [
    'where only a part of the master’s was copied, its share is of all',
    { ...MIRROR, rules: [{ id: 'r', match: { quantity: 300 }, skip: true }] },
    [buy('1', 300), buy('2', 100), sell('3', 200), sell('4', 200)],
    ['1 a RULE_SKIP(r) 300', entry('2', 100), exit('3', 200, 50), exit('4', 200, 50)],
  ],
  [
    'no min or max binds an exit',
    quantity({ fixed: 100, min: 100, max: 100 }),
    [buy('1', 100), sell('2', 1), sell('3', 99)],
    [entry('1', 100), exit('2', 1), exit('3', 99)],
  ],
  [
    'products are positions of their own',
    MIRROR,
    [buy('1', 100), sell('2', 100, { producttype: 'CARRYFORWARD' })],
    [entry('1', 100), short('2', 100)],
  ],
  [
    'exchanges too',
    MIRROR,
    [buy('1', 100), sell('2', 100, { exchange: 'BSE' })],
    [entry('1', 100), short('2', 100)],
  ],
  [
    'opening by a sell in delivery',
    MIRROR,
    [sell('1', 100, { producttype: 'DELIVERY' })],
    ['1 a NO_POSITION 100'],
  ],
  ['and margin', MIRROR, [sell('1', 100, { producttype: 'MARGIN' })], ['1 a NO_POSITION 100']],
  [
    'for the part that opens',
    MIRROR,
    [buy('1', 100, { producttype: 'DELIVERY' }), sell('2', 150, { producttype: 'DELIVERY' })],
    [entry('1', 100), exit('2', 100), '2 a NO_POSITION 50'],
  ],
  [
    'before any filter',
    { ...MIRROR, filters: { exchanges: ['NFO'] } },
    [sell('1', 100, { producttype: 'DELIVERY' })],
    ['1 a NO_POSITION 100'],
  ],
];

const WAITING: readonly Case[] = [
  [
    'opening that waits is used up first, and the rest of it is entered',
    MIRROR,
    [buy('1', 100, open(100)), sell('2', 40), buy('1', 100)],
    ['2 a NETTED 40', entry('1', 60)],
  ],
  [
    'an order used up wholly ends as NETTED too',
    MIRROR,
    [buy('1', 100, open(100)), sell('2', 100), buy('1', 100)],
    ['2 a NETTED 100', '1 a NETTED 100'],
  ],
  [
    'the order first seen last comes first',
    MIRROR,
    [buy('1', 50, open(50)), buy('2', 50, open(50)), sell('3', 70), buy('2', 50), buy('1', 50)],
    ['3 a NETTED 70', '2 a NETTED 50', entry('1', 30)],
  ],
  [
    'first seen counts, not first filled',
    MIRROR,
    [
      buy('1', 50, open(0)),
      buy('2', 50, open(50)),
      buy('1', 50, open(50)),
      sell('3', 50),
      buy('1', 50),
      buy('2', 50),
    ],
    ['3 a NETTED 50', entry('1', 50), '2 a NETTED 50'],
  ],
  [
    'what is left is shared in by the settled position',
    MIRROR,
    [buy('1', 100), buy('2', 100, open(100)), sell('3', 150), buy('2', 100), sell('4', 50)],
    [entry('1', 100), '3 a NETTED 100', exit('3', 50), '2 a NETTED 100', exit('4', 50)],
  ],
  [
    'by its own part: 50 of 100 settled',
    HALF,
    [buy('1', 100), buy('2', 60, open(60)), sell('3', 110)],
    [entry('1', 100, 50), '3 a NETTED 60', exit('3', 50, 25)],
  ],
  [
    'the master ends flat where all that was settled goes',
    HALF,
    [buy('1', 99), buy('2', 1, open(1)), sell('3', 100)],
    [entry('1', 99, 49), '3 a NETTED 1', exit('3', 99, 49)],
  ],
  [
    'a flip of what waits and what is settled',
    MIRROR,
    [buy('1', 100), buy('2', 20, open(20)), sell('3', 130)],
    [entry('1', 100), '3 a NETTED 20', exit('3', 100), short('3', 10)],
  ],
  [
    "what an order's own reduction left, its opening, waits on its own side",
    MIRROR,
    [buy('1', 100), sell('2', 150, open(150)), buy('3', 30), sell('2', 150)],
    [entry('1', 100), exit('2', 100), '3 a NETTED 30', short('2', 20)],
  ],
  [
    'instruments do not net each other',
    MIRROR,
    [buy('1', 100, open(100)), order('2', 'sell 40 IDEA-EQ @ 100'), buy('1', 100)],
    [short('2', 40), entry('1', 100)],
  ],
];

const ONCE: readonly Case[] = [
  [
    "an order of the tool's own",
    MIRROR,
    [buy('1', 100, { ordertag: 'ct0123456789abc' })],
    ['1 a OWN_COPY 100'],
  ],
  ['whose tag has 13 more', MIRROR, [buy('1', 100, { ordertag: 'ct0123456789ab' })], [entry('1', 100)]],
  ['in small letters', MIRROR, [buy('1', 100, { ordertag: 'ct0123456789ABC' })], [entry('1', 100)]],
  [
    'once, when first seen',
    FILL,
    [
      buy('1', 100, open(0, { ordertag: 'ctzzzzzzzzzzzzz' })),
      buy('1', 100, open(10, { ordertag: 'ctzzzzzzzzzzzzz' })),
    ],
    ['1 a OWN_COPY 100'],
  ],
  [
    "its fills move the master's position",
    MIRROR,
    [buy('1', 100, { ordertag: 'ct0123456789abc' }), sell('2', 100)],
    ['1 a OWN_COPY 100', '2 a NO_POSITION 100'],
  ],
  [
    'and what they reduce is an exit',
    MIRROR,
    [buy('1', 100), sell('2', 50, { ordertag: 'ct0123456789abc' })],
    [entry('1', 100), '2 a OWN_COPY 50', exit('2', 50)],
  ],
  [
    'robo',
    MIRROR,
    [buy('1', 100, { variety: 'ROBO' }), buy('1', 100, { variety: 'ROBO' })],
    ['1 a UNSUPPORTED_VARIETY 100'],
  ],
  [
    'robo reduces',
    MIRROR,
    [buy('1', 100), sell('2', 100, { variety: 'ROBO' })],
    [entry('1', 100), '2 a UNSUPPORTED_VARIETY 100', exit('2', 100)],
  ],
  ['a follower that is not enabled', DISABLED, [buy('1', 100)], ['1 a FOLLOWER_DISABLED 100']],
  [
    'once an event, for the sum of its parts',
    DISABLED,
    [buy('1', 100), sell('2', 150)],
    ['1 a FOLLOWER_DISABLED 100', '2 a FOLLOWER_DISABLED 150'],
  ],
  [
    'the tag comes before that',
    DISABLED,
    [buy('1', 100, { ordertag: 'ct0123456789abc' })],
    ['1 a OWN_COPY 100'],
  ],
  ['nothing filled too', DISABLED, [buy('1', 100, ended('cancelled', 0))], ['1 a NOT_FILLED 100']],
  [
    "followers in the file's order, each with all its parts",
    { followers: { b: {}, a: {} } },
    [buy('1', 100), sell('2', 150)],
    [
      entry('1', 100).replace(' a ', ' b '),
      entry('1', 100),
      exit('2', 100).replace(' a ', ' b '),
      short('2', 50).replace(' a ', ' b '),
      exit('2', 100),
      short('2', 50),
    ],
  ],
];

const NEXT = at('24-Nov-2026 10:00:00');
const held = (producttype: string, rows: readonly string[]): Case => [
  producttype,
  MIRROR,
  [buy('1', 100, { producttype }), sell('2', 100, { producttype, ...NEXT })],
  [entry('1', 100), ...rows],
];
const option = (id: string, side: string, day: string) =>
  order(id, `${side} 65 ${CALL} @ 100`, at(`${day}-Nov-2026 10:00:00`));
const OPTION = '1 a ENTRY 65 > 65: LIMIT 65 @ 102.50';

const DAYS: readonly Case[] = [
  held('INTRADAY', [short('2', 100)]),
  held('BO', [short('2', 100)]),
  held('CARRYFORWARD', [exit('2', 100)]),
  held('DELIVERY', [exit('2', 100)]),
  held('MARGIN', [exit('2', 100)]),
  [
    'on its expiry day an option is there',
    MIRROR,
    [option('1', 'buy', '23'), option('2', 'sell', '24')],
    [OPTION, '2 a EXIT 65 > 65: LIMIT 65 @ 97.50'],
  ],
  [
    'after it is not',
    MIRROR,
    [option('1', 'buy', '23'), option('2', 'sell', '25')],
    [OPTION, '2 a ENTRY 65 > 65: LIMIT 65 @ 97.50'],
  ],
  [
    'an order alive at midnight ends with its own day',
    MIRROR,
    [buy('1', 100, open(40)), buy('2', 1, NEXT)],
    [entry('1', 40), entry('2', 1)],
  ],
  [
    'in the order first seen, filled or not',
    MIRROR,
    [buy('1', 100, open(0)), buy('2', 50, open(50)), buy('1', 100, open(10)), buy('3', 1, NEXT)],
    [entry('1', 10), entry('2', 50), entry('3', 1)],
  ],
  [
    'with nothing filled',
    MIRROR,
    [buy('1', 100, open(0)), buy('2', 1, NEXT)],
    ['1 a NOT_FILLED 100', entry('2', 1)],
  ],
  [
    'and counts on its own day',
    { followers: { a: { limits: { max_orders_per_day: 1 } } } },
    [buy('1', 100, open(40)), buy('2', 1, NEXT)],
    [entry('1', 40), entry('2', 1)],
  ],
  [
    'what comes of it later is decided at once',
    MIRROR,
    [buy('1', 100, open(40)), buy('1', 100, { ...open(60), ...NEXT })],
    [entry('1', 40), entry('1', 20)],
  ],
  ['at the end of the log nothing ends', MIRROR, [buy('1', 100, open(40))], []],
  [
    'midnight is that of India',
    MIRROR,
    [buy('1', 100, { ...open(40), ...at('23-Nov-2026 23:59:59') }), buy('2', 1, at('24-Nov-2026 00:00:00'))],
    [entry('1', 40), entry('2', 1)],
  ],
];

const positions = (netqty: unknown, own: Row = {}) => ({
  positions: [
    {
      exchange: 'NSE',
      tradingsymbol: 'SBIN-EQ',
      symboltoken: '3045',
      producttype: 'INTRADAY',
      netqty,
      ...own,
    },
  ],
});

const OPENING: readonly Case[] = [
  ['a sell from the opening position', MIRROR, [sell('1', 100)], ['1 a NO_POSITION 100'], positions('100')],
  ['its rest opens', MIRROR, [sell('1', 100)], ['1 a NO_POSITION 60', short('1', 40)], positions('60')],
  ['a short one', MIRROR, [buy('1', 100)], ['1 a NO_POSITION 30', entry('1', 70)], positions(-30)],
  ['none', MIRROR, [sell('1', 100)], [short('1', 100)], positions('0')],
  [
    'of another product',
    MIRROR,
    [sell('1', 100)],
    [short('1', 100)],
    positions('100', { producttype: 'DELIVERY' }),
  ],
  [
    'the share is of the whole position',
    MIRROR,
    [buy('1', 100), sell('2', 100), sell('3', 100)],
    [entry('1', 100), exit('2', 100, 50), exit('3', 100, 50)],
    positions('100'),
  ],
  [
    'a delivery sell from it opens nothing',
    MIRROR,
    [sell('1', 100, { producttype: 'DELIVERY' })],
    ['1 a NO_POSITION 100'],
    positions('100', { producttype: 'DELIVERY' }),
  ],
  ['data: null is none', MIRROR, [sell('1', 100)], [short('1', 100)], { positions: null }],
];

describe('an event', () => testEach(EVENTS));
describe('a reduction', () => testEach(REDUCTIONS));
describe('opening that waits', () => testEach(WAITING));
describe('what is said once', () => testEach(ONCE));
describe('a new day', () => testEach(DAYS));
describe('opening positions', () => testEach(OPENING));
