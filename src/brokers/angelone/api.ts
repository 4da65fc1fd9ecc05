import type { Redactor } from '../../secrets/redactor.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Clock } from '../clock.ts';
import type { Json } from '../port.ts';
import type { Deadlines } from './deadlines.ts';
import type { HttpResult } from './http-exchange.ts';
import { readSessionTokens } from './read-session-tokens.ts';
import type { HttpRequest, Transport } from './transport.ts';
import { FIXED_HEADERS, PATHS } from './wire/endpoints.ts';

/** The server tells whole seconds, cut off. */
const HALF_SECOND_MS = 500;

export interface ApiParts {
  readonly apiKey: Secret;
  readonly transport: Transport;
  readonly deadlines: Deadlines;
  readonly clock: Clock;
  readonly redactor: Redactor;
}

/** SmartAPI over HTTP: its headers, its session (in memory only) and the time of its clock. */
export class SmartApi {
  readonly #parts: ApiParts;
  #authorization: string | null = null;
  /** Made once a session: they are the same for every request. */
  #sessionHeaders: Readonly<Record<string, string>>;
  #clockSkewMs: number | null = null;

  constructor(parts: ApiParts) {
    this.#parts = parts;
    this.#sessionHeaders = this.#headers(null);
  }

  /** The header of the session; null without one. */
  get authorization(): string | null {
    return this.#authorization;
  }

  /** By how much the broker's clock is ahead of ours, to about a second; null before a reply told. */
  get clockSkewMs(): number | null {
    return this.#clockSkewMs;
  }

  /** Takes the session that a login reply brings. @returns whether there is one. */
  startSession(data: Json): boolean {
    const tokens = readSessionTokens(data);
    if (tokens === null) return false;
    for (const token of [tokens.session, ...tokens.others]) this.#parts.redactor.add(token, 'session token');
    this.#authorization = `Bearer ${tokens.session}`;
    this.#sessionHeaders = this.#headers(this.#authorization);
    return true;
  }

  endSession(): void {
    this.#authorization = null;
    this.#sessionHeaders = this.#headers(null);
  }

  /** The reply as it came: it brings the tokens. */
  login(body: object, signal: AbortSignal): Promise<HttpResult> {
    const totalMs = this.#parts.deadlines.readMs;
    const headers = this.#headers(null);
    return this.#send(
      { method: 'POST', path: PATHS.login, headers, body: JSON.stringify(body), totalMs },
      signal,
    );
  }

  async get(path: string, signal: AbortSignal): Promise<HttpResult> {
    const totalMs = this.#parts.deadlines.readMs;
    const headers = this.#sessionHeaders;
    return this.withoutSecrets(
      await this.#send({ method: 'GET', path, headers, body: null, totalMs }, signal),
    );
  }

  async post(path: string, body: object, signal: AbortSignal): Promise<HttpResult> {
    const totalMs = this.#parts.deadlines.orderMs;
    const headers = this.#sessionHeaders;
    const request = { method: 'POST', path, headers, body: JSON.stringify(body), totalMs } as const;
    return this.withoutSecrets(await this.#send(request, signal));
  }

  /** Done before anything is cut out of the text: the half of a secret would not be known as one. */
  withoutSecrets(result: HttpResult): HttpResult {
    return result.kind === 'failure'
      ? result
      : { ...result, text: this.#parts.redactor.redactData(result.text) };
  }

  #headers(authorization: string | null): Readonly<Record<string, string>> {
    const headers = { ...FIXED_HEADERS, 'x-privatekey': this.#parts.apiKey.reveal() };
    return authorization === null ? headers : { ...headers, authorization };
  }

  async #send(request: HttpRequest, signal: AbortSignal): Promise<HttpResult> {
    const { clock, transport } = this.#parts;
    const sentAt = clock.monotonic();
    const result = await transport.send(request, signal);
    if (result.kind === 'response' && result.serverTimeMs !== null) {
      // By the clock that does not jump: a step meanwhile would be told as half a step of the broker's.
      const halfWayMs = clock.now() - (clock.monotonic() - sentAt) / 2;
      this.#clockSkewMs = result.serverTimeMs + HALF_SECOND_MS - halfWayMs;
    }
    return result;
  }
}
