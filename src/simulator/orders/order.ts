import type { Instrument } from '../market/instrument.ts';
import type { Price } from '../market/price.ts';

export const VARIETIES = ['NORMAL', 'STOPLOSS', 'ROBO'] as const;
export const ORDER_TYPES = ['MARKET', 'LIMIT', 'STOPLOSS_LIMIT', 'STOPLOSS_MARKET'] as const;
export const PRODUCTS = ['DELIVERY', 'CARRYFORWARD', 'MARGIN', 'INTRADAY', 'BO'] as const;
export const DURATIONS = ['DAY', 'IOC'] as const;
export const SIDES = ['BUY', 'SELL'] as const;

type RequestVariety = (typeof VARIETIES)[number];
/** The book also shows `AMO`, which a request may not say. */
type Variety = RequestVariety | 'AMO';
export type OrderType = (typeof ORDER_TYPES)[number];
export type Product = (typeof PRODUCTS)[number];
export type Duration = (typeof DURATIONS)[number];
export type Side = (typeof SIDES)[number];

/** Where an order was placed: over the API, or by a person in the broker's app. */
export type Channel = 'api' | 'app';

/** What somebody asks for, once it has been read. */
export interface OrderRequest {
  readonly variety: RequestVariety;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly product: Product;
  readonly duration: Duration;
  /** Units. */
  readonly quantity: number;
  readonly disclosedQuantity: number;
  /** 0 for market types. */
  readonly limitPrice: Price;
  /** 0 where the order has none. */
  readonly triggerPrice: Price;
  readonly tag: string;
  readonly scripConsent: string | null;
}

/** The whole state wanted by a modification; `quantity` is the order's total. */
export type OrderChange = Pick<
  OrderRequest,
  'orderType' | 'product' | 'duration' | 'quantity' | 'limitPrice' | 'triggerPrice'
>;

/**
 * `entering`: on its way through the broker; `parked`: an after-market order; `waiting`: a stop that has not been
 * triggered; `working`: at the exchange; `done`: complete, rejected or cancelled.
 */
type Phase = 'entering' | 'parked' | 'waiting' | 'working' | 'done';

/** One order as the broker keeps it. It changes in place; the functions of `order-life.ts` are who changes it. */
export interface Order {
  readonly clientCode: string;
  readonly channel: Channel;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly tag: string;
  readonly scripConsent: string | null;
  /** Stays the same for the order's life. */
  readonly uniqueOrderId: string;
  /** Changes when an after-market order is released. */
  orderId: string;
  exchangeOrderId: string;
  variety: Variety;
  orderType: OrderType;
  product: Product;
  duration: Duration;
  quantity: number;
  disclosedQuantity: number;
  limitPrice: Price;
  triggerPrice: Price;
  phase: Phase;
  /** What the book says in `status` and `orderstatus`. */
  status: string;
  orderStatus: string;
  text: string;
  filled: number;
  /** Of all fills: quantity × price. */
  filledValue: number;
  cancelled: number;
  updatedAtMs: number;
  exchangeAtMs: number | null;
  exchangeUpdatedAtMs: number | null;
  /** The order book does not show the order before this. */
  visibleFromMs: number;
  /** A test or a person fills this order; the market leaves it alone. */
  byHandOnly: boolean;
}

export function remainingOf(order: Order): number {
  return order.quantity - order.filled;
}

export function isStop(orderType: OrderType): boolean {
  return orderType === 'STOPLOSS_LIMIT' || orderType === 'STOPLOSS_MARKET';
}

/** One execution. */
export interface Trade {
  readonly order: Order;
  readonly fillId: string;
  readonly quantity: number;
  readonly price: Price;
  readonly atMs: number;
}
