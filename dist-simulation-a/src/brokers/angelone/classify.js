import { readEnvelope } from "./wire/envelope.js";
import { MEANING_BY_CODE, meaningOfWords } from "./wire/error-codes.js";
import { fieldOf, isJsonObject, RowFields } from "./wire/row-fields.js";
import { shorten } from "./wire/shorten.js";
const MAX_MESSAGE_LENGTH = 200;
/** What a page has to say stands near its beginning. */
const MAX_PAGE_LENGTH = 4096;
/** Judges the reply to a read, a logout or the like. @returns the whole body, for the readers. */
export function classifyRead(result) {
    const verdict = judge(result);
    return verdict.kind === 'data' ? { ok: true, value: verdict.body } : { ok: false, error: verdict.error };
}
/**
 * Judges the reply to a login. A clear no to PIN, TOTP, client code or API key is `credentials`: trying it again
 * by itself would lock the account.
 */
export function classifyLogin(result) {
    const verdict = judge(result);
    if (verdict.kind === 'data')
        return { ok: true, value: verdict.data };
    const { error } = verdict;
    const isAboutCredentials = error.kind === 'session' || error.code === 'AB1007';
    const kind = isAboutCredentials && verdict.hadNoEffect ? 'credentials' : error.kind;
    return { ok: false, error: { ...error, kind } };
}
/** Judges the reply to a place, modify or cancel: accepted, refused without a doubt, or unknown. */
export function classifySend(result) {
    const verdict = judge(result);
    if (verdict.kind === 'error')
        return { kind: verdict.hadNoEffect ? 'refused' : 'unknown', error: verdict.error };
    const fields = new RowFields(isJsonObject(verdict.data) ? verdict.data : {});
    const orderId = fields.word('orderid');
    if (orderId === '') {
        const message = 'the broker reports success and names no order';
        return { kind: 'unknown', error: { kind: 'transient', code: 'NO_ORDER_ID', message } };
    }
    return { kind: 'accepted', orderId, uniqueOrderId: fields.word('uniqueorderid') || null };
}
function judge(result) {
    if (result.kind === 'failure') {
        const kind = result.code === 'ABORTED' ? 'aborted' : 'transient';
        return failed(kind, result.code, result.message, result.certainlyNotSent);
    }
    if (result.status >= 500)
        return inDoubt('transient', `HTTP_${result.status}`, wordsOf(result.text));
    if (result.status === 429)
        return inDoubt('throttled', 'HTTP_429', wordsOf(result.text));
    const body = parseBody(result.text);
    const envelope = body === undefined ? null : readEnvelope(body);
    if (body === undefined || envelope === null)
        return judgeText(result, body);
    if (envelope.verdict === 'failure')
        return judgeFailure(envelope);
    const isPlain = envelope.verdict === 'success' && result.status >= 200 && result.status < 300;
    if (isPlain)
        return { kind: 'data', data: envelope.data ?? null, body };
    const message = `HTTP ${result.status}, ${envelope.verdict} ${envelope.code}: ${envelope.message}`;
    return inDoubt('transient', envelope.verdict === 'unsaid' ? 'UNREADABLE' : 'CONTRADICTION', message);
}
/**
 * A failure in either dialect: by its code, where the code is known, else by its words. A code that nobody has
 * explained is a no in form, but AB2001 ("Internal Error") has the same form, so it leaves a doubt.
 */
function judgeFailure(envelope) {
    const { code, message } = envelope;
    const ofCode = MEANING_BY_CODE.get(code) ?? null;
    const meaning = ofCode === 'catch_all' ? (meaningOfWords(message) ?? 'refused') : (ofCode ?? meaningOfWords(message));
    const namesOrder = isJsonObject(envelope.data) && Boolean(fieldOf(envelope.data, 'orderid'));
    const named = code === '' ? 'REFUSED' : code;
    if (meaning === null || namesOrder)
        return inDoubt('refused', named, message);
    return failed(KIND_BY_MEANING[meaning], named, message, !LEAVES_DOUBT.has(meaning));
}
const KIND_BY_MEANING = {
    session: 'session',
    source_address: 'source_address',
    throttled: 'throttled',
    trouble: 'transient',
    refused: 'refused',
    credentials: 'credentials',
    catch_all: 'refused',
};
/** Orders were placed though the reply was HTTP 403 (SmartAPI forum, topic 3957). */
const LEAVES_DOUBT = new Set(['throttled', 'trouble']);
/** A reply that is in neither dialect: a page, a plain text, nothing, or JSON of another kind. */
function judgeText(response, body) {
    const { status, text } = response;
    const message = wordsOf(text);
    if (isPage(response))
        return inDoubt('transient', 'HTML', message);
    const words = meaningOfWords(text);
    if (words === 'throttled')
        return inDoubt('throttled', `HTTP_${status}`, message);
    if (status === 401 || status === 403) {
        if (words === 'source_address')
            return failed('source_address', `HTTP_${status}`, message, true);
        if (status === 401 || words === 'session')
            return failed('session', `HTTP_${status}`, message, true);
        return inDoubt('throttled', 'HTTP_403', message);
    }
    if (status < 200 || status >= 300)
        return inDoubt('transient', `HTTP_${status}`, message);
    return inDoubt('transient', isNothing(text, body) ? 'EMPTY' : 'UNREADABLE', message);
}
function isPage(response) {
    return response.contentType.includes('html') || /^\s*<(?:!doctype|html)/i.test(response.text);
}
/** The broker's own client gives `{}` for a network error (seen in code); a proxy may too. */
function isNothing(text, body) {
    return text.trim() === '' || body === null || (isJsonObject(body) && Object.keys(body).length === 0);
}
function failed(kind, code, message, hadNoEffect) {
    return { kind: 'error', error: { kind, code, message }, hadNoEffect };
}
function inDoubt(kind, code, message) {
    return failed(kind, code, message, false);
}
function parseBody(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // A page or a plain text: its words are judged instead.
        return undefined;
    }
}
/** A page's or a text's words. */
function wordsOf(text) {
    const words = shorten(text.slice(0, MAX_PAGE_LENGTH).replace(/<[^>]*>/g, ' '), MAX_MESSAGE_LENGTH);
    return words === '' ? 'the broker answered nothing that says why' : words;
}
//# sourceMappingURL=classify.js.map