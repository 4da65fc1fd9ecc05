/** Orders that are copied while they rest. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, open, order, quantity, type Row, testEach } from './day.ts';

const PLACED = { ...MIRROR, copy_on: 'placed' };
const HALF = { ...quantity({ multiplier: 0.5 }), copy_on: 'placed' };
const LIMIT = { ordertype: 'LIMIT', price: 100, averageprice: 0 };
const buy = (id: string, units: number, own: Row = {}) =>
  order(id, `buy ${units} SBIN-EQ`, { ...LIMIT, ...own });
const sell = (id: string, units: number, own: Row = {}) =>
  order(id, `sell ${units} SBIN-EQ`, { ...LIMIT, ...own });
const filled = (averageprice: number) => ({ averageprice });
const rests = (id: string, of: number, units = of) =>
  `${id} a ENTRY ${of} > ${units}: LIMIT ${units} @ 100.00`;
const exit = (id: string, of: number, units = of) => `${id} a EXIT ${of} > ${units}: LIMIT ${units} @ 99.50`;
const cancelled = (units: number) => ({ status: 'cancelled', filledshares: `${units}` });
const SL = { ordertype: 'STOPLOSS_LIMIT', variety: 'STOPLOSS', price: 101, triggerprice: 100.5 };
const SL_M = { ordertype: 'STOPLOSS_MARKET', variety: 'STOPLOSS', price: 0, triggerprice: 100 };

const CASES: readonly Case[] = [
  [
    'an order is decided when it is first seen alive, and not again as it fills',
    PLACED,
    [buy('1', 100, open(0)), buy('1', 100, open(40)), buy('1', 100)],
    [rests('1', 100)],
  ],
  [
    'terminal when first seen: as under complete',
    PLACED,
    [buy('1', 100, { ...cancelled(40), ...filled(100) })],
    [rests('1', 40)],
  ],
  ['with nothing filled too', PLACED, [buy('1', 100, cancelled(0))], ['1 a NOT_FILLED 100']],
  [
    'a part that is filled when it is first seen is of its quantity',
    HALF,
    [buy('1', 100, open(40)), buy('1', 100)],
    [rests('1', 100, 50)],
  ],
  [
    "a stop-limit keeps its limit and the master's trigger",
    PLACED,
    [buy('1', 100, open(0, SL))],
    ['1 a ENTRY 100 > 100: STOPLOSS_LIMIT 100 @ 101.00 trigger 100.50 {"variety":"STOPLOSS"}'],
  ],
  [
    'a stop-market rests as a stop-limit at the protected price of its trigger',
    PLACED,
    [buy('1', 100, open(0, SL_M))],
    ['1 a ENTRY 100 > 100: STOPLOSS_LIMIT 100 @ 100.50 trigger 100.00 {"variety":"STOPLOSS"}'],
  ],
  [
    'as the master sent it, if told',
    { followers: { a: { execution: { as: 'same' } } }, copy_on: 'placed' },
    [buy('1', 100, open(0, SL_M))],
    ['1 a ENTRY 100 > 100: STOPLOSS_MARKET 100 trigger 100.00 {"variety":"STOPLOSS"}'],
  ],
  [
    'a MARKET order is decided at its fill',
    PLACED,
    [order('1', 'buy 100 SBIN-EQ', open(0)), order('1', 'buy 100 SBIN-EQ @ 100')],
    ['1 a ENTRY 100 > 100: LIMIT 100 @ 100.50'],
  ],
  [
    'a change of price follows',
    PLACED,
    [buy('1', 100, open(0)), buy('1', 100, open(0, { price: 99 }))],
    [rests('1', 100), '1 a ENTRY 100 modify > 100: LIMIT 100 @ 99.00 #2'],
  ],
  [
    'a change of quantity too',
    HALF,
    [buy('1', 100, open(0)), buy('1', 200, open(0))],
    [rests('1', 100, 50), '1 a ENTRY 200 modify > 100: LIMIT 100 @ 100.00 #2'],
  ],
  [
    'one that leaves the copy as it is does not',
    HALF,
    [buy('1', 100, open(0)), buy('1', 101, open(0))],
    [rests('1', 100, 50)],
  ],
  [
    'a cancel with nothing filled',
    PLACED,
    [buy('1', 100, open(0)), buy('1', 100, cancelled(0))],
    [rests('1', 100), '1 a NOT_FILLED 100 cancel > 0:  #2'],
  ],
  [
    'what was skipped is not cancelled',
    { ...PLACED, filters: { sides: ['sell'] } },
    [buy('1', 100, open(0)), buy('1', 100, cancelled(0))],
    ['1 a SIDE_FILTERED 100', '1 a NOT_FILLED 100'],
  ],
  [
    'a copy fills as its order did: its half is what an exit takes out',
    HALF,
    [buy('1', 100, open(0)), buy('1', 100, open(40, filled(100))), sell('2', 20, filled(100))],
    [rests('1', 100, 50), exit('2', 20, 10)],
  ],
  [
    'only what opens rests, and what reduces is an exit as it fills',
    PLACED,
    [buy('1', 100, filled(100)), sell('2', 150, open(0)), sell('2', 150, filled(100))],
    [rests('1', 100), rests('2', 50), exit('2', 100)],
  ],
  [
    'nothing rests of what only reduces',
    PLACED,
    [buy('1', 100, filled(100)), sell('2', 60, open(0)), sell('2', 60, filled(100))],
    [rests('1', 100), exit('2', 60)],
  ],
  [
    'a filter refuses what rests',
    { ...PLACED, filters: { order_types: ['market'] } },
    [buy('1', 100, open(0)), buy('1', 100)],
    ['1 a ORDER_TYPE_FILTERED 100'],
  ],
  [
    'limits bind what rests at its own price',
    { followers: { a: { limits: { max_order_value: 9999.99 } } }, copy_on: 'placed' },
    [buy('1', 100, open(0))],
    ['1 a MAX_ORDER_VALUE 100'],
  ],
  [
    'a day ends an order that rests',
    PLACED,
    [buy('1', 100, open(0)), order('2', 'buy 1 IDEA-EQ @ 100', at('24-Nov-2026 10:00:00'))],
    [rests('1', 100), '1 a NOT_FILLED 100 cancel > 0:  #2', '2 a ENTRY 1 > 1: LIMIT 1 @ 100.50'],
  ],
];

describe('copy_on: placed', () => testEach(CASES));
