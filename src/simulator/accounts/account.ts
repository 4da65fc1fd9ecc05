import type { Instrument } from '../market/instrument.ts';
import { type Price, toPrice } from '../market/price.ts';
import type { Order, Product, Trade } from '../orders/order.ts';
import { addTrade, openPosition, type Position } from './position.ts';

/** One client of the broker, as a test or a command line describes it. */
export interface AccountOptions {
  readonly clientCode: string;
  /** The four-digit PIN. */
  readonly pin: string;
  /** Base32, 16 bytes at least. */
  readonly totpSecret: string;
  readonly apiKey: string;
  /** Rupees; 1,000,000 by default. */
  readonly funds?: number;
  readonly name?: string;
  /** The static addresses registered on the API key; order requests from others get AG7002. Absent: any. */
  readonly allowedAddresses?: readonly string[];
  /** Positions carried forward from earlier days. */
  readonly positions?: readonly CarriedPosition[];
  readonly holdings?: readonly EarlierShares[];
}

interface CarriedPosition {
  readonly symbol: string;
  readonly exchange?: string;
  readonly product?: Product;
  /** Units; below 0 is short. */
  readonly quantity: number;
  /** Rupees. */
  readonly price: number;
}

interface EarlierShares {
  readonly symbol: string;
  readonly exchange?: string;
  readonly quantity: number;
  /** Rupees. */
  readonly averagePrice: number;
}

/** Shares in delivery of earlier days. */
export interface Holding {
  readonly instrument: Instrument;
  readonly quantity: number;
  readonly averagePrice: Price;
}

/** The broker's books of one client. */
export class Account {
  readonly options: AccountOptions;
  /** What was paid in, less what shares in delivery have cost since, once they lie among the holdings. */
  cash: Price;
  /** In the order in which they were placed. */
  orders: Order[] = [];
  trades: Trade[] = [];
  lastLoginAtMs: number | null = null;
  readonly #positions = new Map<string, Position>();
  readonly #holdings = new Map<string, Holding>();

  constructor(options: AccountOptions) {
    this.options = options;
    this.cash = toPrice(options.funds ?? 1_000_000);
  }

  get clientCode(): string {
    return this.options.clientCode;
  }

  findOrder(orderId: string): Order | null {
    return this.orders.find((order) => order.orderId === orderId) ?? null;
  }

  positions(): readonly Position[] {
    return [...this.#positions.values()];
  }

  findPosition(instrument: Instrument, product: Product): Position | null {
    return this.#positions.get(`${instrument.key}/${product}`) ?? null;
  }

  /** The position in an instrument and product, a flat one where there was none. */
  position(instrument: Instrument, product: Product): Position {
    const key = `${instrument.key}/${product}`;
    const position = this.#positions.get(key) ?? openPosition(instrument, product);
    this.#positions.set(key, position);
    return position;
  }

  removePosition(position: Position): void {
    this.#positions.delete(`${position.instrument.key}/${position.product}`);
  }

  holdings(): readonly Holding[] {
    return [...this.#holdings.values()];
  }

  /** Shares come in at a price, or go out (`quantity` below 0) at their average. More than there are cannot go. */
  settleShares(instrument: Instrument, quantity: number, price: Price): void {
    const held = this.#holdings.get(instrument.key);
    const before = held?.quantity ?? 0;
    const after = Math.max(0, before + quantity);
    const average = held?.averagePrice ?? price;
    const averagePrice = quantity > 0 ? (before * average + quantity * price) / after : average;
    if (after === 0) this.#holdings.delete(instrument.key);
    else this.#holdings.set(instrument.key, { instrument, quantity: after, averagePrice });
  }

  addTrade(trade: Trade): void {
    this.trades.push(trade);
    addTrade(this.position(trade.order.instrument, trade.order.product), trade);
  }
}
