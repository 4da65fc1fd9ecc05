import { readOrderRow } from "./read-order-row.js";
import { describeValue, fieldOf, isJsonObject } from "./wire/row-fields.js";
/** The code of the first frame, which only says that the socket is up (recorded 2026-09-24). */
const GREETING_CODE = 'AB00';
/**
 * Reads one text frame of the order-update socket. Its code is not trusted over its order: a docs sample pairs the
 * greeting's code with a rejected order. `raw` of an order is the order row, for `readOrderRow` to read again.
 */
export function readPushMessage(text) {
    const body = parseJson(text);
    if (!isJsonObject(body))
        return { kind: 'noise' };
    const row = fieldOf(body, 'orderData');
    const isGreeting = fieldOf(body, 'order-status') === GREETING_CODE;
    if (isJsonObject(row) && hasOrderId(row))
        return { kind: 'order', reading: readOrderRow(row) };
    if (isGreeting)
        return { kind: 'greeting' };
    if (row === undefined && fieldOf(body, 'status-code') === undefined)
        return { kind: 'noise' };
    const message = describeValue(fieldOf(body, 'error-message'));
    const code = describeValue(fieldOf(body, 'status-code'));
    return {
        kind: 'problem',
        problem: `a push message without an order (status-code ${code}, error-message ${message})`,
        raw: body,
    };
}
function hasOrderId(row) {
    const id = fieldOf(row, 'orderid');
    return id !== undefined && id !== null && id !== '';
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // Keep-alive frames ("pong", a zero byte) are no JSON, and are not meant to be.
        return undefined;
    }
}
//# sourceMappingURL=read-push-message.js.map