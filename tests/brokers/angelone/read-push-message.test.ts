import { describe, expect, it } from 'vitest';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import { readPushMessage } from '../../../src/brokers/angelone/read-push-message.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { fixtureText } from './fixtures.ts';

const lines = fixtureText('order_update_ws_messages.jsonl').trim().split('\n');
const [greeting, pending, complete, open] = lines as [string, string, string, string];

function rowOf(line: string): Json {
  return (JSON.parse(line) as { orderData: Json }).orderData;
}

describe('readPushMessage', () => {
  it('tells the greeting', () => {
    expect(readPushMessage(greeting)).toEqual({ kind: 'greeting' });
  });

  it('reads recorded order frames as order rows', () => {
    const readings = [pending, complete, open].map(readPushMessage);
    expect(readings).toEqual(
      [pending, complete, open].map((line) => ({ kind: 'order', reading: readOrderRow(rowOf(line)) })),
    );
    const states = readings.map((message) =>
      message.kind === 'order' && message.reading.ok
        ? [message.reading.order.status, message.reading.order.filledQuantity]
        : null,
    );
    expect(states).toEqual([
      ['open pending', 0],
      ['complete', 1],
      ['open', 0],
    ]);
  });

  it('trusts the order over the code: a docs sample pairs the greeting code with a rejected order', () => {
    const frame = { ...(JSON.parse(complete) as object), 'order-status': 'AB00' };
    expect(readPushMessage(JSON.stringify(frame))).toEqual({
      kind: 'order',
      reading: readOrderRow(rowOf(complete)),
    });
  });

  it('passes an order that cannot be read on as such', () => {
    const row = { ...(rowOf(complete) as object), transactiontype: 'HOLD' };
    expect(readPushMessage(JSON.stringify({ orderData: row }))).toEqual({
      kind: 'order',
      reading: {
        ok: false,
        problem: 'transactiontype is "HOLD", which is none of BUY, SELL',
        raw: row,
        tag: '',
      },
    });
  });

  it.each(['', 'pong', '\u0000', '{"orderData":', '[]', 'null', '7', '"x"', '{}', '{"hello":1}'])(
    'ignores %j',
    (text) => {
      expect(readPushMessage(text)).toEqual({ kind: 'noise' });
    },
  );

  it('reports a frame of the feed that has no order', () => {
    const frame = {
      'status-code': '401',
      'order-status': '',
      'error-message': 'Invalid Token',
      orderData: {},
    };
    expect(readPushMessage(JSON.stringify(frame))).toEqual({
      kind: 'problem',
      problem: 'a push message without an order (status-code "401", error-message "Invalid Token")',
      raw: frame,
    });
  });
});
