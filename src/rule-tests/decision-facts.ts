import type { Decision, PlannedOrder } from '../core/deciding/decision.ts';
import { formatDecimal, type Ratio } from '../core/exact.ts';

/** What is said of a decision, key by key, in one form for what is expected and for what was decided. */
export type Facts = ReadonlyMap<string, string>;

/** How `null` is written. */
export const NONE = 'none';

export function toDecisionFacts(decision: Decision): Facts {
  const { action, reason, rule, quantity, masterQuantity, orders } = decision;
  return new Map([
    ['action', action],
    ['reason', reason],
    ['rule', rule ?? NONE],
    ['quantity', String(quantity)],
    ['master_quantity', String(masterQuantity)],
    ['price', [...new Set(orders.map(({ price }) => formatPrice(price)))].join(', ') || NONE],
    ['orders', String(orders.length)],
    ...orders.flatMap(toOrderFacts),
  ]);
}

function toOrderFacts(order: PlannedOrder, index: number): [string, string][] {
  const key = (name: string): string => orderKey(index, name);
  return [
    [key('order_type'), order.orderType],
    [key('side'), order.side],
    [key('quantity'), String(order.quantity)],
    [key('price'), formatPrice(order.price)],
    [key('trigger_price'), formatPrice(order.triggerPrice)],
    [key('product'), order.product],
    [key('variety'), order.variety],
  ];
}

/** `orders[0].price` */
export function orderKey(index: number, name: string): string {
  return `orders[${index}].${name}`;
}

export function formatPrice(price: Ratio | null): string {
  return price === null ? NONE : formatDecimal(price);
}
