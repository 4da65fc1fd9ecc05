/** Finds fixed quantities that are no whole number of lots. */
import { compileGlob } from '../../core/policy/glob.ts';
import type { Filters, Match, PartialQuantity, SymbolPattern } from '../../core/policy/policy.ts';
import type { Cursor } from '../meaning/cursor.ts';
import { readQuantity } from '../meaning/read-quantity.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import type { InstrumentGroup, InstrumentNames } from './instrument-names.ts';

interface FixedQuantity {
  readonly cursor: Pick<Cursor<unknown>, 'report'>;
  readonly quantity: PartialQuantity;
  readonly isFor: (group: InstrumentGroup) => boolean;
}

type Answer = 'yes' | 'no' | 'maybe';
const SHOWN = 3;

export function checkLots(config: AnalysedConfig, names: InstrumentNames): void {
  for (const fixed of fixedQuantities(config)) {
    const { sizing } = fixed.quantity;
    if (sizing.kind !== 'fixed') continue;
    const odd = names.groups.filter(
      (group) => isOdd(group, sizing.units) && group.kind !== 'equity' && fixed.isFor(group),
    );
    if (odd.length > 0) fixed.cursor.report('fixed-not-whole-lots', messageOf(sizing.units, odd));
  }
}

/** No lot size that the group has divides it: a contract of next month may have another one. */
function isOdd({ lotSizes }: InstrumentGroup, units: number): boolean {
  return lotSizes.size > 0 && [...lotSizes].every((lot) => lot < 1 || units % lot !== 0);
}

function messageOf(units: number, groups: readonly InstrumentGroup[]): string {
  const told = new Map(groups.map(({ underlying, lotSizes }) => [underlying, [...lotSizes].join(' or ')]));
  const shown = [...told].slice(0, SHOWN).map(([underlying, lots]) => `${underlying} (lot size ${lots})`);
  const more = told.size > SHOWN ? ` and ${told.size - SHOWN} more` : '';
  return `${units} units are no whole number of lots of ${shown.join(', ')}${more}, so they are rounded. Write a multiple of the lot size, or \`lots:\` in its place.`;
}

function* fixedQuantities(config: AnalysedConfig): Generator<FixedQuantity> {
  const { cursor, ruleCursors, policy, isSound } = config;
  const sections = [
    { at: cursor.get('defaults').get('quantity'), filters: null },
    ...policy.followers.map(({ name, filters }) => ({
      at: cursor.get('followers').get(name).get('quantity'),
      filters,
    })),
  ];
  const passesFile = passing(policy.filters);
  for (const { at, filters } of sections) {
    const quantity = isSound(at) ? readQuantity(at) : null;
    if (quantity === null) continue;
    const passesOwn = passing(filters);
    const passes = (group: InstrumentGroup) => passesFile(group) && passesOwn(group);
    const { overrides } = quantity;
    yield {
      quantity,
      cursor: at.get('fixed'),
      isFor: (group) => passes(group) && overrides.every(({ match }) => holds(match, group) === 'no'),
    };
    for (const [index, item] of at.get('overrides').items().entries()) {
      const override = overrides[index];
      if (override === undefined) continue;
      const isFor = (group: InstrumentGroup) => passes(group) && holds(override.match, group) === 'yes';
      yield { quantity: override.quantity, cursor: item.get('fixed'), isFor };
    }
  }
  for (const [index, rule] of policy.rules.entries()) {
    const at = ruleCursors[index];
    if (at === undefined || rule.quantity === null || !isSound(at)) continue;
    const isFor = (group: InstrumentGroup) => passesFile(group) && holds(rule.match, group) === 'yes';
    yield { quantity: rule.quantity, cursor: at.get('quantity').get('fixed'), isFor };
  }
}

/** Whether filters surely let a group through, as far as they speak of instruments. */
function passing(filters: Filters | null): (group: InstrumentGroup) => boolean {
  if (filters === null) return () => true;
  const { exchanges, instruments, allowSymbols, blockSymbols } = filters;
  return (group) =>
    (exchanges?.includes(group.exchange) ?? true) &&
    (instruments?.includes(group.kind) ?? true) &&
    (allowSymbols?.some((pattern) => names(pattern, group) === 'yes') ?? true) &&
    !(blockSymbols?.some((pattern) => names(pattern, group) !== 'no') ?? false);
}

function names({ text, isGlob, exchange }: SymbolPattern, group: InstrumentGroup): Answer {
  if (exchange !== null && exchange !== group.exchange) return 'no';
  if (!isGlob && text === group.underlying) return 'yes';
  return covered([text], group);
}

/** Whether a match holds for a group, whatever the order is like. */
function holds(match: Match, group: InstrumentGroup): Answer {
  const { exchange, instrument, underlying, symbol, any, not, ...others } = match;
  const answers: Answer[] = Object.keys(others).length > 0 ? ['maybe'] : [];
  const add = (list: readonly string[] | undefined, value: string) => {
    if (list !== undefined) answers.push(list.includes(value) ? 'yes' : 'no');
  };
  add(exchange, group.exchange);
  add(instrument, group.kind);
  add(underlying, group.underlying);
  if (symbol !== undefined) answers.push(covered(symbol, group));
  if (any !== undefined) answers.push(anyOf(any.map((branch) => holds(branch, group))));
  if (not !== undefined) answers.push(opposite(holds(not, group)));
  if (answers.includes('no')) return 'no';
  return answers.includes('maybe') ? 'maybe' : 'yes';
}

/** Whether all, some or none of a group's symbols are matched. */
function covered(patterns: readonly string[], { symbols }: InstrumentGroup): Answer {
  const tests = patterns.map(compileGlob);
  const isMatched = (symbol: string) => tests.some((test) => test(symbol));
  if (symbols.every(isMatched)) return 'yes';
  return symbols.some(isMatched) ? 'maybe' : 'no';
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}

function opposite(answer: Answer): Answer {
  if (answer === 'maybe') return 'maybe';
  return answer === 'yes' ? 'no' : 'yes';
}
