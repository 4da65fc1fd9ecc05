/** What a rule or an override asks, condition by condition: each is asked alone, by the code that decides. */
import { writeMatch } from '../../config/changes/write-match.ts';
import { writeNumber } from '../../config/changes/write-values.ts';
import type { Ratio } from '../../core/exact.ts';
import type { PartFacts } from '../../core/policy/facts.ts';
import {
  compileMatch,
  daysToExpiryOf,
  lotsOf,
  NO,
  orderValueOf,
  strikeOf,
  type Truth,
  YES,
} from '../../core/policy/matching.ts';
import type { Match } from '../../core/policy/policy.ts';
import type { ExplainedCondition } from '../explanation.ts';
import { writeClock, writeExact, writePrice } from './figures.ts';

type Reader = (facts: PartFacts) => string | null;

const orNull =
  <V>(write: (value: V) => string, read: (facts: PartFacts) => V | null | undefined): Reader =>
  (facts) => {
    const value = read(facts);
    return value === null || value === undefined ? null : write(value);
  };

/** What each condition looks at. */
const READERS: Readonly<Record<Exclude<keyof Match, 'any' | 'not'>, Reader>> = {
  symbol: ({ symbol }) => symbol,
  underlying: ({ instrument }) => instrument.underlying,
  exchange: ({ order }) => order.exchange,
  instrument: ({ instrument }) => instrument.kind,
  side: ({ order }) => order.side,
  orderType: ({ order }) => order.orderType,
  product: ({ order }) => order.product,
  variety: ({ order }) => order.variety,
  tag: ({ tag }) => tag,
  quantity: ({ quantity }) => String(quantity),
  lots: orNull(writeExact, lotsOf),
  price: orNull(writePrice, ({ reference }) => reference),
  value: orNull<Ratio>(writePrice, orderValueOf),
  strike: orNull(writeNumber, strikeOf),
  daysToExpiry: orNull(writeNumber, daysToExpiryOf),
  time: orNull(writeClock, ({ time }) => time),
};

/** In the order in which they are asked. */
export function describeMatch(match: Match, facts: PartFacts): ExplainedCondition[] {
  const single = <K extends keyof Match>(key: K): Pick<Match, K> => ({ [key]: match[key] }) as Pick<Match, K>;
  return (Object.keys(match) as (keyof Match)[])
    .filter((key) => match[key] !== undefined)
    .map((key) => ({
      wanted: writeMatch(single(key)),
      saw: sawOf(match, key, facts),
      verdict: verdictOfTruth(compileMatch(single(key))(facts)),
    }));
}

function sawOf(match: Match, key: keyof Match, facts: PartFacts): string | null {
  const inner = key === 'any' ? match.any : key === 'not' && match.not ? [match.not] : null;
  if (key !== 'any' && key !== 'not') return READERS[key](facts);
  const conditions = (inner ?? []).flatMap((one) => describeMatch(one, facts));
  return conditions.map(({ wanted, saw }) => `${wanted}: ${saw ?? 'no value'}`).join('; ');
}

export function verdictOfTruth(truth: Truth): ExplainedCondition['verdict'] {
  return truth === YES ? 'matched' : truth === NO ? 'not_matched' : 'not_known';
}

/** `days_to_expiry 0 (it is 8)`: of what matches all conditions, else those for which it does not. */
export function summariseConditions(
  verdict: ExplainedCondition['verdict'],
  conditions: readonly ExplainedCondition[],
): string {
  const telling = conditions.filter((condition) => condition.verdict === verdict);
  const written = telling.map(({ wanted, saw }) => `${wanted} (${saw === null ? sawNothing(verdict) : saw})`);
  return written.join(', ') || 'every order';
}

function sawNothing(verdict: ExplainedCondition['verdict']): string {
  return verdict === 'not_known' ? 'not known' : 'it has none';
}
