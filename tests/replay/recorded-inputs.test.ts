import { describe, expect, test } from 'vitest';
import { ratio } from '../../src/core/exact.ts';
import { istDayOf } from '../../src/core/ist-time.ts';
import { decodeLine, encodeLine } from '../../src/journal/recording/recording-format.ts';
import {
  toDecisionLine,
  toInputLine,
  toInstrumentLine,
  toInstrumentRecord,
} from '../../src/journal/recording/session-lines.ts';
import { toSessionInput } from '../../src/replay/recording/recorded-inputs.ts';

const AT = 1_795_600_000_123;

describe('an input of a session', () => {
  test('is what its line says', () => {
    const inputs = [
      { kind: 'copy_ended', orderKey: '1', follower: 'a', revision: 1, filled: 0 },
      { kind: 'funds', account: '', available: ratio(1, 3) },
      { kind: 'unrealised', follower: 'a', amount: ratio(-2) },
      { kind: 'steer', action: 'pause', follower: 'a' },
      { kind: 'confirmation', orderKey: '1', accepted: true },
    ] as const;
    for (const input of inputs) {
      const decoded = decodeLine(encodeLine(toInputLine(input, AT)));
      expect(decoded.ok && toSessionInput(decoded.line)).toEqual(input);
    }
  });

  test('of a master row has the instant at which it was seen', () => {
    const row = {
      orderid: '1',
      transactiontype: 'BUY',
      quantity: '5',
      ordertype: 'MARKET',
      exchange: 'NSE',
      producttype: 'INTRADAY',
      tradingsymbol: 'SBIN-EQ',
      orderstatus: 'complete',
    };
    expect(toSessionInput({ type: 'master', at_ms: AT, via: 'poll', row, missed: null })).toMatchObject({
      kind: 'row',
      seenAtMs: AT,
      row: { orderId: '1', quantity: 5, filledQuantity: 5, terminal: true },
    });
    expect(
      toSessionInput({
        type: 'master',
        at_ms: AT,
        via: 'poll',
        row: { ...row, quantity: '?' },
        missed: null,
      }),
    ).toBe(null);
    expect(toSessionInput({ type: 'seen_before', at_ms: AT, rows: [row, 5] })).toMatchObject({
      kind: 'seen_before',
      rows: [{ orderId: '1' }],
    });
    const position = { exchange: 'NSE', symboltoken: '3045', producttype: 'INTRADAY', netqty: '-5' };
    expect(toSessionInput({ type: 'positions', at_ms: AT, rows: [position] })).toMatchObject({
      kind: 'positions',
      positions: [{ symbolToken: '3045', product: 'intraday', netQuantity: -5 }],
    });
  });
});

test('an instrument comes back from its line as it was', () => {
  const record = {
    exchange: 'CDS',
    symbolToken: '1',
    tradingSymbol: 'USDINR26OCTFUT',
    underlying: 'USDINR',
    instrumentType: 'FUTCUR',
    expiryDay: istDayOf(2026, 11, 25),
    strike: null,
    lotSize: 1000,
    tickSize: ratio(25, 10_000),
    freezeQuantity: 5,
  } as const;
  expect(toInstrumentRecord(toInstrumentLine(record, AT))).toEqual(record);
});

test('a decision line says which copy it is', () => {
  const decision = {
    orderId: '2',
    symbol: 'SBIN-EQ',
    exchange: 'NSE',
    side: 'buy',
    follower: 'a',
    action: 'skip',
    reason: 'NOT_FILLED',
    rule: null,
    masterQuantity: 4,
    quantity: 0,
    orders: [],
  } as const;
  const made = {
    decision,
    orderKey: '1',
    revision: 0,
    effect: 'none',
    symbolToken: null,
    day: null,
    rests: false,
  } as const;
  expect(encodeLine(toDecisionLine(made, 5))).toBe(
    '{"type":"decision","at_ms":5,"order_key":"1","revision":0,"decision":{"order_id":"2","symbol":"SBIN-EQ",' +
      '"exchange":"NSE","side":"buy","follower":"a","action":"skip","reason":"NOT_FILLED","rule":null,' +
      '"master_quantity":4,"quantity":0,"orders":[]}}',
  );
});
