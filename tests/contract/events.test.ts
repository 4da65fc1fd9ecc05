/** What an event is, and what of it is decided. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { type Case, MIRROR, open, quantity, testEach } from './day.ts';
import { buy, ended, entry } from './sbin-orders.ts';

const HALF = quantity({ multiplier: 0.5 });

const FILL = { ...MIRROR, copy_on: 'fill' };

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

describe('an event', () => testEach(EVENTS));
