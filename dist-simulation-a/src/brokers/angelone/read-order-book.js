import { readOrderRow } from "./read-order-row.js";
import { failureOf, readEnvelope } from "./wire/envelope.js";
import { describeValue, fieldOf, isJsonObject } from "./wire/row-fields.js";
/**
 * Reads an order-book reply: the envelope around a list, around null (an empty book, recorded 2026-09-19) or around
 * one row (an order-details reply); a list by itself; or one row by itself.
 *
 * A reply that reports an error, or that is nothing of these, is a problem: a failed read is never "no orders".
 */
export function readOrderBookReply(body) {
    if (Array.isArray(body))
        return readRows(body);
    if (!isJsonObject(body))
        return { ok: false, problem: `the reply is ${describeValue(body)}, not an order book` };
    if (!Object.hasOwn(body, 'data') && Object.hasOwn(body, 'orderid'))
        return readRows([body]);
    const envelope = readEnvelope(body);
    if (envelope === null)
        return { ok: false, problem: 'the reply is an object, but no order-book reply' };
    const failure = failureOf(envelope);
    if (failure !== null)
        return { ok: false, problem: failure };
    const { data } = envelope;
    if (Array.isArray(data))
        return readRows(data);
    if (data === null && envelope.verdict === 'success')
        return readRows([]);
    if (isJsonObject(data) && fieldOf(data, 'orderid') !== undefined)
        return readRows([data]);
    return { ok: false, problem: `the reply's data is ${describeValue(data)}, not a list of orders` };
}
function readRows(rows) {
    return { ok: true, rows: rows.map((row, position) => ({ position, reading: readOrderRow(row) })) };
}
//# sourceMappingURL=read-order-book.js.map