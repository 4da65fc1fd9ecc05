import type { Decision } from '../../src/core/deciding/decision.ts';
import { ratio } from '../../src/core/exact.ts';
import type { ToldDecision } from '../../src/replay/plan/decision-pairs.ts';

/** 2026-11-23 09:15:00, India. */
export const OPENING = Date.UTC(2026, 10, 23, 9, 15) / 1000;

type Fields = Partial<Decision> & { readonly time?: number | null; readonly price?: number | null };

/** A copy of `quantity` units by one order at 100 rupees, or at `price`; of no units a skip. */
export function told(orderKey: string, quantity: number, fields: Fields = {}): ToldDecision {
  const { time = OPENING, price = 100, ...rest } = fields;
  const decision: Decision = {
    orderId: orderKey,
    symbol: 'RELIANCE-EQ',
    exchange: 'NSE',
    side: 'buy',
    follower: 'a',
    action: quantity === 0 ? 'skip' : 'copy',
    reason: quantity === 0 ? 'RULE_SKIP' : 'ENTRY',
    rule: null,
    masterQuantity: 100,
    quantity,
    orders: quantity === 0 ? [] : [order(quantity, price)],
    ...rest,
  };
  return { orderKey, decision, time };
}

function order(quantity: number, price: number | null): Decision['orders'][number] {
  return {
    orderType: price === null ? 'market' : 'limit',
    side: 'buy',
    quantity,
    price: price === null ? null : ratio(price),
    triggerPrice: null,
    product: 'intraday',
    variety: 'normal',
  };
}
