/** Limits and days together with other sentences of the contract. Worked out by hand from it. */
import { describe } from 'vitest';
import { at, type Case, MIRROR, open, order, type Row, testEach } from './day.ts';
import { buy, entry, exit, idea, NEXT, sell, short } from './sbin-orders.ts';

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

describe('limits', () => testEach(LIMITS));
describe('days', () => testEach(DAYS));
