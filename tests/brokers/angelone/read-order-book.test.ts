import { describe, expect, it } from 'vitest';
import { readOrderBookReply } from '../../../src/brokers/angelone/read-order-book.ts';
import { readOrderRow } from '../../../src/brokers/angelone/read-order-row.ts';
import type { Json } from '../../../src/brokers/port.ts';
import { fixture, fixtureRows, recordedReply } from './fixtures.ts';

const rows = fixtureRows('orderbook_2022_open_cancelled.json');
const [first] = rows as [Json];
const success = { status: true, message: 'SUCCESS', errorcode: '' };
const firstRead = { ok: true, rows: [{ position: 0, reading: readOrderRow(first) }] };

describe('readOrderBookReply', () => {
  it('reads a recorded reply, each row with its position', () => {
    expect(readOrderBookReply(fixture('orderbook_2022_open_cancelled.json'))).toEqual({
      ok: true,
      rows: rows.map((row, position) => ({ position, reading: readOrderRow(row) })),
    });
  });

  it('reads the empty book, null or a list', () => {
    expect(readOrderBookReply(recordedReply('order_book_empty').body)).toEqual({ ok: true, rows: [] });
    expect(readOrderBookReply({ ...success, data: [] })).toEqual({ ok: true, rows: [] });
    expect(readOrderBookReply([])).toEqual({ ok: true, rows: [] });
  });

  it('reads a list or a row by itself, and an order-details reply', () => {
    expect(readOrderBookReply([first])).toEqual(firstRead);
    expect(readOrderBookReply(first)).toEqual(firstRead);
    expect(readOrderBookReply({ ...success, data: first })).toEqual(firstRead);
    expect(readOrderBookReply({ data: [first] })).toEqual(firstRead);
  });

  it('goes on after a row that cannot be read', () => {
    const problem = 'orderid is missing, where a value must be';
    expect(readOrderBookReply([{}, first])).toEqual({
      ok: true,
      rows: [
        { position: 0, reading: { ok: false, problem, raw: {}, tag: '' } },
        { position: 1, reading: readOrderRow(first) },
      ],
    });
  });

  it.each<[Json, string]>([
    [recordedReply('profile_invalid_token').body, 'the broker answered AG8001: "Invalid Token"'],
    [recordedReply('position_internal_error').body, 'the broker answered AB2001: "Internal Error"'],
    [recordedReply('order_details_not_found').body, 'the broker answered AB1007: "Order not found"'],
    [{ status: 'false', message: 'no', data: 'null' }, 'the broker answered an error: "no"'],
    [{ ...success, errorcode: 'AB1004', data: null }, 'the broker answered AB1004: "SUCCESS"'],
    [{ ...success, data: '' }, `the reply's data is "", not a list of orders`],
    [success, `the reply's data is missing, not a list of orders`],
    [{ data: null }, `the reply's data is null, not a list of orders`],
    [{ ...success, data: {} }, `the reply's data is an object, not a list of orders`],
    [{ status: 200, message: 'OK' }, 'the reply is an object, but no order-book reply'],
    [{}, 'the reply is an object, but no order-book reply'],
    [null, 'the reply is null, not an order book'],
    ['Request Rejected', 'the reply is "Request Rejected", not an order book'],
  ])('takes %j as no book', (body, problem) => {
    expect(readOrderBookReply(body)).toEqual({ ok: false, problem });
  });
});
