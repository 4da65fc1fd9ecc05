/** How a row is read, which rows are one order, and in which order they come. Worked out by hand from the contract. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at, type Case, decide, MIRROR, open, order, type Row, testEach } from './day.ts';

const BUY = 'buy 100 SBIN-EQ @ 100';
const SELL = 'sell 100 SBIN-EQ @ 100';
const entry = (id: string, of = 100) => `${id} a ENTRY ${of} > ${of}: LIMIT ${of} @ 100.50`;
const exit = (id: string, of = 100) => `${id} a EXIT ${of} > ${of}: LIMIT ${of} @ 99.50`;
const FILL = { ...MIRROR, copy_on: 'fill' };
const skipBy = (match: Row) => ({ ...MIRROR, rules: [{ id: 'r', match, skip: true }] });
const skipped = (units: number) => [`1 a RULE_SKIP(r) ${units}`];
const typeless = (symbol: string, own: Row = {}) => order('1', `buy 65 ${symbol} @ 100`, own);

const VALUES: readonly Case[] = [
  [
    'values as numbers',
    MIRROR,
    [order('1', BUY, { quantity: 100, filledshares: 100, averageprice: 100, lotsize: 1, triggerprice: 0 })],
    [entry('1')],
  ],
  ['an id that is a number', MIRROR, [order('1', BUY, { orderid: 1 })], [entry('1')]],
  ['orderstatus comes first', MIRROR, [order('1', BUY, { orderstatus: 'open' })], []],
  [
    'status where that is empty',
    MIRROR,
    [order('1', BUY, { orderstatus: '', status: 'complete' })],
    [entry('1')],
  ],
  ['trimmed, in any case', MIRROR, [order('1', BUY, { orderstatus: ' Complete ' })], [entry('1')]],
  [
    'quantities of decimal text that are whole',
    MIRROR,
    [order('1', BUY, { quantity: '100.0', filledshares: '100.00' })],
    [entry('1')],
  ],
  ['the side in any case', MIRROR, [order('1', BUY, { transactiontype: 'buy' })], [entry('1')]],
];

const KINDS: readonly Case[] = [
  ['FUT…', skipBy({ instrument: 'future' }), [typeless('OPAQUE', { instrumenttype: 'FUTSTK' })], skipped(65)],
  [
    'OPT… with CE',
    skipBy({ instrument: 'call' }),
    [typeless('OPAQUECE', { instrumenttype: 'OPTSTK', optiontype: 'CE' })],
    skipped(65),
  ],
  [
    'empty: …CE with a strike',
    skipBy({ instrument: 'call' }),
    [typeless('NIFTY24NOV2624000CE')],
    skipped(65),
  ],
  ['empty: …PE with a strike', skipBy({ instrument: 'put' }), [typeless('NIFTY24NOV2624000PE')], skipped(65)],
  ['empty: …FUT', skipBy({ instrument: 'future' }), [typeless('NIFTY24NOV26FUT')], skipped(65)],
  [
    'else equity',
    skipBy({ instrument: 'equity' }),
    [order('1', 'buy 65 BAJFINANCE @ 100', { exchange: 'BSE' })],
    skipped(65),
  ],
  [
    'a share whose name ends like an option',
    skipBy({ instrument: 'equity' }),
    [order('1', 'buy 65 RELIANCE @ 100', { exchange: 'BSE' })],
    skipped(65),
  ],
  [
    "the row's own expiry comes before the symbol's",
    skipBy({ days_to_expiry: 7 }),
    [typeless('NIFTY24NOV2624000CE', { expirydate: '30NOV2026' })],
    skipped(65),
  ],
  [
    "a monthly option's of BSE",
    skipBy({ strike: 75000, underlying: 'SENSEX' }),
    [typeless('SENSEX26NOV75000PE', { exchange: 'BFO' })],
    skipped(65),
  ],
  [
    "a weekly option's of BSE",
    skipBy({ strike: 82700, underlying: 'SENSEX', days_to_expiry: 3 }),
    [typeless('SENSEX26N2682700CE', { exchange: 'BFO' })],
    skipped(65),
  ],
  [
    'a decimal strike',
    skipBy({ strike: 152.5, underlying: 'ITC' }),
    [typeless('ITC24NOV26152.5CE')],
    skipped(65),
  ],
];

const TOGETHER: readonly Case[] = [
  [
    'rows that share a known uniqueorderid are one order, and the row decided is named',
    MIRROR,
    [
      order('1AO', BUY, { ...open(0), uniqueorderid: 'u' }),
      order('2', BUY, { uniqueorderid: 'u' }),
      order('1AO', BUY),
    ],
    [entry('2')],
  ],
  [
    'an empty one is none',
    MIRROR,
    [order('1', BUY, { uniqueorderid: '' }), order('2', BUY, { uniqueorderid: '' })],
    [entry('1'), entry('2')],
  ],
  [
    'an instrument is its token',
    MIRROR,
    [
      order('1', BUY, { symboltoken: '3045' }),
      order('2', SELL, { symboltoken: '3045', tradingsymbol: 'RENAMED-EQ' }),
    ],
    [entry('1'), exit('2')],
  ],
  [
    'a token and a symbol once seen together are one instrument',
    MIRROR,
    [order('1', BUY, { symboltoken: '3045' }), order('2', SELL)],
    [entry('1'), exit('2')],
  ],
  [
    'in any order of the two',
    MIRROR,
    [order('1', BUY), order('2', SELL, { symboltoken: '3045' })],
    [entry('1'), exit('2')],
  ],
  [
    'rows come by event time',
    MIRROR,
    [order('2', SELL, at('23-Nov-2026 10:00:02')), order('1', BUY, at('23-Nov-2026 10:00:01'))],
    [entry('1'), exit('2')],
  ],
  [
    'which is the first of exchorderupdatetime, updatetime, exchtime',
    MIRROR,
    [
      order('3', 'buy 1 IDEA-EQ @ 100', { updatetime: '', exchtime: '23-Nov-2026 10:00:03' }),
      order('2', SELL, { exchorderupdatetime: '23-Nov-2026 10:00:02', ...at('23-Nov-2026 09:00:00') }),
      order('1', BUY, {
        exchorderupdatetime: '',
        ...at('23-Nov-2026 10:00:01'),
        exchtime: '23-Nov-2026 23:00:00',
      }),
    ],
    [entry('1'), exit('2'), entry('3', 1)],
  ],
  [
    'a row without a time has its predecessor’s',
    MIRROR,
    [
      order('2', SELL, at('23-Nov-2026 10:00:02')),
      order('3', 'buy 7 IDEA-EQ @ 100', at('')),
      order('1', BUY),
    ],
    [entry('1'), exit('2'), entry('3', 7)],
  ],
  [
    'an order of which a later row was seen first is not older',
    FILL,
    [order('1', BUY, at('23-Nov-2026 10:00:05')), order('1', BUY, open(40))],
    [entry('1', 40), entry('1', 60)],
  ],
];

describe('values', () => testEach(VALUES));
describe('kinds', () => testEach(KINDS));
describe('orders and instruments', () => testEach(TOGETHER));

/** The name of a row that cannot be read, and what it says. */
const UNREADABLE: readonly (readonly [string, Row])[] = [
  ['no order id', { orderid: '' }],
  ['an order id that is not there', { orderid: undefined }],
  ['no side', { transactiontype: '' }],
  ['an unknown side', { transactiontype: 'SHORT' }],
  ['a quantity that is no whole number', { quantity: '1.5' }],
  ['a quantity that is no number', { quantity: 'many' }],
  ['a filled quantity that is no whole number', { filledshares: '0.5' }],
  ['an unknown order type', { ordertype: 'ICEBERG' }],
];

test.each(UNREADABLE)(
  'a row with %s is told with its position and counted; the others go on',
  async (_, own) => {
    const { lines, report, told } = await decide(MIRROR, [
      [order('1', BUY), order('2', SELL, own), order('3', SELL)],
    ]);
    expect(lines).toEqual([entry('1'), exit('3')]);
    expect(report.logs).toEqual([{ file: '1.json', format: 'order-book', rows: 3, unreadable: 1 }]);
    expect(told).toEqual([expect.stringMatching(/^1\.json, row 2, is left out: /), ...told.slice(1)]);
  },
);

describe('logs', () => {
  const rows = [order('1', BUY), order('2', SELL), order('3', BUY)];
  const lines = [entry('1'), exit('2'), entry('3')];

  test('of one call are one session: the digest is that of its decisions, however they are spread', async () => {
    const [whole, parts, one] = [
      await decide(MIRROR, [rows]),
      await decide(MIRROR, [rows.slice(0, 1), rows.slice(1)]),
      await decide(MIRROR, [rows.slice(0, 2)]),
    ];
    expect([whole.lines, parts.lines]).toEqual([lines, lines]);
    const hash = createHash('sha256').update(JSON.stringify(whole.report.decisions)).digest('hex');
    expect([whole.report.digest, parts.report.digest]).toEqual([`sha256:${hash}`, `sha256:${hash}`]);
    expect(one.report.digest).not.toBe(whole.report.digest);
  });

  test('ties come in the order of the command line', async () => {
    const [first = {}, second = {}] = rows;
    expect((await decide(MIRROR, [[first], [second]])).lines).toEqual([entry('1'), exit('2')]);
    expect((await decide(MIRROR, [[second], [first]])).lines).toEqual([
      '2 a ENTRY 100 > 100: LIMIT 100 @ 99.50',
      '1 a EXIT 100 > 100: LIMIT 100 @ 100.50',
    ]);
  });

  test.each([
    [
      'a reply',
      JSON.stringify({ status: true, message: 'SUCCESS', errorcode: '', data: rows }),
      'order-book',
      3,
    ],
    ['the bare array', JSON.stringify(rows), 'order-book', 3],
    [
      'a reply of a day without orders',
      '{"status":true,"message":"SUCCESS","errorcode":"","data":null}',
      'order-book',
      0,
    ],
    ['an empty array', '[]', 'order-book', 0],
  ])('%s', async (_, text, format, count) => {
    const { report } = await decide(MIRROR, [text]);
    expect(report.decisions.map(({ order_id }) => order_id)).toEqual(['1', '2', '3'].slice(0, count));
    expect(report.logs).toEqual([{ file: '1.json', format, rows: count, unreadable: 0 }]);
  });

  test('order-push messages one a line', async () => {
    const messages = rows.map((orderData) => JSON.stringify({ 'order-status': 'AB05', orderData }));
    const { report } = await decide(MIRROR, [`${messages.join('\n')}\n`]);
    expect(report.decisions.map(({ order_id, reason }) => `${order_id} ${reason}`)).toEqual([
      '1 ENTRY',
      '2 EXIT',
      '3 ENTRY',
    ]);
  });
});
