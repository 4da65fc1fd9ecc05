/** What each filter let through or stopped, and at which entry of its list. */
import { writePattern } from '../../config/changes/describe-filters.ts';
import { writeTimeWindow } from '../../config/changes/write-values.ts';
import type { Reason } from '../../core/deciding/reasons.ts';
import type { TraceStep } from '../../core/deciding/trace.ts';
import type { PartFacts } from '../../core/policy/facts.ts';
import { compileFilters } from '../../core/policy/filters.ts';
import { type Filters, NO_FILTERS, type SymbolPattern } from '../../core/policy/policy.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeClock } from './figures.ts';
import { checkOf, stepOf } from './step.ts';

type FilterOwner = 'file' | 'follower';
type FilterStep = Extract<TraceStep, { readonly step: 'filter' }>;

interface Described {
  readonly key: string;
  readonly wanted: (filters: Filters) => readonly string[];
  readonly saw: (facts: PartFacts) => string | null;
}

const listOf = (values: readonly string[] | null): readonly string[] => values ?? [];
const patternsOf = (patterns: readonly SymbolPattern[] | null) => (patterns ?? []).map(writePattern);
const symbolOf = ({ order, symbol, instrument }: PartFacts) =>
  `${order.exchange}:${symbol}${instrument.underlying === null ? '' : ` of ${instrument.underlying}`}`;

const DESCRIBED: Readonly<Partial<Record<Reason, Described>>> = {
  EXCHANGE_FILTERED: {
    key: 'exchanges',
    wanted: ({ exchanges }) => listOf(exchanges),
    saw: ({ order }) => order.exchange,
  },
  SYMBOL_BLOCKED: {
    key: 'symbols.block',
    wanted: ({ blockSymbols }) => patternsOf(blockSymbols),
    saw: symbolOf,
  },
  SYMBOL_NOT_ALLOWED: {
    key: 'symbols.allow',
    wanted: ({ allowSymbols }) => patternsOf(allowSymbols),
    saw: symbolOf,
  },
  INSTRUMENT_FILTERED: {
    key: 'instruments',
    wanted: ({ instruments }) => listOf(instruments),
    saw: ({ instrument }) => instrument.kind,
  },
  ORDER_TYPE_FILTERED: {
    key: 'order_types',
    wanted: ({ orderTypes }) => listOf(orderTypes),
    saw: ({ order }) => order.orderType,
  },
  PRODUCT_FILTERED: {
    key: 'products',
    wanted: ({ products }) => listOf(products),
    saw: ({ order }) => order.product,
  },
  SIDE_FILTERED: { key: 'sides', wanted: ({ sides }) => listOf(sides), saw: ({ order }) => order.side },
  TIME_FILTERED: {
    key: 'time',
    wanted: ({ time }) => (time ?? []).map(writeTimeWindow),
    saw: ({ time }) => (time === null ? null : writeClock(time)),
  },
};

/** Said before the filters of the file, or of the follower; nothing where there are some. */
export function describeFiltersOf(owner: FilterOwner, filters: Filters): ExplainedStep[] {
  if (Object.values(filters).some((value) => value !== null)) return [];
  const says = `the ${owner} has no filters`;
  return [stepOf(`${owner}.filters`, 'computed', says)];
}

export function describeFilter(
  { filter, filters, facts, ends }: FilterStep,
  owner: FilterOwner,
): ExplainedStep {
  const described = DESCRIBED[filter];
  if (described === undefined) return checkOf(`${owner}.filters`, ends, filter);
  const { key } = described;
  const [wanted, saw] = [described.wanted(filters), described.saw(facts)];
  const entry = entryOf(filter, filters, facts);
  const says = saysOf({ filter, saw, wanted, entry, passes: ends === null });
  return checkOf(`${owner}.filters.${key}`, ends, says, {
    values: { saw, wanted: wanted.join(', '), entry },
  });
}

function saysOf(of: {
  readonly filter: Reason;
  readonly saw: string | null;
  readonly wanted: readonly string[];
  readonly entry: string | null;
  readonly passes: boolean;
}): string {
  const saw = of.saw ?? 'what is not known';
  const list = of.wanted.join(', ');
  if (of.filter === 'SYMBOL_BLOCKED') {
    return of.passes ? `${saw} is none of ${list}` : `${saw} is blocked by ${of.entry ?? list}`;
  }
  if (!of.passes) return `${saw} is not in ${list}`;
  return of.entry === null ? `${saw} is in ${list}` : `${saw} is let in by ${of.entry}`;
}

/** The entry of a list of symbols that decides, asked one by one of the filter itself. */
function entryOf(filter: Reason, filters: Filters, facts: PartFacts): string | null {
  const passes = (one: Partial<Filters>) => compileFilters({ ...NO_FILTERS, ...one })(facts, null) === null;
  const entry =
    filter === 'SYMBOL_BLOCKED'
      ? filters.blockSymbols?.find((pattern) => !passes({ blockSymbols: [pattern] }))
      : filter === 'SYMBOL_NOT_ALLOWED'
        ? filters.allowSymbols?.find((pattern) => passes({ allowSymbols: [pattern] }))
        : undefined;
  return entry === undefined ? null : writePattern(entry);
}
