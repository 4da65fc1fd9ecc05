import type { Redactor } from '../../secrets/redactor.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Clock } from '../clock.ts';
import type {
  BrokerAccount,
  BrokerError,
  Funds,
  Holdings,
  InstrumentName,
  Json,
  OrderFeed,
  OrderFeedEvents,
  OrderReading,
  OrderTicket,
  Positions,
  PriceReading,
  Reading,
  SendOutcome,
} from '../port.ts';
import type { SmartApi } from './api.ts';
import { ANGEL_ONE_CAPABILITIES } from './capabilities.ts';
import { classifyLogin, classifyRead, classifySend } from './classify.ts';
import type { HttpResult } from './http-exchange.ts';
import { LastBook } from './last-book.ts';
import { readFundsReply } from './read-funds.ts';
import { readHoldingsReply } from './read-holdings.ts';
import { readOrderBookReply } from './read-order-book.ts';
import { readPositionsReply } from './read-positions.ts';
import { readQuoteReply, toQuoteBodies } from './read-prices.ts';
import type { FindSymbolToken } from './symbol-tokens.ts';
import { CERTAIN_SKEW_MS, type TotpCodes } from './totp.ts';
import { PATHS } from './wire/endpoints.ts';
import {
  type OrderBodyResult,
  type PlaceOptions,
  toCancelBody,
  toModifyBody,
  toPlaceBody,
} from './wire/order-bodies.ts';

/** What an account is made of. */
export interface AccountParts {
  readonly clientCode: string;
  /** The PIN. */
  readonly password: Secret;
  readonly totp: TotpCodes;
  readonly clock: Clock;
  readonly api: SmartApi;
  readonly redactor: Redactor;
  readonly findSymbolToken: FindSymbolToken;
  readonly placeOptions: PlaceOptions;
  readonly openFeed: (events: OrderFeedEvents) => OrderFeed;
  /** Drops the connections. */
  readonly disconnect: () => Promise<void>;
}

/** What a reader of a reply's body gives. */
type BodyReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

/** "Invalid totp and client combination". */
const INVALID_TOTP = 'AB1050';
/** From one login to the next: the broker takes one a second (documented), and counts what it refuses. */
const LOGIN_SPACING_MS = 2_000;
/** A clock that steps, and steps back while the next code is made, spoils two. */
const LOGINS_OF_ANOTHER_TIME = 3;
const NO_SESSION: BrokerError = {
  kind: 'session',
  code: 'NO_SESSION',
  message: 'this account is not logged in',
};

/** One account at Angel One. It logs in where the caller says so, and never by itself. */
export class AngelOneAccount implements BrokerAccount {
  readonly capabilities = ANGEL_ONE_CAPABILITIES;
  readonly clientCode: string;
  readonly #parts: AccountParts;
  readonly #feeds = new Set<OrderFeed>();
  readonly #lastBook = new LastBook();
  /** Monotonic time at which the last login was answered, or given up. */
  #loginEndedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: AccountParts) {
    this.#parts = parts;
    this.clientCode = parts.clientCode;
  }

  /**
   * By how much the broker's clock is ahead of ours, in milliseconds, to about a second; null before any reply.
   * Half a minute of it, and the broker refuses the TOTP codes.
   */
  get clockSkewMs(): number | null {
    return this.#parts.api.clockSkewMs;
  }

  async login(signal: AbortSignal): Promise<Reading<null>> {
    const { api } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      const believedMs = api.clockSkewMs ?? 0;
      const result = await this.#logInOnce(signal, believedMs);
      // The code was of another time than the broker's, as its reply tells: nothing is wrong with the credentials.
      const wasOfAnotherTime = Math.abs((api.clockSkewMs ?? 0) - believedMs) >= CERTAIN_SKEW_MS;
      const isOver = attempt >= LOGINS_OF_ANOTHER_TIME || signal.aborted;
      if (result.ok || result.error.code !== INVALID_TOTP || !wasOfAnotherTime || isOver) return result;
    }
  }

  async #logInOnce(signal: AbortSignal, skewMs: number): Promise<Reading<null>> {
    const { api, clientCode, password, totp, clock } = this.#parts;
    const waitMs = this.#loginEndedAt + LOGIN_SPACING_MS - clock.monotonic();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
    const code = await totp.next(signal, skewMs);
    if (!code.ok) return code;
    const body = { clientcode: clientCode, password: password.reveal(), totp: code.value };
    const result = await api.login(body, signal);
    this.#loginEndedAt = clock.monotonic();
    const reading = classifyLogin(result);
    if (!reading.ok) {
      const hidden = classifyLogin(api.withoutSecrets(result));
      return this.#failed(hidden.ok ? reading.error : hidden.error);
    }
    return api.startSession(reading.value)
      ? { ok: true, value: null }
      : this.#unreadable('the login brought no session token');
  }

  async logout(signal: AbortSignal): Promise<Reading<null>> {
    const { api, clientCode } = this.#parts;
    if (api.authorization === null) return { ok: true, value: null };
    const reply = api.post(PATHS.logout, { clientcode: clientCode }, signal);
    api.endSession();
    const reading = classifyRead(await reply);
    return reading.ok ? { ok: true, value: null } : this.#failed(reading.error);
  }

  /** A book that is the same as the last one is the same list. */
  async readOrderBook(signal: AbortSignal): Promise<Reading<readonly OrderReading[]>> {
    const { api } = this.#parts;
    if (api.authorization === null) return { ok: false, error: NO_SESSION };
    const reply = await api.get(PATHS.orderBook, signal);
    const known = this.#lastBook.find(reply);
    if (known !== null) return { ok: true, value: known };
    const reading = this.#toReading(reply, readOrders);
    if (reading.ok) this.#lastBook.keep(reply, reading.value);
    return reading;
  }

  readPositions(signal: AbortSignal): Promise<Reading<Positions>> {
    return this.#read(PATHS.positions, readPositionsReply, signal);
  }

  readHoldings(signal: AbortSignal): Promise<Reading<Holdings>> {
    return this.#read(PATHS.holdings, readHoldingsReply, signal);
  }

  readFunds(signal: AbortSignal): Promise<Reading<Funds>> {
    return this.#read(PATHS.funds, readFundsReply, signal);
  }

  async readPrices(
    instruments: readonly InstrumentName[],
    signal: AbortSignal,
  ): Promise<Reading<readonly PriceReading[]>> {
    const { api, findSymbolToken } = this.#parts;
    if (api.authorization === null) return { ok: false, error: NO_SESSION };
    const prices: PriceReading[] = [];
    for (const body of toQuoteBodies(instruments, findSymbolToken)) {
      const reading = classifyRead(await api.post(PATHS.quote, body, signal));
      if (!reading.ok) return this.#failed(reading.error);
      const content = readQuoteReply(reading.value);
      if (!content.ok) return this.#unreadable(content.problem);
      prices.push(...content.value);
    }
    return { ok: true, value: prices };
  }

  placeOrder(ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    const body = this.#withToken(ticket, (token) => toPlaceBody(ticket, token, this.#parts.placeOptions));
    return this.#order(PATHS.placeOrder, body, signal);
  }

  modifyOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    const body = this.#withToken(ticket, (token) => toModifyBody(orderId, ticket, token));
    return this.#order(PATHS.modifyOrder, body, signal);
  }

  cancelOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome> {
    return this.#order(PATHS.cancelOrder, { ok: true, body: toCancelBody(orderId, ticket) }, signal);
  }

  openOrderFeed(events: OrderFeedEvents): OrderFeed {
    const feed = this.#parts.openFeed(events);
    this.#feeds.add(feed);
    return feed;
  }

  async close(): Promise<void> {
    this.#parts.api.endSession();
    await Promise.all([...this.#feeds].map((feed) => feed.close()));
    await this.#parts.disconnect();
  }

  #withToken(ticket: OrderTicket, toBody: (symbolToken: string) => OrderBodyResult): OrderBodyResult {
    const token = ticket.symbolToken ?? this.#parts.findSymbolToken(ticket.exchange, ticket.tradingSymbol);
    if (token !== null && token !== '') return toBody(token);
    return { ok: false, problem: `no symbol token is known of ${ticket.exchange}:${ticket.tradingSymbol}` };
  }

  async #order(path: string, body: OrderBodyResult, signal: AbortSignal): Promise<SendOutcome> {
    if (!body.ok)
      return { kind: 'refused', error: { kind: 'refused', code: 'TICKET', message: body.problem } };
    if (this.#parts.api.authorization === null) return { kind: 'refused', error: NO_SESSION };
    const outcome = classifySend(await this.#parts.api.post(path, body.body, signal));
    return outcome.kind === 'accepted' ? outcome : { ...outcome, error: this.#redact(outcome.error) };
  }

  async #read<T>(
    path: string,
    read: (body: Json) => BodyReading<T>,
    signal: AbortSignal,
  ): Promise<Reading<T>> {
    if (this.#parts.api.authorization === null) return { ok: false, error: NO_SESSION };
    return this.#toReading(await this.#parts.api.get(path, signal), read);
  }

  #toReading<T>(reply: HttpResult, read: (body: Json) => BodyReading<T>): Reading<T> {
    const reading = classifyRead(reply);
    if (!reading.ok) return this.#failed(reading.error);
    const content = read(reading.value);
    return content.ok ? content : this.#unreadable(content.problem);
  }

  #failed(error: BrokerError): Reading<never> {
    return { ok: false, error: this.#redact(error) };
  }

  #unreadable(problem: string): Reading<never> {
    return this.#failed({ kind: 'transient', code: 'UNREADABLE', message: problem });
  }

  #redact(error: BrokerError): BrokerError {
    return { ...error, message: this.#parts.redactor.redactText(error.message) };
  }
}

function readOrders(body: Json): BodyReading<readonly OrderReading[]> {
  const book = readOrderBookReply(body);
  return book.ok ? { ok: true, value: book.rows.map((row) => row.reading) } : book;
}
