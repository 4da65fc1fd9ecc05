/** The arithmetic of an entry's quantity. */

import type { Reason } from '../../core/deciding/reasons.ts';
import type { TraceStep } from '../../core/deciding/trace.ts';
import { divide, ratio } from '../../core/exact.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeExact, writeUnits } from './figures.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;
type Lots = Step<'lots'>;

/** The raw quantity, then whole lots of it. */
export function describeLots(step: Lots): ExplainedStep[] {
  const { opening, quantity, capitals, raw, lotSize, units } = step;
  const rawStep = stepOf('quantity.raw', 'computed', writeRaw(step), {
    values: {
      opening,
      sizing: quantity.sizing.kind,
      follower_capital: capitals.follower === null ? null : writeExact(capitals.follower),
      master_capital: capitals.master === null ? null : writeExact(capitals.master),
      raw: raw === null ? null : writeExact(raw),
    },
  });
  if (raw === null || lotSize === null || units === null) return [rawStep];
  const lots = divide(raw, ratio(lotSize));
  const whole = units / lotSize;
  const rounded = { down: 'down', nearest: 'to the nearest, half up', up: 'up' }[quantity.round];
  const inLots = `${writeExact(raw)} / ${lotSize} a lot = ${writeExact(lots)} lots, rounded ${rounded}: ${whole} × ${lotSize} = ${units}`;
  const says = lotSize === 1 ? `${writeExact(raw)}, rounded ${rounded}: ${units}` : inLots;
  const values = {
    raw: writeExact(raw),
    lot_size: lotSize,
    lots: writeExact(lots),
    round: quantity.round,
    units,
  };
  return [rawStep, stepOf('quantity.lots', 'computed', says, { values })];
}

function writeRaw({ opening, quantity: { sizing }, capitals, raw, lotSize }: Lots): string {
  const result = raw === null ? 'not known' : writeExact(raw);
  switch (sizing.kind) {
    case 'mirror':
      return `mirror: ${result}`;
    case 'multiplier':
      return `${writeExact(sizing.by)} × ${opening} = ${result}`;
    case 'fixed':
      return `fixed: ${writeUnits(sizing.units)}`;
    case 'lots':
      return `lots: ${sizing.lots} × ${lotSize ?? 'a lot size that is not known'} = ${result}`;
    case 'capital_ratio': {
      const { follower, master } = capitals;
      const [mine, theirs] = [follower, master].map((one) => (one === null ? 'not known' : writeExact(one)));
      return `capital_ratio: ${writeExact(sizing.by)} × ${opening} × capital ${mine} / master's capital ${theirs} = ${result}`;
    }
  }
}

/** Nothing where neither bound was near. */
export function describeBounds({ quantity, before, units }: Step<'bounds'>): ExplainedStep[] {
  const { min, max } = quantity;
  const values = { before, min, max, units };
  const steps: ExplainedStep[] = [];
  if (max !== null) {
    const says =
      before === units
        ? `${before} is not above ${max}`
        : `${before} is above ${max}, down to whole lots: ${units}`;
    steps.push(stepOf('quantity.max', 'computed', says, { values }));
  }
  if (min !== null && units > 0) {
    const says = `${units} is ${units < min ? 'below' : 'not below'} ${min}`;
    steps.push(stepOf('quantity.min', 'computed', says, { values }));
  }
  return steps;
}

const UNSIZED: Readonly<Partial<Record<Reason, string>>> = {
  NO_CAPITAL:
    'capital_ratio needs the capital of both accounts; say capital: at the follower and at the master',
  NO_LOT_SIZE:
    'the lot size of the derivative is not known; name an instrument master by instruments: or --instruments',
  BELOW_LOT: 'less than one lot is left',
  BELOW_MIN: "below the quantity's min",
};

export function describeEntryQuantity({ total, copied, units, ends }: Step<'entry_quantity'>): ExplainedStep {
  const values = { total, already_copied: copied, units };
  if (total === null)
    return checkOf('quantity.units', ends, (ends && UNSIZED[ends]) ?? 'not known', { values });
  const less = copied === 0 ? '' : `${total} − ${copied} copied already = `;
  const says = ends === null ? `${less}${writeUnits(units)}` : `${less}${units}: nothing is left to copy`;
  return checkOf('quantity.units', ends, says, { values });
}
