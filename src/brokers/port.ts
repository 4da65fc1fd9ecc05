/**
 * What the engine asks of a broker. One folder a broker implements it; the engine knows nothing else of any of them.
 *
 * Failure is a value here. A *read* either succeeded or did not: a failed read is never "no orders".
 * An *order request* was accepted, refused or is unknown; unknown is everything that may have reached the broker
 * and brought back no clear word, and is settled by looking the order tag up in the book, never by guessing.
 */
import type { Ratio } from '../core/exact.ts';
import type { Exchange, OrderSnapshot, OrderType, Product, Side } from '../core/orders/order.ts';

export type { InstrumentRecord } from '../core/orders/instrument.ts';

/** JSON as the broker sent it; kept for the recording, never looked into outside the broker's folder. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface BrokerCapabilities {
  readonly name: string;
  /** Order types that the broker bars for orders of programs, for `validate` to warn of. */
  readonly barredOrderTypes: readonly OrderType[];
  /** Characters. */
  readonly maxOrderTagLength: number;
  /** Place, modify and cancel together, a client code. */
  readonly orderRate: { readonly perSecond: number; readonly perMinute: number; readonly perHour: number };
  /** The least time between two reads of one account's order book. */
  readonly orderBookIntervalMs: number;
  /** Whether the broker pushes order updates, and whether a gap in them can be noticed (a sequence number). */
  readonly orderPush: 'none' | 'lossy' | 'sequenced';
  /** Whether order requests are taken from one registered address only. */
  readonly checksSourceAddress: boolean;
}

/** One row of a book or one push message, read. The raw form goes into the recording. */
export type OrderReading =
  | { readonly ok: true; readonly order: OrderSnapshot; readonly raw: Json }
  | {
      readonly ok: false;
      readonly problem: string;
      readonly raw: Json;
      /** Its order tag; absent where even that cannot be told. */
      readonly tag?: string;
    };

export type BrokerErrorKind =
  /** Session missing or over. One re-login may mend it. */
  | 'session'
  /** PIN, TOTP, API key or client code are wrong. Never tried again by itself: the account would be locked. */
  | 'credentials'
  /** The request came from an address that is not registered. Nothing mends it but the user. */
  | 'source_address'
  | 'throttled'
  /** A time-out, a reset, 5xx, an HTML page, an empty or unreadable body. */
  | 'transient'
  /** The broker understood and said no. */
  | 'refused'
  /** Our own side gave up: cancelled, closed. */
  | 'aborted';

export interface BrokerError {
  readonly kind: BrokerErrorKind;
  /** The broker's code (`AG8001`), or an own word where it has none (`TIMEOUT`, `RESET`, `HTML`, `EMPTY`). */
  readonly code: string;
  /** The broker's words, or ours in a sentence. Never holds a secret. */
  readonly message: string;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: BrokerError };

export type SendOutcome =
  /** The broker took the request. It is not yet at the exchange, and may be rejected later in the book. */
  | { readonly kind: 'accepted'; readonly orderId: string; readonly uniqueOrderId: string | null }
  /** The broker said no in words that leave no doubt: there is no such order. */
  | { readonly kind: 'refused'; readonly error: BrokerError }
  /** There may be an order. */
  | { readonly kind: 'unknown'; readonly error: BrokerError };

/** One order that we mean to place, in the engine's words. */
export interface OrderTicket {
  readonly exchange: Exchange;
  /** Null: the adapter finds it by the symbol, or refuses. */
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly product: Product;
  /** Units. */
  readonly quantity: number;
  /** Rupees; null for market types. */
  readonly limitPrice: Ratio | null;
  /** Rupees; null but for stops. */
  readonly triggerPrice: Ratio | null;
  /** The order tag: our idempotency key. */
  readonly tag: string;
}

export interface Funds {
  /** Rupees the account can trade with; what `capital_ratio` uses where the file names no capital. */
  readonly available: Ratio | null;
  /** Rupees, unrealised result of today; null where the broker does not say. */
  readonly unrealised: Ratio | null;
  readonly raw: Json;
}

/** One net position of an account. */
export interface PositionReading {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly product: Product;
  /** Units; below zero is short. */
  readonly netQuantity: number;
  /** Rupees. */
  readonly averagePrice: Ratio | null;
  /** Rupees. */
  readonly unrealised: Ratio | null;
}

export interface Positions {
  readonly positions: readonly PositionReading[];
  /** Rows that could not be read: an absent position is then not a flat one. */
  readonly problems: readonly string[];
  readonly raw: Json;
}

/** Shares of one instrument that lie in delivery from earlier days. */
export interface HoldingReading extends InstrumentName {
  /** Units. */
  readonly quantity: number;
  /** Rupees. */
  readonly averagePrice: Ratio | null;
}

export interface Holdings {
  readonly holdings: readonly HoldingReading[];
  /** Rows that could not be read: an absent holding is then not none. */
  readonly problems: readonly string[];
  readonly raw: Json;
}

/** What an instrument is called at a broker. */
export interface InstrumentName {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
}

/** What an instrument traded at last. */
export interface PriceReading extends InstrumentName {
  /** Rupees. */
  readonly price: Ratio;
}

export interface OrderFeedEvents {
  /** The socket is up. Whatever happened before is only in the book: read it. */
  onConnected(): void;
  onOrder(reading: OrderReading): void;
  /** The socket is down or silent; the feed reconnects by itself, spaced out. */
  onDisconnected(reason: BrokerError): void;
}

export interface OrderFeed {
  /** Ends the feed for good. */
  close(): Promise<void>;
}

/**
 * One account at a broker. Every call takes a signal; when it aborts, reads end with `aborted` and order requests
 * that may already have left end with `unknown`.
 */
export interface BrokerAccount {
  readonly capabilities: BrokerCapabilities;
  /** The client code, for telling whether two accounts are one. Not a secret, but never logged in full. */
  readonly clientCode: string;
  /** By how much the broker's clock is ahead of ours, in milliseconds, to about a second; null where it is not known. */
  readonly clockSkewMs: number | null;
  /** Opens a session. Tried once; the caller decides about more. */
  login(signal: AbortSignal): Promise<Reading<null>>;
  /** Ends the session; failure does no harm. */
  logout(signal: AbortSignal): Promise<Reading<null>>;
  /** Where it is the same as at the last reading, it may be the very list. */
  readOrderBook(signal: AbortSignal): Promise<Reading<readonly OrderReading[]>>;
  readPositions(signal: AbortSignal): Promise<Reading<Positions>>;
  /** Shares of earlier days; those bought today are among the positions. */
  readHoldings(signal: AbortSignal): Promise<Reading<Holdings>>;
  readFunds(signal: AbortSignal): Promise<Reading<Funds>>;
  /** Last prices. An instrument whose price is not known is left out. */
  readPrices(
    instruments: readonly InstrumentName[],
    signal: AbortSignal,
  ): Promise<Reading<readonly PriceReading[]>>;
  placeOrder(ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome>;
  /** `ticket` is the full state wanted, not a difference; `quantity` the order's total. */
  modifyOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome>;
  cancelOrder(orderId: string, ticket: OrderTicket, signal: AbortSignal): Promise<SendOutcome>;
  openOrderFeed(events: OrderFeedEvents): OrderFeed;
  /** Frees connections. */
  close(): Promise<void>;
}
