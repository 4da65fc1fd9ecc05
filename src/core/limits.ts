/** Limits bind entries only; the tightest of each kind binds (section 4.7 of the contract). */
import { compare, multiplyByInteger, negate, type Ratio } from './exact.ts';
import type { Limits } from './policy.ts';

/** A limit and the rule that set it; null where the defaults or the follower did. */
interface Bound<T> {
  readonly value: T;
  readonly rule: string | null;
}

export interface BindingLimits {
  readonly maxOrderValue: Bound<Ratio> | null;
  readonly maxOrdersPerDay: Bound<number> | null;
  readonly dailyLoss: Bound<Ratio> | null;
}

export interface DayFigures {
  /** Master orders whose entry this follower copied today. */
  readonly ordersCopied: number;
  /** Whether this order is one of them. */
  readonly countsAlready: boolean;
  /** Rupees: the lowest that the day's result has been. */
  readonly lowestResult: Ratio;
}

export type LimitBreach =
  | { readonly reason: 'MAX_ORDER_VALUE' | 'MAX_ORDERS' | 'DAILY_LOSS'; readonly rule: string | null }
  | { readonly reason: 'NO_PRICE' };

/** Of equal limits the first one binds: the follower's own before the rules', those in their order. */
export function tightest(own: Limits, ofRules: readonly { id: string; limits: Limits }[]): BindingLimits {
  let { maxOrderValue, maxOrdersPerDay, dailyLoss } = bind(own, null);
  for (const { id, limits } of ofRules) {
    const of = bind(limits, id);
    if (of.maxOrderValue && !(maxOrderValue && compare(maxOrderValue.value, of.maxOrderValue.value) <= 0)) {
      maxOrderValue = of.maxOrderValue;
    }
    if (of.maxOrdersPerDay && !(maxOrdersPerDay && maxOrdersPerDay.value <= of.maxOrdersPerDay.value)) {
      maxOrdersPerDay = of.maxOrdersPerDay;
    }
    if (of.dailyLoss && !(dailyLoss && compare(dailyLoss.value, of.dailyLoss.value) <= 0)) {
      dailyLoss = of.dailyLoss;
    }
  }
  return { maxOrderValue, maxOrdersPerDay, dailyLoss };
}

function bind(limits: Limits, rule: string | null): BindingLimits {
  const bound = <T>(value: T | null): Bound<T> | null => (value === null ? null : { value, rule });
  return {
    maxOrderValue: bound(limits.maxOrderValue),
    maxOrdersPerDay: bound(limits.maxOrdersPerDay),
    dailyLoss: bound(limits.dailyLoss),
  };
}

/** @param price what a unit costs: the limit price, or the reference of a MARKET order; null where not known. */
export function findBreach(
  limits: BindingLimits,
  quantity: number,
  price: Ratio | null,
  day: DayFigures,
): LimitBreach | null {
  const { maxOrderValue, maxOrdersPerDay, dailyLoss } = limits;
  if (maxOrderValue) {
    if (price === null) return { reason: 'NO_PRICE' };
    if (compare(multiplyByInteger(price, quantity), maxOrderValue.value) > 0) {
      return { reason: 'MAX_ORDER_VALUE', rule: maxOrderValue.rule };
    }
  }
  if (maxOrdersPerDay && !day.countsAlready && day.ordersCopied >= maxOrdersPerDay.value) {
    return { reason: 'MAX_ORDERS', rule: maxOrdersPerDay.rule };
  }
  if (dailyLoss && compare(day.lowestResult, negate(dailyLoss.value)) <= 0) {
    return { reason: 'DAILY_LOSS', rule: dailyLoss.rule };
  }
  return null;
}
