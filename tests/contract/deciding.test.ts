/** What goes against the master's position, and what each follower does. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { type Case, MIRROR, open, order, quantity, testEach } from './day.ts';
import { buy, CALL, cover, ended, entry, exit, sell, short } from './sbin-orders.ts';

const HALF = quantity({ multiplier: 0.5 });

const FILL = { ...MIRROR, copy_on: 'fill' };

const DISABLED = { followers: { a: { enabled: false } } };

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

describe('a reduction', () => testEach(REDUCTIONS));
describe('opening that waits', () => testEach(WAITING));
describe('what is said once', () => testEach(ONCE));
