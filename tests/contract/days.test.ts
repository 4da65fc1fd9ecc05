/** What a new day and opening positions change. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, open, order, type Row, testEach } from './day.ts';
import { buy, CALL, entry, exit, NEXT, sell, short } from './sbin-orders.ts';

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

describe('a new day', () => testEach(DAYS));
describe('opening positions', () => testEach(OPENING));
