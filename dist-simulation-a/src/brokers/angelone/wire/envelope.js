import { describeValue, fieldOf, isJsonObject } from "./row-fields.js";
import { shorten } from "./shorten.js";
const MAX_MESSAGE_LENGTH = 300;
/** @returns null where the body is no envelope at all. */
export function readEnvelope(body) {
    if (!isJsonObject(body))
        return null;
    const flags = [flagOf(body, 'status'), flagOf(body, 'success')].filter((flag) => flag !== null);
    const code = textOf(body, 'errorcode') || textOf(body, 'errorCode');
    const data = fieldOf(body, 'data');
    if (flags.length === 0 && code === '' && data === undefined)
        return null;
    const message = shorten(textOf(body, 'message'), MAX_MESSAGE_LENGTH);
    return { verdict: judge(flags, code), code, message, data };
}
function judge(flags, code) {
    const [first, second = first] = flags;
    if (first === undefined)
        return code === '' ? 'unsaid' : 'failure';
    if (first !== second)
        return 'contradiction';
    if (!first)
        return 'failure';
    return code === '' ? 'success' : 'contradiction';
}
/** Why an envelope brings no data, in a sentence; null where it may bring some. */
export function failureOf(envelope) {
    if (envelope.verdict === 'success' || envelope.verdict === 'unsaid')
        return null;
    const code = envelope.code === '' ? 'an error' : envelope.code;
    return `the broker answered ${code}: ${describeValue(envelope.message)}`;
}
function flagOf(body, key) {
    const value = fieldOf(body, key);
    if (typeof value === 'boolean')
        return value;
    if (typeof value !== 'string')
        return null;
    const word = value.trim().toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : null;
}
function textOf(body, key) {
    const value = fieldOf(body, key);
    return typeof value === 'string' ? value.trim() : '';
}
//# sourceMappingURL=envelope.js.map