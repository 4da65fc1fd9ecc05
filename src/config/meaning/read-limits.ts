import type { Static } from '@sinclair/typebox';
import { type Ratio, smaller } from '../../core/exact.ts';
import type { Limits } from '../../core/policy/policy.ts';
import type { limits } from '../schema/execution-schema.ts';
import type { Cursor } from './cursor.ts';

type LimitsFile = Static<typeof limits>;

/** Null where there are none. */
export function readLimits(cursor: Cursor<LimitsFile | undefined>): Limits | null {
  if (!cursor.isReadable) return null;
  return {
    maxOrderValue: cursor.get('max_order_value').decimal,
    maxOrdersPerDay: cursor.get('max_orders_per_day').whole,
    dailyLoss: cursor.get('daily_loss').decimal,
  };
}

/** The tightest of each kind. */
export function tightest(a: Limits, b: Limits): Limits {
  return {
    maxOrderValue: tighterRatio(a.maxOrderValue, b.maxOrderValue),
    maxOrdersPerDay:
      a.maxOrdersPerDay === null || b.maxOrdersPerDay === null
        ? (a.maxOrdersPerDay ?? b.maxOrdersPerDay)
        : Math.min(a.maxOrdersPerDay, b.maxOrdersPerDay),
    dailyLoss: tighterRatio(a.dailyLoss, b.dailyLoss),
  };
}

function tighterRatio(a: Ratio | null, b: Ratio | null): Ratio | null {
  return a === null || b === null ? (a ?? b) : smaller(a, b);
}
