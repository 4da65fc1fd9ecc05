/** Orders as a person places them in the broker's app, and what then happens to them. */
import type { Instruments } from '../market/instrument.ts';
import { type Price, toPrice } from '../market/price.ts';
import {
  type Duration,
  isStop,
  type OrderChange,
  type OrderRequest,
  type OrderType,
  type Product,
  type Side,
} from './order.ts';

export interface AppOrder {
  /** The trading symbol. */
  readonly symbol: string;
  /** Absent: the first instrument of that symbol. */
  readonly exchange?: string;
  readonly side: Side;
  /** Units. */
  readonly quantity: number;
  /** LIMIT where a price is given, MARKET otherwise; with a trigger price the stop of either. */
  readonly orderType?: OrderType;
  /** Rupees. */
  readonly price?: number;
  /** Rupees. */
  readonly triggerPrice?: number;
  /** INTRADAY for shares, CARRYFORWARD for derivatives by default. */
  readonly product?: Product;
  readonly duration?: Duration;
  readonly tag?: string;
  /** What happens to the order, step after step. With a script the market leaves the order alone. */
  readonly script?: readonly ScriptStep[];
}

/** One step; `afterMs` counts from the step before, 0 by default. Prices in rupees. */
export type ScriptStep = { readonly afterMs?: number } & (
  | { readonly do: 'fill'; readonly quantity: number; readonly price?: number }
  | { readonly do: 'complete'; readonly price?: number }
  | { readonly do: 'reject'; readonly text: string; readonly emptyOrderStatus?: boolean }
  | { readonly do: 'cancel' }
  | { readonly do: 'trigger' }
  | { readonly do: 'modify'; readonly change: AppOrderChange }
);

/** What is not named stays as it is. */
export interface AppOrderChange {
  /** The order's total. */
  readonly quantity?: number;
  readonly price?: number;
  readonly triggerPrice?: number;
  readonly orderType?: OrderType;
}

/** @throws where the instrument is unknown, or a price is missing. */
export function toOrderRequest(order: AppOrder, instruments: Instruments): OrderRequest {
  const instrument = instruments.bySymbol(order.symbol, order.exchange);
  if (instrument === null) throw new Error(`unknown instrument: ${order.symbol}`);
  if (!Number.isInteger(order.quantity) || order.quantity < 1) {
    throw new RangeError(`not a quantity: ${order.quantity}`);
  }
  const orderType = order.orderType ?? guessOrderType(order);
  const limitPrice = needsLimit(orderType) ? givenPrice(order.price, 'price') : 0;
  const triggerPrice = isStop(orderType) ? givenPrice(order.triggerPrice, 'triggerPrice') : 0;
  return {
    variety: isStop(orderType) ? 'STOPLOSS' : 'NORMAL',
    instrument,
    side: order.side,
    orderType,
    product: order.product ?? (instrument.kind === 'share' ? 'INTRADAY' : 'CARRYFORWARD'),
    duration: order.duration ?? 'DAY',
    quantity: order.quantity,
    disclosedQuantity: 0,
    limitPrice,
    triggerPrice,
    tag: order.tag ?? '',
    scripConsent: null,
  };
}

export function toOrderChange(order: OrderChange, change: AppOrderChange): OrderChange {
  const orderType = change.orderType ?? order.orderType;
  return {
    orderType,
    product: order.product,
    duration: order.duration,
    quantity: change.quantity ?? order.quantity,
    limitPrice: change.price === undefined ? order.limitPrice : toPrice(change.price),
    triggerPrice: change.triggerPrice === undefined ? order.triggerPrice : toPrice(change.triggerPrice),
  };
}

function guessOrderType({ price, triggerPrice }: AppOrder): OrderType {
  if (triggerPrice !== undefined) return price === undefined ? 'STOPLOSS_MARKET' : 'STOPLOSS_LIMIT';
  return price === undefined ? 'MARKET' : 'LIMIT';
}

function needsLimit(orderType: OrderType): boolean {
  return orderType === 'LIMIT' || orderType === 'STOPLOSS_LIMIT';
}

function givenPrice(rupees: number | undefined, name: string): Price {
  if (rupees === undefined) throw new TypeError(`this order type needs ${name}`);
  return toPrice(rupees);
}
