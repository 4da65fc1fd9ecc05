import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFundsReply } from '../../../src/brokers/angelone/read-funds.ts';
import { readHoldingsReply } from '../../../src/brokers/angelone/read-holdings.ts';
import { readInstrumentRow } from '../../../src/brokers/angelone/read-instrument-master.ts';
import { readOrderBookReply } from '../../../src/brokers/angelone/read-order-book.ts';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import { readPositionsReply } from '../../../src/brokers/angelone/read-positions.ts';
import { readPushMessage } from '../../../src/brokers/angelone/read-push-message.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { fixtureRows } from './fixtures.ts';

const [openRow] = fixtureRows('orderbook_2022_open_cancelled.json') as [Readonly<Record<string, Json>>];
const keys = [
  ...Object.keys(openRow),
  '__proto__',
  'constructor',
  'data',
  'success',
  'errorCode',
  'orderData',
];

const oddText = fc.constantFrom(
  '',
  ' ',
  '-1',
  '1e999',
  '0x10',
  'NaN',
  '９',
  '-',
  '.',
  '1.',
  'BUY',
  'complete',
  '__proto__',
);
const hostile: fc.Arbitrary<Json> = fc.oneof(
  oddText,
  fc.string(),
  fc.double(),
  fc.constantFrom(-0, 1e21, 5e-324, Number.MAX_SAFE_INTEGER + 1),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/** A recorded row in which some fields have turned hostile. Parsed, so that `__proto__` is a field of its own. */
const hostileRow = fc.array(fc.tuple(fc.constantFrom(...keys), hostile), { maxLength: 8 }).map((changes) => {
  const fields = new Map<string, Json>([...Object.entries(openRow), ...changes]);
  const members = [...fields].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join(',')}}`) as Json;
});

const anyJson = fc.oneof(hostileRow, hostile, fc.array(hostileRow, { maxLength: 3 }));

describe('no JSON value makes a reader throw', () => {
  it.each<[string, (value: Json) => unknown]>([
    ['readOrderRow', readOrderRow],
    ['readOrderBookReply', readOrderBookReply],
    ['readOrderBookReply of data', (data) => readOrderBookReply({ status: true, data })],
    ['readPositionsReply', readPositionsReply],
    ['readPositionsReply of data', (data) => readPositionsReply({ status: true, data })],
    ['readHoldingsReply', readHoldingsReply],
    ['readHoldingsReply of data', (data) => readHoldingsReply({ status: true, data })],
    ['readFundsReply', readFundsReply],
    ['readFundsReply of data', (data) => readFundsReply({ status: true, data })],
    ['readInstrumentRow', readInstrumentRow],
    ['readPushMessage', (value) => readPushMessage(JSON.stringify(value))],
    ['readPushMessage of an order', (orderData) => readPushMessage(JSON.stringify({ orderData }))],
  ])('%s', (_name, read) => {
    fc.assert(fc.property(anyJson, (value) => read(value) !== undefined));
  });

  it('readPushMessage, of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readPushMessage(text) !== undefined));
  });
});

describe('what readOrderRow lets through', () => {
  it('is whole, is not negative, names its instrument, and reads the same again', () => {
    fc.assert(
      fc.property(hostileRow, (row) => {
        const reading = readOrderRow(row);
        expect(readOrderRow(JSON.parse(JSON.stringify(reading.raw)) as Json)).toEqual(reading);
        if (!reading.ok) return reading.problem.length > 0 && reading.problem.length < 300;
        const { order } = reading;
        const quantities = [order.quantity, order.filledQuantity];
        return (
          quantities.every((quantity) => Number.isSafeInteger(quantity) && quantity >= 0) &&
          order.orderId !== '' &&
          (order.symbolToken !== null || order.tradingSymbol !== '') &&
          [order.averagePrice, order.limitPrice, order.triggerPrice].every(
            (price) => price === null || price.n > 0,
          )
        );
      }),
      { numRuns: 1000 },
    );
  });
});
