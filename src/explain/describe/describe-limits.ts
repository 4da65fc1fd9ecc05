/** What the limits saw, and how a quantity is sliced. */
import { writeRupees } from '../../config/changes/write-values.ts';
import type { TraceStep } from '../../core/deciding/trace.ts';
import { multiplyByInteger, type Ratio } from '../../core/exact.ts';
import type { ExplainedStep, Value } from '../explanation.ts';
import { writePrice } from './figures.ts';
import { checkOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;
type Limit = Step<'limit'>;

export function describeLimit(step: Limit): ExplainedStep {
  const { limit, bound, ends } = step;
  const setBy = bound.rule === null ? '' : `, set by ${bound.rule}`;
  const wanted = typeof bound.value === 'number' ? String(bound.value) : writePrice(bound.value);
  const { says, saw } = SAYS[limit](step);
  const shown = typeof bound.value === 'number' ? wanted : writeRupees(bound.value);
  return checkOf(`limits.${limit}`, ends, `${says}; ${limit} ${shown}${setBy}`, {
    values: { saw, limit: wanted, rule: bound.rule },
  });
}

const SAYS: Readonly<
  Record<Limit['limit'], (step: Limit) => { readonly says: string; readonly saw: Value }>
> = {
  max_order_value({ copy: { total, unitPrice } }) {
    if (unitPrice === null) return { says: 'no price is known to tell the value by', saw: null };
    const value: Ratio = multiplyByInteger(unitPrice, total);
    return { says: `${total} × ${writePrice(unitPrice)} = ${writeRupees(value)}`, saw: writePrice(value) };
  },
  max_orders_per_day({ day: { ordersCopied, countsAlready } }) {
    const counted = countsAlready ? ', this one among them' : '';
    return { says: `${ordersCopied} entered today before${counted}`, saw: ordersCopied };
  },
  daily_loss({ day: { lowestResult } }) {
    return {
      says: `the day's lowest result so far is ${writePrice(lowestResult)}`,
      saw: writePrice(lowestResult),
    };
  },
};

/** More slices than this are counted. */
const MAX_SLICES_LISTED = 6;

export function describeSlices({
  quantity,
  lotSize,
  freezeQuantity,
  slices,
  ends,
}: Step<'slices'>): ExplainedStep {
  const values = {
    quantity,
    lot_size: lotSize,
    freeze_quantity: freezeQuantity,
    orders: slices?.length ?? null,
  };
  const saysOf = () => {
    if (freezeQuantity === null) return `${quantity} in one order: no freeze quantity is known`;
    if (slices === null) {
      const below = `the freeze quantity ${freezeQuantity} is below one lot of ${lotSize ?? 1}`;
      return ends === null ? `${below}: the exit goes unsliced` : below;
    }
    if (slices.length === 1)
      return `${quantity} is not above the freeze quantity ${freezeQuantity}: one order`;
    const listed = slices.slice(0, MAX_SLICES_LISTED).join(' + ');
    const more = slices.length > MAX_SLICES_LISTED ? ' + …' : '';
    return `${quantity} is above the freeze quantity ${freezeQuantity}: ${slices.length} orders, ${listed}${more}`;
  };
  return checkOf('slices', ends, saysOf(), { values });
}
