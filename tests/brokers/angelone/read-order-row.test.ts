import { describe, expect, it } from 'vitest';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { istDayOf, parseIstTime } from '../../../src/core/ist-time.ts';
import type { OrderSnapshot } from '../../../src/core/orders/order.ts';
import { fixture, fixtureRows } from './fixtures.ts';

type Row = Readonly<Record<string, Json>>;

const [openRow, cancelledRow] = fixtureRows('orderbook_2022_open_cancelled.json') as [Row, Row];
const share = { instrumentType: '', lotSize: 1, strike: null, optionKind: null, expiryDay: null } as const;

const openOrder: OrderSnapshot = {
  orderId: '220330000471853',
  uniqueOrderId: null,
  exchange: 'NSE',
  symbolToken: '3045',
  tradingSymbol: 'SBIN-EQ',
  side: 'buy',
  orderType: 'limit',
  product: 'delivery',
  variety: 'normal',
  quantity: 1,
  filledQuantity: 0,
  status: 'open',
  terminal: false,
  averagePrice: null,
  limitPrice: { n: 495, d: 1 },
  triggerPrice: null,
  tag: '',
  eventTime: parseIstTime('30-Mar-2022 11:16:21'),
  text: '',
  instrument: share,
};

/** The recorded open row with some fields replaced; undefined takes one out. */
function rowWith(fields: Readonly<Record<string, Json | undefined>>): Row {
  return JSON.parse(JSON.stringify({ ...openRow, ...fields })) as Row;
}

function orderOf(row: Json): OrderSnapshot {
  const reading = readOrderRow(row);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.order;
}

function problemOf(row: Json): string {
  const reading = readOrderRow(row);
  if (reading.ok) throw new Error('the row was read');
  return reading.problem;
}

describe('recorded rows', () => {
  it('reads an open limit order, and keeps the row as it came', () => {
    expect(readOrderRow(openRow)).toEqual({ ok: true, order: openOrder, raw: openRow });
  });

  it('reads a cancelled order as terminal, though its unfilled quantity is not zero', () => {
    expect(orderOf(cancelledRow)).toEqual({
      ...openOrder,
      orderId: '220330000443149',
      limitPrice: { n: 494, d: 1 },
      status: 'cancelled',
      terminal: true,
      eventTime: parseIstTime('30-Mar-2022 11:12:15'),
    });
  });

  it('reads an after-market stop order of an option', () => {
    const row = fixtureRows('orderbook_2025_amo_limit_and_slimit.json')[1] as Row;
    expect(orderOf(row)).toEqual({
      ...openOrder,
      orderId: '0913c74c7aa8AO',
      uniqueOrderId: 'bdfe4e36-3cba-414c-b49f-54c4c5ef1857',
      exchange: 'NFO',
      symbolToken: '44662',
      tradingSymbol: 'NIFTY16SEP2524950CE',
      orderType: 'stop_limit',
      product: 'intraday',
      variety: 'amo',
      quantity: 150,
      limitPrice: { n: 220, d: 1 },
      triggerPrice: { n: 215, d: 1 },
      eventTime: parseIstTime('13-Sep-2025 12:57:43'),
      instrument: {
        instrumentType: 'OPTIDX',
        lotSize: 75,
        strike: { n: 24950, d: 1 },
        optionKind: 'call',
        expiryDay: istDayOf(2025, 9, 16),
      },
    });
  });

  it('reads an order of the mobile app', () => {
    expect(orderOf(fixture('orderbook_row_2026_amo_from_mobile_app.json'))).toEqual({
      ...openOrder,
      orderId: '05127a516671AO',
      uniqueOrderId: 'CLIENT0001_2cc32af5-c6dd-4837-b6e6-0ca9f923c9f7',
      symbolToken: '21423',
      tradingSymbol: 'MOM100-EQ',
      variety: 'amo',
      quantity: 1230,
      limitPrice: { n: 62, d: 1 },
      eventTime: parseIstTime('12-May-2026 16:20:25'),
    });
  });

  it('takes the status of a rejected row whose orderstatus is empty from status', () => {
    const excerpt = fixture(
      'orderbook_row_2023_slorder_rejected_empty_orderstatus_partial_excerpt.json',
    ) as Row;
    // The excerpt lost its first keys; the article that it comes from calls it a stop order.
    const order = orderOf({ variety: 'STOPLOSS', ordertype: 'STOPLOSS_LIMIT', ...excerpt });
    expect(order).toEqual({
      ...openOrder,
      orderId: '231122000383315',
      uniqueOrderId: '231122000383315',
      exchange: 'NFO',
      symbolToken: '42163',
      tradingSymbol: 'BANKNIFTY22NOV2345500CE',
      orderType: 'stop_limit',
      product: 'intraday',
      variety: 'stoploss',
      quantity: 15,
      status: 'rejected',
      terminal: true,
      limitPrice: { n: 240, d: 1 },
      triggerPrice: { n: 235, d: 1 },
      tag: 'SLOrderNFO',
      text: 'Admin stopped AMO',
      eventTime: parseIstTime('22-Nov-2023 11:09:37'),
      instrument: {
        instrumentType: 'OPTIDX',
        lotSize: 15,
        strike: { n: 45500, d: 1 },
        optionKind: 'call',
        expiryDay: istDayOf(2023, 11, 22),
      },
    });
  });

  it('reads a part fill of a market order', () => {
    expect(orderOf(fixture('postback_docs_market_partial_fill.json'))).toEqual({
      ...openOrder,
      orderId: '111111111111111',
      orderType: 'market',
      quantity: 1000,
      filledQuantity: 74,
      limitPrice: null,
      averagePrice: { n: 5847, d: 10 },
      tag: '10007712',
      eventTime: parseIstTime('09-Oct-2023 18:21:12'),
    });
  });

  it('reads a future, whose option type is XX', () => {
    const excerpt = fixture('postback_2024_ioc_rejected_adapter_logged_off_partial_excerpt.json') as Row;
    const order = orderOf({
      variety: 'NORMAL',
      ordertype: 'MARKET',
      producttype: 'CARRYFORWARD',
      ...excerpt,
    });
    expect(order.instrument).toEqual({
      instrumentType: 'FUTIDX',
      lotSize: 15,
      strike: null,
      optionKind: null,
      expiryDay: istDayOf(2024, 5, 29),
    });
    expect(order.text).toBe('Adapter is Logged Off');
  });
});

describe('forms of one value', () => {
  it('reads every number as a string and every string of digits as a number alike', () => {
    const turned = Object.entries(openRow).map(([key, value]): [string, Json] => {
      if (typeof value === 'number') return [key, String(value)];
      return [key, typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value];
    });
    expect(orderOf(Object.fromEntries(turned))).toEqual(openOrder);
  });

  it('tolerates blanks around and letters of any case', () => {
    const row = rowWith({
      variety: ' Normal ',
      ordertype: 'limit',
      producttype: ' delivery',
      transactiontype: 'Buy ',
      exchange: 'nse',
      quantity: ' 1 ',
      orderid: ' 220330000471853 ',
      status: 'OPEN',
      orderstatus: ' Open ',
    });
    expect(orderOf(row)).toEqual(openOrder);
  });

  it('reads a null, an absent and an empty field alike', () => {
    for (const nothing of [null, undefined, '', '  ']) {
      const row = rowWith({
        ordertag: nothing,
        uniqueorderid: nothing,
        averageprice: nothing,
        filledshares: nothing,
      });
      expect(orderOf({ ...row, triggerprice: nothing ?? null })).toEqual(openOrder);
    }
  });

  it('reads prices exactly, and null where absent, 0 or below', () => {
    expect(orderOf(rowWith({ price: '83.0025', averageprice: 0.07, triggerprice: '-1' }))).toEqual({
      ...openOrder,
      limitPrice: { n: 830025, d: 10000 },
      averagePrice: { n: 7, d: 100 },
    });
    expect(orderOf(rowWith({ price: '0.00', averageprice: '' }))).toEqual({ ...openOrder, limitPrice: null });
  });

  it('reads a price that is no number as none: the row may be an exit, and that must get out', () => {
    for (const garbled of ['NA', '1,200.50', [], true]) {
      const row = rowWith({ price: garbled, averageprice: garbled });
      expect(orderOf(row)).toEqual({ ...openOrder, limitPrice: null, averagePrice: null });
    }
  });

  it.each([
    ['STOPLOSS_LIMIT', 5, 'stop_limit'],
    ['STOPLOSS_LIMIT', 0, 'stop_limit'],
    ['STOPLOSS_MARKET', '5', 'stop_market'],
    ['LIMIT', 432.1, 'stop_limit'],
    ['MARKET', '0.05', 'stop_market'],
    ['LIMIT', '0', 'limit'],
    ['MARKET', 0, 'market'],
  ])('reads %s with the trigger %s as %s', (ordertype, triggerprice, expected) => {
    expect(orderOf(rowWith({ ordertype, triggerprice })).orderType).toBe(expected);
  });

  it.each([
    ['BO', 'bracket'],
    ['MARGIN', 'margin'],
    ['carryforward', 'carryforward'],
  ])('reads the product %s as %s', (producttype, expected) => {
    expect(orderOf(rowWith({ producttype })).product).toBe(expected);
  });

  it.each([
    ['ROBO', 'robo'],
    ['amo', 'amo'],
    ['GTT', null],
    ['', null],
    [null, null],
    [undefined, null],
    [['NORMAL'], null],
    ['__proto__', null],
    ['constructor', null],
  ])('reads the variety %s as %s', (variety, expected) => {
    expect(orderOf(rowWith({ variety })).variety).toBe(expected);
  });
});

describe('what the row says of time, status and fills', () => {
  it('takes the first time that is not empty: exchange update, update, exchange', () => {
    const times = {
      exchorderupdatetime: '',
      updatetime: '01-Jan-2026 09:15:00',
      exchtime: '01-Jan-2026 09:14:00',
    };
    expect(orderOf(rowWith(times)).eventTime).toBe(parseIstTime('01-Jan-2026 09:15:00'));
    expect(orderOf(rowWith({ ...times, updatetime: ' ' })).eventTime).toBe(
      parseIstTime('01-Jan-2026 09:14:00'),
    );
    expect(orderOf(rowWith({ ...times, updatetime: null, exchtime: null })).eventTime).toBeNull();
  });

  it('has no time where the first that is not empty is no time', () => {
    expect(orderOf(rowWith({ exchorderupdatetime: 'soon' })).eventTime).toBeNull();
  });

  it.each([
    ['complete', true],
    ['rejected', true],
    [' Cancelled ', true],
    ['cancelled after market order', true],
    ['open', false],
    ['modified', false],
    ['trigger pending', false],
    ['lapsed in a way nobody knows', false],
  ])('takes %s as terminal: %s', (orderstatus, terminal) => {
    const order = orderOf(rowWith({ orderstatus }));
    expect([order.status, order.terminal]).toEqual([orderstatus.trim().toLowerCase(), terminal]);
  });

  it('prefers orderstatus: a modified stop order still waits for its trigger', () => {
    expect(orderOf(rowWith({ status: 'modified', orderstatus: 'trigger pending' })).status).toBe(
      'trigger pending',
    );
  });

  it.each([
    ['complete', '', 10],
    ['complete', '0', 10],
    ['COMPLETE', null, 10],
    ['complete', '4', 4],
    ['cancelled', '4', 4],
    ['cancelled', '', 0],
    ['open', 0, 0],
    ['open', '-0', 0],
  ])('reads a %s row of 10 with filledshares %s as filled %i', (orderstatus, filledshares, filled) => {
    expect(orderOf(rowWith({ orderstatus, filledshares, quantity: '10' })).filledQuantity).toBe(filled);
  });

  it('reads what describes the instrument, or leaves it open', () => {
    const row = {
      lotsize: '-1',
      strikeprice: '152.5',
      optiontype: 'pe',
      expirydate: '27Jun2024',
      instrumenttype: 'optstk',
    };
    expect(orderOf(rowWith(row)).instrument).toEqual({
      instrumentType: 'OPTSTK',
      lotSize: null,
      strike: { n: 1525, d: 10 },
      optionKind: 'put',
      expiryDay: istDayOf(2024, 6, 27),
    });
    const odd = {
      lotsize: 'many',
      strikeprice: {},
      optiontype: 7,
      expirydate: '31FEB2024',
      instrumenttype: [],
    };
    expect(orderOf(rowWith(odd)).instrument).toEqual({ ...share, lotSize: null });
  });

  it('needs a symbol or a token, not both', () => {
    expect(orderOf(rowWith({ symboltoken: null }))).toEqual({ ...openOrder, symbolToken: null });
    expect(orderOf(rowWith({ tradingsymbol: '' }))).toEqual({ ...openOrder, tradingSymbol: '' });
  });
});

describe('rows that cannot be read', () => {
  it.each<[Readonly<Record<string, Json | undefined>>, string]>([
    [{ orderid: '' }, 'orderid is "", where a value must be'],
    [{ orderid: undefined }, 'orderid is missing, where a value must be'],
    [{ orderid: 2 ** 53 }, 'orderid is 9007199254740992, whose digits are not all there'],
    [{ orderid: 1.5 }, 'orderid is 1.5, whose digits are not all there'],
    [{ orderid: ['1'] }, 'orderid is a list, which is no short text'],
    [{ transactiontype: '' }, 'transactiontype is "", which is none of BUY, SELL'],
    [{ transactiontype: 'B' }, 'transactiontype is "B", which is none of BUY, SELL'],
    [{ transactiontype: { side: 'BUY' } }, 'transactiontype is an object, which is no short text'],
    [{ quantity: '' }, 'quantity is "", where a whole number must be'],
    [{ quantity: '1.5' }, 'quantity is "1.5", which is no whole number from zero up'],
    [{ quantity: -1 }, 'quantity is -1, which is no whole number from zero up'],
    [{ quantity: '1e3' }, 'quantity is "1e3", which is no decimal number'],
    [
      { quantity: '9007199254740993' },
      'quantity is "9007199254740993", which is no whole number from zero up',
    ],
    [{ quantity: true }, 'quantity is true, which is no decimal number'],
    [{ filledshares: 'some' }, 'filledshares is "some", which is no decimal number'],
    [{ filledshares: '-4' }, 'filledshares is "-4", which is no whole number from zero up'],
    [{ filledshares: 0.5 }, 'filledshares is 0.5, which is no whole number from zero up'],
    [
      { ordertype: 'SL' },
      'ordertype is "SL", which is none of MARKET, LIMIT, STOPLOSS_LIMIT, STOPLOSS_MARKET',
    ],
    [{ exchange: 'NYSE' }, 'exchange is "NYSE", which is none of NSE, BSE, NFO, BFO, MCX, CDS, NCDEX, NCO'],
    [
      { producttype: 'CNC' },
      'producttype is "CNC", which is none of INTRADAY, DELIVERY, CARRYFORWARD, MARGIN, BO',
    ],
    [{ symboltoken: '', tradingsymbol: null }, 'tradingsymbol is null, where a value must be'],
    [{ triggerprice: '1,200.50' }, 'triggerprice is "1,200.50", which is no decimal number'],
    [{ triggerprice: [] }, 'triggerprice is a list, which is no decimal number'],
  ])('refuses %j', (fields, problem) => {
    const row = rowWith(fields);
    expect(readOrderRow(row)).toEqual({ ok: false, problem, raw: row, tag: '' });
  });

  it('tells of such a row whose it is, where it can', () => {
    const problem = 'filledshares is "NA", which is no decimal number';
    const row = rowWith({ filledshares: 'NA', ordertag: ' ct0000000000001 ' });
    expect(readOrderRow(row)).toEqual({ ok: false, problem, raw: row, tag: 'ct0000000000001' });
    const untold = rowWith({ ordertag: {} });
    const why = 'ordertag is an object, which is no short text';
    expect(readOrderRow(untold)).toEqual({ ok: false, problem: why, raw: untold });
  });

  it.each([
    [null, 'the row is null, not an object'],
    [7, 'the row is 7, not an object'],
    [[openRow], 'the row is a list, not an object'],
    ['x'.repeat(100), `the row is "${'x'.repeat(40)}…", not an object`],
  ])('refuses a row that is no object', (row, problem) => {
    expect(problemOf(row)).toBe(problem);
  });

  it('shortens what it shows of a huge value', () => {
    expect(problemOf(rowWith({ orderid: '9'.repeat(1_000_000) }))).toBe(
      `orderid is "${'9'.repeat(40)}…", which is no short text`,
    );
    expect(problemOf(rowWith({ quantity: '9'.repeat(1_000_000) }))).toMatch(/^quantity is "9{40}…", /);
  });

  it('takes nothing from what an object inherits', () => {
    for (const row of [
      JSON.parse(`{"__proto__":${JSON.stringify(openRow)}}`),
      Object.create(openRow),
    ] as Json[])
      expect(problemOf(row)).toBe('orderid is missing, where a value must be');
  });
});
