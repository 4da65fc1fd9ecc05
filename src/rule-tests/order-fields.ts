import type { Ratio } from '../core/exact.ts';
import type { IstDay } from '../core/ist-time.ts';
import type { Exchange, OrderType, Product, Side, Variety } from '../core/orders/order.ts';

/** What is stated of an order; null is not stated. */
export interface OrderFields {
  readonly id: string | null;
  readonly symbol: string | null;
  readonly exchange: Exchange | null;
  readonly side: Side | null;
  readonly quantity: number | null;
  readonly filled: number | null;
  readonly price: Ratio | null;
  readonly triggerPrice: Ratio | null;
  readonly average: Ratio | null;
  readonly orderType: OrderType | null;
  readonly product: Product | null;
  readonly variety: Variety | null;
  readonly status: string | null;
  readonly day: IstDay | null;
  readonly second: number | null;
  readonly tag: string | null;
  readonly lotSize: number | null;
}

export const NOTHING_STATED: OrderFields = {
  id: null,
  symbol: null,
  exchange: null,
  side: null,
  quantity: null,
  filled: null,
  price: null,
  triggerPrice: null,
  average: null,
  orderType: null,
  product: null,
  variety: null,
  status: null,
  day: null,
  second: null,
  tag: null,
  lotSize: null,
};
