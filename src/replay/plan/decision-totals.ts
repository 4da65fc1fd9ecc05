import type { Decision } from '../../core/deciding/decision.ts';
import { add, multiplyByInteger, type Ratio, ZERO } from '../../core/exact.ts';

/** What a decision would send, in rupees. */
export interface OrderValue {
  /** Quantity × price of the orders that have a price. */
  readonly rupees: Ratio;
  /** Orders without a price: MARKET. */
  readonly marketOrders: number;
}

/** What a config decides for one follower. */
export interface DecisionTotals extends OrderValue {
  readonly copied: number;
  readonly skipped: number;
  /** Changes of copies that rest, which were counted when they were made. */
  readonly followed: number;
  /** Units copied, of entries and exits. */
  readonly units: number;
}

const NO_VALUE: OrderValue = { rupees: ZERO, marketOrders: 0 };
export const NO_DECISIONS: DecisionTotals = {
  copied: 0,
  skipped: 0,
  followed: 0,
  units: 0,
  ...NO_VALUE,
};

/** Of a skip and of no decision at all: nothing. */
export function orderValueOf(decision: Decision | null): OrderValue {
  let { rupees, marketOrders } = NO_VALUE;
  for (const { price, quantity } of decision?.orders ?? []) {
    if (price === null) marketOrders += 1;
    else rupees = add(rupees, multiplyByInteger(price, quantity));
  }
  return { rupees, marketOrders };
}

export function addDecision(totals: DecisionTotals, decision: Decision): DecisionTotals {
  const { action } = decision;
  if (action === 'modify' || action === 'cancel') return { ...totals, followed: totals.followed + 1 };
  const { rupees, marketOrders } = orderValueOf(decision);
  return {
    copied: totals.copied + (action === 'copy' ? 1 : 0),
    skipped: totals.skipped + (action === 'skip' ? 1 : 0),
    followed: totals.followed,
    units: totals.units + decision.quantity,
    rupees: add(totals.rupees, rupees),
    marketOrders: totals.marketOrders + marketOrders,
  };
}
