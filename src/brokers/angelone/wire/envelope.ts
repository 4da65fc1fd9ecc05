import type { Json } from '../../port.ts';
import { describeValue, fieldOf, isJsonObject, type JsonObject } from './row-fields.ts';
import { shorten } from './shorten.ts';

const MAX_MESSAGE_LENGTH = 300;

/**
 * What a reply says of itself. Two dialects exist (recorded 2026-09-19): the order system's `status`, `errorcode`,
 * and the gateway's `success`, `errorCode`. Docs samples also show `"false"` as a string.
 */
export interface Envelope {
  /**
   * `contradiction`: it claims success and names an error, or both flags and they differ.
   * `unsaid`: it has data, and neither flag nor error code.
   */
  readonly verdict: 'success' | 'failure' | 'contradiction' | 'unsaid';
  /** Empty where there is none. */
  readonly code: string;
  readonly message: string;
  /** Undefined where there is no such field. */
  readonly data: Json | undefined;
}

/** @returns null where the body is no envelope at all. */
export function readEnvelope(body: Json): Envelope | null {
  if (!isJsonObject(body)) return null;
  const flags = [flagOf(body, 'status'), flagOf(body, 'success')].filter((flag) => flag !== null);
  const code = textOf(body, 'errorcode') || textOf(body, 'errorCode');
  const data = fieldOf(body, 'data');
  if (flags.length === 0 && code === '' && data === undefined) return null;
  const message = shorten(textOf(body, 'message'), MAX_MESSAGE_LENGTH);
  return { verdict: judge(flags, code), code, message, data };
}

function judge(flags: readonly boolean[], code: string): Envelope['verdict'] {
  const [first, second = first] = flags;
  if (first === undefined) return code === '' ? 'unsaid' : 'failure';
  if (first !== second) return 'contradiction';
  if (!first) return 'failure';
  return code === '' ? 'success' : 'contradiction';
}

/** Why an envelope brings no data, in a sentence; null where it may bring some. */
export function failureOf(envelope: Envelope): string | null {
  if (envelope.verdict === 'success' || envelope.verdict === 'unsaid') return null;
  const code = envelope.code === '' ? 'an error' : envelope.code;
  return `the broker answered ${code}: ${describeValue(envelope.message)}`;
}

function flagOf(body: JsonObject, key: string): boolean | null {
  const value = fieldOf(body, key);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : null;
}

function textOf(body: JsonObject, key: string): string {
  const value = fieldOf(body, key);
  return typeof value === 'string' ? value.trim() : '';
}
