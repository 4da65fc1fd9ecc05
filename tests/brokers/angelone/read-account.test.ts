import { describe, expect, it } from 'vitest';
import { readFundsReply } from '../../../src/brokers/angelone/read-funds.ts';
import { readHoldingsReply } from '../../../src/brokers/angelone/read-holdings.ts';
import { readPositionsReply } from '../../../src/brokers/angelone/read-positions.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { recordedReply } from './fixtures.ts';

const success = { status: true, message: 'SUCCESS', errorcode: '' };

/** The sample row of the SmartAPI docs 2026 (Positions), all strings. */
const documentedRow = {
  exchange: 'NSE',
  symboltoken: '2885',
  producttype: 'DELIVERY',
  tradingsymbol: 'RELIANCE-EQ',
  symbolname: 'RELIANCE',
  instrumenttype: '',
  buyqty: '1',
  sellqty: '0',
  buyavgprice: '2235.80',
  avgnetprice: '2235.80',
  netvalue: '- 2235.80',
  netqty: '1',
  netprice: '2235.80',
};

describe('readPositionsReply', () => {
  it('reads the documented row', () => {
    const body = { ...success, data: [documentedRow] };
    expect(readPositionsReply(body)).toEqual({
      ok: true,
      value: {
        positions: [
          {
            exchange: 'NSE',
            symbolToken: '2885',
            tradingSymbol: 'RELIANCE-EQ',
            product: 'delivery',
            netQuantity: 1,
            averagePrice: { n: 22358, d: 10 },
            unrealised: null,
          },
        ],
        problems: [],
        raw: body,
      },
    });
  });

  it('reads short positions and signs with a blank behind them', () => {
    const row = { ...documentedRow, netqty: '- 130', avgnetprice: '0.00', unrealised: '- 12.50' };
    const reading = readPositionsReply([row]);
    expect(reading.ok && reading.value.positions).toEqual([
      {
        exchange: 'NSE',
        symbolToken: '2885',
        tradingSymbol: 'RELIANCE-EQ',
        product: 'delivery',
        netQuantity: -130,
        averagePrice: null,
        unrealised: { n: -125, d: 10 },
      },
    ]);
  });

  it('has no position where data is null', () => {
    const body = recordedReply('order_book_empty').body;
    expect(readPositionsReply(body)).toEqual({ ok: true, value: { positions: [], problems: [], raw: body } });
  });

  it('reports rows that it cannot read, and reads the others', () => {
    const rows: Json[] = [
      { ...documentedRow, netqty: 'one' },
      { ...documentedRow, netqty: '' },
      { ...documentedRow, producttype: 'CNC' },
      { ...documentedRow, symboltoken: null, tradingsymbol: null },
      7,
      documentedRow,
    ];
    const reading = readPositionsReply(rows);
    expect(reading.ok && [reading.value.positions.length, reading.value.problems]).toEqual([
      1,
      [
        'position 0: netqty is "one", where a whole number must be',
        'position 1: netqty is "", where a whole number must be',
        'position 2: producttype is "CNC", which is none of INTRADAY, DELIVERY, CARRYFORWARD, MARGIN, BO',
        'position 3: tradingsymbol is null, where a value must be',
        'position 4: the row is 7, not an object',
      ],
    ]);
  });

  it('leaves a row out that cannot be read otherwise and says that it is flat, or is a cover order’s', () => {
    const rows: Json[] = [
      { ...documentedRow, producttype: 'MIS', netqty: '0' },
      { ...documentedRow, producttype: 'MIS', netqty: '- 0.00' },
      { ...documentedRow, producttype: 'CO', netqty: '75' },
    ];
    const value = { positions: [], problems: [], raw: rows };
    expect(readPositionsReply(rows)).toEqual({ ok: true, value });
  });

  it.each<[Json, string]>([
    [recordedReply('position_internal_error').body, 'the broker answered AB2001: "Internal Error"'],
    [recordedReply('profile_invalid_token').body, 'the broker answered AG8001: "Invalid Token"'],
    [{ ...success, data: 'null' }, `the reply's data is "null", not a list of positions`],
    [{}, 'the reply is no getPosition reply'],
    ['', 'the reply is no getPosition reply'],
  ])('takes %j as no positions', (body, problem) => {
    expect(readPositionsReply(body)).toEqual({ ok: false, problem });
  });
});

describe('readFundsReply', () => {
  it('reads the recorded reply', () => {
    const { body } = recordedReply('funds');
    expect(readFundsReply(body)).toEqual({
      ok: true,
      value: { available: { n: 100000, d: 1 }, unrealised: { n: 0, d: 1 }, raw: body },
    });
  });

  it('takes net where the trading balance is not told, and nothing for what is not told at all', () => {
    const body = { ...success, data: { availablecash: null, net: '250.75', m2munrealized: null } };
    expect(readFundsReply(body)).toEqual({
      ok: true,
      value: { available: { n: 25075, d: 100 }, unrealised: null, raw: body },
    });
  });

  it.each<[Json, string]>([
    [recordedReply('order_book_empty').body, `the reply's data is null, not funds`],
    [recordedReply('profile_missing_token').body, 'the broker answered AG8003: "Token missing"'],
    [[], 'the reply is no getRMS reply'],
  ])('takes %j as no funds', (body, problem) => {
    expect(readFundsReply(body)).toEqual({ ok: false, problem });
  });
});

describe('readHoldingsReply', () => {
  // The keys of the documents' sample (SmartAPI docs 2026, Portfolio); the values are made up.
  const row = {
    tradingsymbol: 'SBIN-EQ',
    exchange: 'NSE',
    isin: 'INE062A01020',
    t1quantity: 0,
    realisedquantity: 12,
    quantity: 12,
    authorisedquantity: 0,
    product: 'DELIVERY',
    collateralquantity: null,
    collateraltype: null,
    haircut: 0,
    averageprice: 801.5,
    ltp: 902.45,
    symboltoken: '3045',
    close: 900,
    profitandloss: 1211.4,
    pnlpercentage: 12.6,
  };
  const read = {
    exchange: 'NSE',
    symbolToken: '3045',
    tradingSymbol: 'SBIN-EQ',
    quantity: 12,
    averagePrice: { n: 8015, d: 10 },
  };

  it('reads the list of all holdings, with the total beside it, and the bare list', () => {
    const all = {
      status: true,
      message: 'SUCCESS',
      errorcode: '',
      data: { holdings: [row], totalholding: {} },
    };
    const list = { ...all, data: [{ ...row, quantity: '12' }] };
    expect(readHoldingsReply(all)).toEqual({ ok: true, value: { holdings: [read], problems: [], raw: all } });
    expect(readHoldingsReply(list)).toEqual({
      ok: true,
      value: { holdings: [read], problems: [], raw: list },
    });
  });

  it('counts what was bought yesterday once, whether `quantity` has it or not', () => {
    const quantityOf = (change: object) => {
      const reading = readHoldingsReply({ status: true, data: [{ ...row, ...change }] });
      return reading.ok ? reading.value.holdings.map(({ quantity }) => quantity) : reading.problem;
    };
    expect(quantityOf({ t1quantity: 5, quantity: 12 })).toEqual([17]);
    expect(quantityOf({ t1quantity: 5, quantity: 17 })).toEqual([17]);
    expect(quantityOf({ t1quantity: 12, realisedquantity: 0, quantity: 0 })).toEqual([12]);
  });

  it('reads null as none only where the reply says that all is well', () => {
    const none = { status: true, message: 'SUCCESS', errorcode: '', data: null };
    expect(readHoldingsReply(none)).toEqual({ ok: true, value: { holdings: [], problems: [], raw: none } });
    for (const body of [
      { data: null },
      { status: true, data: {} },
      { status: false, message: 'no', data: null },
    ])
      expect(readHoldingsReply(body)).toMatchObject({ ok: false });
  });

  it.each([
    [{ ...row, quantity: null }, 'holding 0: quantity is null, where a whole number must be'],
    [{ ...row, quantity: -1 }, 'holding 0: quantity is -1, which is no whole number from zero up'],
    [{ ...row, quantity: 1.5 }, 'holding 0: quantity is 1.5, which is no whole number from zero up'],
    [{ ...row, exchange: 'XYZ' }, 'holding 0: exchange is "XYZ", which is none of NSE'],
    [7, 'holding 0: the row is 7, not an object'],
  ])('takes no row for none that it cannot read: %j', (odd, problem) => {
    const reading = readHoldingsReply({ status: true, data: [odd] });
    expect(reading).toMatchObject({
      ok: true,
      value: { holdings: [], problems: [expect.stringContaining(problem)] },
    });
  });
});
