/** What was decided for one follower about one part of one master event. */
import { formatDecimal, type Ratio } from '../exact.ts';
import type { Exchange, OrderType, Product, Side, Variety } from '../orders/order.ts';
import type { Reason } from './reasons.ts';

export interface PlannedOrder {
  readonly orderType: OrderType;
  readonly side: Side;
  /** Units. */
  readonly quantity: number;
  /** Rupees; null for market types. */
  readonly price: Ratio | null;
  /** Rupees; null but for stops. */
  readonly triggerPrice: Ratio | null;
  readonly product: Product;
  readonly variety: Variety;
}

export interface Decision {
  /** The id of the row decided. */
  readonly orderId: string;
  /** The trading symbol as the broker wrote it. */
  readonly symbol: string;
  readonly exchange: Exchange;
  readonly side: Side;
  readonly follower: string;
  readonly action: Action;
  readonly reason: Reason;
  /** The id of the rule that decided. */
  readonly rule: string | null;
  /** Units: the part decided. */
  readonly masterQuantity: number;
  /** Units; 0 for a skip. Of a modified copy: what it is for in all, filled or not. */
  readonly quantity: number;
  /** Of `modify` and `cancel`: counts what was decided for this order and follower. */
  readonly revision?: number;
  /** Of a modified copy: all of it as it is to stand. */
  readonly orders: readonly PlannedOrder[];
}

/** `modify` and `cancel` concern a copy that rests, under `copy_on: placed`. */
export type Action = (typeof ACTIONS)[number];
export const ACTIONS = ['copy', 'skip', 'modify', 'cancel'] as const;

/** A decision as files and `--json` hold it (section 4.9 of the contract). */
export interface DecisionRecord {
  readonly order_id: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly side: Side;
  readonly follower: string;
  readonly action: Action;
  readonly reason: Reason;
  readonly rule: string | null;
  readonly master_quantity: number;
  readonly quantity: number;
  readonly revision?: number;
  readonly orders: readonly PlannedOrderRecord[];
}

export interface PlannedOrderRecord {
  readonly order_type: string;
  readonly side: Side;
  readonly quantity: number;
  readonly price: string | null;
  readonly trigger_price: string | null;
  readonly product: string;
  readonly variety: string;
}

export const ORDER_TYPE_NAMES: Readonly<Record<OrderType, string>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  stop_limit: 'STOPLOSS_LIMIT',
  stop_market: 'STOPLOSS_MARKET',
};
export const PRODUCT_NAMES: Readonly<Record<Product, string>> = {
  intraday: 'INTRADAY',
  delivery: 'DELIVERY',
  carryforward: 'CARRYFORWARD',
  margin: 'MARGIN',
  bracket: 'BO',
};

export const VARIETY_NAMES: Readonly<Record<Variety, string>> = {
  normal: 'NORMAL',
  stoploss: 'STOPLOSS',
  amo: 'AMO',
  robo: 'ROBO',
};

export function toDecisionRecord(decision: Decision): DecisionRecord {
  return {
    order_id: decision.orderId,
    symbol: decision.symbol,
    exchange: decision.exchange,
    side: decision.side,
    follower: decision.follower,
    action: decision.action,
    reason: decision.reason,
    rule: decision.rule,
    master_quantity: decision.masterQuantity,
    quantity: decision.quantity,
    ...(decision.revision === undefined ? {} : { revision: decision.revision }),
    orders: decision.orders.map(toOrderRecord),
  };
}

export function toOrderRecord(order: PlannedOrder): PlannedOrderRecord {
  return {
    order_type: ORDER_TYPE_NAMES[order.orderType],
    side: order.side,
    quantity: order.quantity,
    price: order.price === null ? null : formatDecimal(order.price),
    trigger_price: order.triggerPrice === null ? null : formatDecimal(order.triggerPrice),
    product: PRODUCT_NAMES[order.product],
    variety: VARIETY_NAMES[order.variety],
  };
}
