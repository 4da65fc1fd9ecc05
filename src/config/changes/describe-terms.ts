/** The terms on which orders are copied: quantity, execution, limits. */
import type { Execution, Limits, Quantity } from '../../core/policy/policy.ts';
import { changed, type Describers, describeEach } from './changes.ts';
import { compareLists, placeIn } from './keyed-lists.ts';
import { writeMatch } from './write-match.ts';
import {
  orElse,
  writeDuration,
  writePartialQuantity,
  writeQuantity,
  writeRupees,
  writeSlippage,
} from './write-values.ts';

const EXECUTION: Describers<Execution> = {
  as: changed('execution.as', String),
  slippage: changed('execution.slippage', writeSlippage),
  maxAgeMs: changed('execution.max_age', writeDuration),
};

const NO_LIMIT = 'no limit';

const LIMITS: Describers<Limits> = {
  maxOrderValue: changed('limits.max_order_value', orElse(NO_LIMIT, writeRupees)),
  maxOrdersPerDay: changed('limits.max_orders_per_day', orElse(NO_LIMIT, String)),
  dailyLoss: changed('limits.daily_loss', orElse(NO_LIMIT, writeRupees)),
};

export function describeExecution(before: Execution, after: Execution): string[] {
  return describeEach(EXECUTION, before, after);
}

export function describeLimits(before: Limits, after: Limits): string[] {
  return describeEach(LIMITS, before, after);
}

/** `quantity 0.5 × → 0.25 ×`, then what became of the overrides. */
export function describeQuantity(before: Quantity, after: Quantity): string[] {
  return [...changed('quantity', writeQuantity)(before, after), ...describeOverrides(before, after)];
}

interface NamedOverride {
  /** What it matches; a second one of the same match is numbered. */
  readonly name: string;
  readonly text: string;
}

function describeOverrides(before: Quantity, after: Quantity): string[] {
  const [was, is] = [nameOverrides(before), nameOverrides(after)];
  const nameOf = ({ name }: NamedOverride): string => name;
  const changes = compareLists(was, is, nameOf);
  return [
    ...changes.added.map(({ name, text }) => `quantity override added for ${name}: ${text}`),
    ...changes.removed.map(({ name, text }) => `quantity override removed for ${name} (was ${text})`),
    ...changes.kept.flatMap((kept) =>
      changed(`quantity override for ${kept.after.name}:`, String)(kept.before.text, kept.after.text),
    ),
    ...changes.moved.map((moved) => `quantity override for ${moved.name} now ${placeIn(moved, is, nameOf)}`),
  ];
}

function nameOverrides({ overrides }: Quantity): NamedOverride[] {
  const seen = new Map<string, number>();
  return overrides.map(({ match, quantity }) => {
    const written = writeMatch(match);
    const times = (seen.get(written) ?? 0) + 1;
    seen.set(written, times);
    const name = times === 1 ? written : `${written} (${times})`;
    return { name, text: writePartialQuantity(quantity) };
  });
}
