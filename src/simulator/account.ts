import type { Instrument } from './instrument.ts';
import type { Order, Product, Trade } from './order.ts';
import { addTrade, openPosition, type Position } from './position.ts';
import { type Price, toPrice } from './price.ts';

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
  readonly holdings?: readonly Holding[];
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

interface Holding {
  readonly symbol: string;
  readonly exchange?: string;
  readonly quantity: number;
  /** Rupees. */
  readonly averagePrice: number;
}

/** The broker's books of one client. */
export class Account {
  readonly options: AccountOptions;
  readonly cash: Price;
  /** In the order in which they were placed. */
  orders: Order[] = [];
  trades: Trade[] = [];
  lastLoginAtMs: number | null = null;
  readonly #positions = new Map<string, Position>();

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

  addTrade(trade: Trade): void {
    this.trades.push(trade);
    addTrade(this.position(trade.order.instrument, trade.order.product), trade);
  }
}
