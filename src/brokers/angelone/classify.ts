import type { BrokerError, BrokerErrorKind, Json, Reading, SendOutcome } from '../port.ts';
import type { HttpResult } from './http-exchange.ts';
import { type Envelope, readEnvelope } from './wire/envelope.ts';
import { type CodeMeaning, MEANING_BY_CODE, meaningOfWords } from './wire/error-codes.ts';
import { fieldOf, isJsonObject, RowFields } from './wire/row-fields.ts';
import { shorten } from './wire/shorten.ts';

const MAX_MESSAGE_LENGTH = 200;
/** What a page has to say stands near its beginning. */
const MAX_PAGE_LENGTH = 4096;

/**
 * What a reply means. `hadNoEffect` is true only where there is no doubt: the request did not leave, or it was
 * refused in words that are known. What nobody has explained to us leaves a doubt.
 */
type Verdict =
  | { readonly kind: 'data'; readonly data: Json; readonly body: Json }
  | { readonly kind: 'error'; readonly error: BrokerError; readonly hadNoEffect: boolean };

type Response = Extract<HttpResult, { kind: 'response' }>;

/** Judges the reply to a read, a logout or the like. @returns the whole body, for the readers. */
export function classifyRead(result: HttpResult): Reading<Json> {
  const verdict = judge(result);
  return verdict.kind === 'data' ? { ok: true, value: verdict.body } : { ok: false, error: verdict.error };
}

/**
 * Judges the reply to a login. A clear no to PIN, TOTP, client code or API key is `credentials`: trying it again
 * by itself would lock the account.
 */
export function classifyLogin(result: HttpResult): Reading<Json> {
  const verdict = judge(result);
  if (verdict.kind === 'data') return { ok: true, value: verdict.data };
  const { error } = verdict;
  const isAboutCredentials = error.kind === 'session' || error.code === 'AB1007';
  const kind = isAboutCredentials && verdict.hadNoEffect ? 'credentials' : error.kind;
  return { ok: false, error: { ...error, kind } };
}

/** Judges the reply to a place, modify or cancel: accepted, refused without a doubt, or unknown. */
export function classifySend(result: HttpResult): SendOutcome {
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

function judge(result: HttpResult): Verdict {
  if (result.kind === 'failure') {
    const kind = result.code === 'ABORTED' ? 'aborted' : 'transient';
    return failed(kind, result.code, result.message, result.certainlyNotSent);
  }
  if (result.status >= 500) return inDoubt('transient', `HTTP_${result.status}`, wordsOf(result.text));
  if (result.status === 429) return inDoubt('throttled', 'HTTP_429', wordsOf(result.text));
  const body = parseBody(result.text);
  const envelope = body === undefined ? null : readEnvelope(body);
  if (body === undefined || envelope === null) return judgeText(result, body);
  if (envelope.verdict === 'failure') return judgeFailure(envelope, result.status);
  const isPlain = envelope.verdict === 'success' && result.status >= 200 && result.status < 300;
  if (isPlain) return { kind: 'data', data: envelope.data ?? null, body };
  const message = `HTTP ${result.status}, ${envelope.verdict} ${envelope.code}: ${envelope.message}`;
  return inDoubt('transient', envelope.verdict === 'unsaid' ? 'UNREADABLE' : 'CONTRADICTION', message);
}

/**
 * A failure in either dialect: by its code, where the code is known, else by its words, else by its HTTP status. A code
 * that nobody has explained is a no in form, but AB2001 ("Internal Error") has the same form, so it leaves a doubt.
 */
function judgeFailure(envelope: Envelope, status: number): Verdict {
  const { code, message } = envelope;
  const ofCode = MEANING_BY_CODE.get(code) ?? null;
  const isTold = ofCode !== null && ofCode !== 'catch_all';
  const otherwise = ofCode === 'catch_all' ? 'refused' : null;
  const meaning = isTold ? ofCode : (meaningBeside(message, status) ?? otherwise);
  const namesOrder = isJsonObject(envelope.data) && Boolean(fieldOf(envelope.data, 'orderid'));
  const named = code === '' ? 'REFUSED' : code;
  if (meaning === null || namesOrder) return inDoubt('refused', named, message);
  return failed(KIND_BY_MEANING[meaning], named, message, !LEAVES_DOUBT.has(meaning));
}

/** What HTTP says where words do not: who is asking is not known; throttled (recorded 2026-09-19). */
const MEANING_BY_STATUS: ReadonlyMap<number, CodeMeaning> = new Map([
  [401, 'session'],
  [403, 'throttled'],
]);

function meaningBeside(message: string, status: number): CodeMeaning | null {
  const ofWords = meaningOfWords(message);
  return ofWords === null || ofWords === 'trouble' ? (MEANING_BY_STATUS.get(status) ?? ofWords) : ofWords;
}

const KIND_BY_MEANING: Readonly<Record<CodeMeaning, BrokerErrorKind>> = {
  session: 'session',
  source_address: 'source_address',
  throttled: 'throttled',
  trouble: 'transient',
  refused: 'refused',
  credentials: 'credentials',
  catch_all: 'refused',
};

/** Orders were placed though the reply was HTTP 403 (SmartAPI forum, topic 3957). */
const LEAVES_DOUBT: ReadonlySet<CodeMeaning> = new Set(['throttled', 'trouble']);

/** A reply that is in neither dialect: a page, a plain text, nothing, or JSON of another kind. */
function judgeText(response: Response, body: Json | undefined): Verdict {
  const { status, text } = response;
  const message = wordsOf(text);
  if (isPage(response)) return inDoubt('transient', 'HTML', message);
  const words = meaningOfWords(text);
  if (words === 'throttled') return inDoubt('throttled', `HTTP_${status}`, message);
  if (status === 401 || status === 403) {
    if (words === 'source_address') return failed('source_address', `HTTP_${status}`, message, true);
    if (status === 401 || words === 'session') return failed('session', `HTTP_${status}`, message, true);
    return inDoubt('throttled', 'HTTP_403', message);
  }
  if (status < 200 || status >= 300) return inDoubt('transient', `HTTP_${status}`, message);
  return inDoubt('transient', isNothing(text, body) ? 'EMPTY' : 'UNREADABLE', message);
}

function isPage(response: Response): boolean {
  return response.contentType.includes('html') || /^\s*<(?:!doctype|html)/i.test(response.text);
}

/** The broker's own client gives `{}` for a network error (seen in code); a proxy may too. */
function isNothing(text: string, body: Json | undefined): boolean {
  return text.trim() === '' || body === null || (isJsonObject(body) && Object.keys(body).length === 0);
}

function failed(kind: BrokerErrorKind, code: string, message: string, hadNoEffect: boolean): Verdict {
  return { kind: 'error', error: { kind, code, message }, hadNoEffect };
}

function inDoubt(kind: BrokerErrorKind, code: string, message: string): Verdict {
  return failed(kind, code, message, false);
}

function parseBody(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A page or a plain text: its words are judged instead.
    return undefined;
  }
}

/** A page's or a text's words. */
function wordsOf(text: string): string {
  const words = shorten(text.slice(0, MAX_PAGE_LENGTH).replace(/<[^>]*>/g, ' '), MAX_MESSAGE_LENGTH);
  return words === '' ? 'the broker answered nothing that says why' : words;
}
