/**
 * What is said over the control socket: HTTP, `GET /v1/status` and `POST /v1/VERB`, with `{}` or
 * `{"follower": NAME}` as the body and JSON as the reply; `reconcile` takes more keys. What is not understood is refused.
 */
import { ControlError } from './control-error.ts';

const CONTROL_VERSION = 1;

export const VERBS = ['status', 'pause', 'resume', 'close-only', 'retry', 'reconcile', 'stop'] as const;
export type Verb = (typeof VERBS)[number];

export interface ControlRequest {
  readonly verb: Verb;
  /** Null: all. */
  readonly follower: string | null;
  /** Of `reconcile` alone. */
  readonly reconcile?: ReconcileWish;
}

export interface ReconcileWish {
  readonly action: 'compare' | 'fix' | 'adopt';
  /** A trading symbol; null: all. */
  readonly symbol: string | null;
  /** The `agreement` of the reply that the user has seen; null: to look only. */
  readonly agreed: string | null;
}

/** A reply that is none: HTTP 4xx or 5xx. */
export interface ControlFailure {
  readonly error: { readonly code: string; readonly message: string; readonly next: string };
}

/** As the configuration takes it (design 2, accounts). */
const FOLLOWER_NAME = /^[a-z][a-z0-9_-]{0,31}$/;

export function methodOf(verb: Verb): 'GET' | 'POST' {
  return verb === 'status' ? 'GET' : 'POST';
}

export function pathOf(verb: Verb): string {
  return `/v${CONTROL_VERSION}/${verb}`;
}

/** @throws ControlError where it is no request of this version */
export function parseRequest(method: string, path: string, body: string): ControlRequest {
  const [, version, word] = /^\/v(\d{1,4})\/([a-z-]{1,32})$/.exec(path) ?? [];
  if (version !== undefined && Number(version) !== CONTROL_VERSION) {
    const next = `This engine speaks version ${CONTROL_VERSION}. Use the program that it was started with.`;
    throw new ControlError('OTHER_VERSION', `version ${version} is not spoken here`, next);
  }
  const verb = VERBS.find((known) => known === word);
  if (verb === undefined) throw badRequest('there is no such path');
  if (method !== methodOf(verb)) throw badRequest(`${verb} is asked with ${methodOf(verb)}`);
  const wishes = parseBody(body);
  if (verb !== 'reconcile') return { verb, follower: parseFollower(verb, wishes, ['follower']) };
  const follower = parseFollower(verb, wishes, ['follower', 'action', 'symbol', 'agreed']);
  return { verb, follower, reconcile: parseReconcile(wishes) };
}

function parseReconcile(wishes: Wishes): ReconcileWish {
  const { action = 'compare', symbol = null, agreed = null } = wishes;
  const known = (['compare', 'fix', 'adopt'] as const).find((word) => word === action);
  if (known === undefined) throw badRequest('that is no action');
  if (!isTextOrNull(symbol) || !isTextOrNull(agreed)) throw badRequest('that is no text');
  return { action: known, symbol, agreed };
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

type Wishes = Readonly<Record<string, unknown>>;

function parseBody(body: string): Wishes {
  if (body === '') return {};
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('the body is not a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}

function parseFollower(verb: Verb, wishes: Wishes, keys: readonly string[]): string | null {
  const odd = Object.keys(wishes).find((key) => !keys.includes(key));
  if (odd !== undefined) throw badRequest('the body has keys that are not known');
  const { follower = null } = wishes;
  if (follower === null) return null;
  if (verb === 'stop' || verb === 'status') throw badRequest(`${verb} is for the whole run`);
  if (typeof follower !== 'string' || !FOLLOWER_NAME.test(follower)) {
    throw badRequest('that is no name of a follower');
  }
  return follower;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest('the body is not JSON', { cause: error });
  }
}

export function badRequest(message: string, options?: ErrorOptions): ControlError {
  return new ControlError(
    'BAD_REQUEST',
    message,
    `Ask ${VERBS.map((verb) => `${methodOf(verb)} ${pathOf(verb)}`).join(', ')}.`,
    options,
  );
}
