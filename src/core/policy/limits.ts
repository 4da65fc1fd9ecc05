/** Limits bind entries only; the tightest of each kind binds (section 4.7 of the contract). */

import type { Trace } from '../deciding/trace.ts';
import { compare, multiplyByInteger, negate, type Ratio } from '../exact.ts';
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
  /** Whether that has been at or below `result` (rupees). */
  hasReached(result: Ratio): boolean;
}

export type LimitName = 'max_order_value' | 'max_orders_per_day' | 'daily_loss';
export type LimitBound = Bound<Ratio> | Bound<number>;

/** A copy, as the limits see it. */
export interface LimitedCopy {
  /** Units of the order's opening so far. */
  readonly total: number;
  /** What a unit costs: the limit price, or the reference of a MARKET order; null where not known. */
  readonly unitPrice: Ratio | null;
}

export interface LimitBreach {
  readonly reason: 'MAX_ORDER_VALUE' | 'MAX_ORDERS' | 'DAILY_LOSS' | 'NO_PRICE';
  /** The rule that set the limit. */
  readonly rule: string | null;
}

/** Of equal limits the first one binds: the follower's own before the rules', those in their order. */
export function tightest(first: BindingLimits, second: BindingLimits): BindingLimits {
  const tighter = (a: Bound<Ratio> | null, b: Bound<Ratio> | null) =>
    b === null || (a !== null && compare(a.value, b.value) <= 0) ? a : b;
  const [ordersA, ordersB] = [first.maxOrdersPerDay, second.maxOrdersPerDay];
  return {
    maxOrderValue: tighter(first.maxOrderValue, second.maxOrderValue),
    maxOrdersPerDay:
      ordersB === null || (ordersA !== null && ordersA.value <= ordersB.value) ? ordersA : ordersB,
    dailyLoss: tighter(first.dailyLoss, second.dailyLoss),
  };
}

/** @param rule the id of the rule that sets them; null for a follower's own */
export function bindLimits(limits: Limits, rule: string | null): BindingLimits {
  const bound = <T>(value: T | null): Bound<T> | null => (value === null ? null : { value, rule });
  return {
    maxOrderValue: bound(limits.maxOrderValue),
    maxOrdersPerDay: bound(limits.maxOrdersPerDay),
    dailyLoss: bound(limits.dailyLoss),
  };
}

/** The first limit that the copy would break, or null. */
export function findBreach(
  limits: BindingLimits,
  copy: LimitedCopy,
  day: DayFigures,
  trace: Trace | null,
): LimitBreach | null {
  const { maxOrderValue, maxOrdersPerDay, dailyLoss } = limits;
  if (maxOrderValue) {
    const ends = judgeValue(maxOrderValue.value, copy);
    trace?.step({ step: 'limit', limit: 'max_order_value', bound: maxOrderValue, copy, day, ends });
    if (ends !== null) return { reason: ends, rule: maxOrderValue.rule };
  }
  if (maxOrdersPerDay) {
    const ends =
      !day.countsAlready && day.ordersCopied >= maxOrdersPerDay.value ? ('MAX_ORDERS' as const) : null;
    trace?.step({ step: 'limit', limit: 'max_orders_per_day', bound: maxOrdersPerDay, copy, day, ends });
    if (ends !== null) return { reason: ends, rule: maxOrdersPerDay.rule };
  }
  if (dailyLoss) {
    const isReached = day.hasReached(negate(dailyLoss.value));
    const ends = isReached ? ('DAILY_LOSS' as const) : null;
    trace?.step({ step: 'limit', limit: 'daily_loss', bound: dailyLoss, copy, day, ends });
    if (ends !== null) return { reason: ends, rule: dailyLoss.rule };
  }
  return null;
}

function judgeValue(limit: Ratio, { total, unitPrice }: LimitedCopy): 'NO_PRICE' | 'MAX_ORDER_VALUE' | null {
  if (unitPrice === null) return 'NO_PRICE';
  return compare(multiplyByInteger(unitPrice, total), limit) > 0 ? 'MAX_ORDER_VALUE' : null;
}
