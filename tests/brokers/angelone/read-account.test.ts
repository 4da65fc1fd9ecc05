import { describe, expect, it } from 'vitest';
import { readFundsReply } from '../../../src/brokers/angelone/read-funds.ts';
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
