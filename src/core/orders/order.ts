/**
 * The master's order as the engine sees it: one snapshot, already read from the broker's own words.
 * Shapes of the wire never come here; a broker's adapter makes these (see brokers/port.ts).
 */
import type { Ratio } from '../exact.ts';
import type { IstSeconds } from '../ist-time.ts';

export const EXCHANGES = ['NSE', 'BSE', 'NFO', 'BFO', 'MCX', 'CDS', 'NCDEX', 'NCO'] as const;
export const SIDES = ['buy', 'sell'] as const;
export const ORDER_TYPES = ['market', 'limit', 'stop_limit', 'stop_market'] as const;
export const PRODUCTS = ['intraday', 'delivery', 'carryforward', 'margin', 'bracket'] as const;
export const VARIETIES = ['normal', 'stoploss', 'amo', 'robo'] as const;
export const INSTRUMENT_KINDS = ['equity', 'future', 'call', 'put'] as const;

export type Exchange = (typeof EXCHANGES)[number];
export type Side = (typeof SIDES)[number];
export type OrderType = (typeof ORDER_TYPES)[number];
export type Product = (typeof PRODUCTS)[number];
export type Variety = (typeof VARIETIES)[number];
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** What one order-book row, push message or line of a recording says an order looks like now. */
export interface OrderSnapshot {
  readonly orderId: string;
  /** The broker's id that survives modification and the release of an after-market order; null where not given. */
  readonly uniqueOrderId: string | null;
  readonly exchange: Exchange;
  /** Null where the row has none; then the instrument is known by its symbol. */
  readonly symbolToken: string | null;
  /** The trading symbol as the broker wrote it; empty where the row has none. */
  readonly tradingSymbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly product: Product;
  /** Null where the row has none, or one that is not known: it then matches nothing. */
  readonly variety: Variety | null;
  /** Units. */
  readonly quantity: number;
  /** Units executed so far, as section 3 of the contract reads it: a complete row's whole quantity where it names none. */
  readonly filledQuantity: number;
  /** The broker's status word, trimmed, lower case. */
  readonly status: string;
  /** No further change is expected: complete, rejected, cancelled. Everything else is alive. */
  readonly terminal: boolean;
  /** Rupees; null where absent or 0. */
  readonly averagePrice: Ratio | null;
  /** Rupees; null where absent or 0. */
  readonly limitPrice: Ratio | null;
  /** Rupees; null where absent or 0. */
  readonly triggerPrice: Ratio | null;
  /** The order tag; empty where there is none. */
  readonly tag: string;
  /** The first of the row's times that is not empty; null where all are. */
  readonly eventTime: IstSeconds | null;
  /** The broker's free text (the reason of a rejection); empty where there is none. */
  readonly text: string;
  /** What the row itself says of the instrument. The instrument master, where loaded, comes first. */
  readonly instrument: RowInstrument;
}

/** What a row says of its instrument; null is "it does not say". */
export interface RowInstrument {
  /** `FUTIDX`, `OPTSTK`, …; empty for a share. */
  readonly instrumentType: string;
  /** Units; null where absent, zero or negative. */
  readonly lotSize: number | null;
  /** Rupees; null where absent or not above zero. */
  readonly strike: Ratio | null;
  readonly optionKind: 'call' | 'put' | null;
  /** Days since 1970-01-01. */
  readonly expiryDay: number | null;
}
