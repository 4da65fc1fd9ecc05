/** Which rules were asked, what each saw, and what was taken from them. */
import { writeExecution, writeQuantity } from '../../config/changes/write-values.ts';
import type { RuleTopic, TraceStep } from '../../core/deciding/trace.ts';
import type { Rule } from '../../core/policy/policy.ts';
import type { ExplainedStep } from '../explanation.ts';
import { describeMatch, summariseConditions, verdictOfTruth } from './describe-match.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

const SAID = { matched: 'matches', not_matched: 'does not match', not_known: 'cannot be decided' } as const;

export function describeRule({ rule, facts, truth }: Step<'rule'>, topic: RuleTopic): ExplainedStep {
  const verdict = verdictOfTruth(truth);
  const conditions = describeMatch(rule.match, facts);
  const says = `${rule.id} ${SAID[verdict]}: ${summariseConditions(verdict, conditions)}`;
  return stepOf(`rules.${topicKey(topic)}`, verdict, says, { values: { rule: rule.id }, rule, conditions });
}

export function describeOverride({ index, match, facts, truth }: Step<'override'>): ExplainedStep {
  const verdict = verdictOfTruth(truth);
  const conditions = describeMatch(match, facts);
  const number = index + 1;
  const says = `override ${number} ${SAID[verdict]}: ${summariseConditions(verdict, conditions)}`;
  return stepOf('quantity.override', verdict, says, { values: { override: number }, conditions });
}

function topicKey(topic: RuleTopic): string {
  return topic === 'limits_known' ? 'limits' : topic;
}

export function describeSkipRules({ rule, ends }: Step<'skip_rules'>): ExplainedStep {
  if (rule === null) return checkOf('skip', ends, 'no rule says skip');
  const says =
    ends === null
      ? `${rule.id} says skip: false, so no later rule skips it`
      : `${rule.id} says skip${becauseOf(rule)}`;
  return checkOf('skip', ends, says, { values: { rule: rule.id }, rule });
}

export function describeUnknownFacts({ rule, ends }: Step<'unknown_facts'>): ExplainedStep {
  if (rule === null) return checkOf('unknown_facts', ends, 'all that the rules ask for is known');
  const says = `${rule.id} asks for a value that is not known, and nothing is decided on a guess`;
  return checkOf('unknown_facts', ends, says, { values: { rule: rule.id }, rule });
}

/** Where the quantity comes from; an override before it has said that it matched. */
export function describeQuantitySource(
  { quantity, rule }: Step<'quantity'>,
  overridden: boolean,
): ExplainedStep {
  const { sizing, round, min, max } = quantity;
  const from = rule === null ? (overridden ? 'the override' : "the follower's") : rule.id;
  const written = writeQuantity({ sizing, round, min, max });
  const values = { sizing: sizing.kind, round, min, max, rule: rule?.id ?? null };
  return stepOf('quantity', 'computed', `${from}: ${written}${becauseOf(rule)}`, { values, rule });
}

export function describeExecution({ execution, rule }: Step<'execution'>): ExplainedStep {
  const from = rule === null ? "the follower's" : rule.id;
  const values = { as: execution.as, max_age_ms: execution.maxAgeMs, rule: rule?.id ?? null };
  return stepOf('execution', 'computed', `${from}: ${writeExecution(execution)}${becauseOf(rule)}`, {
    values,
    rule,
  });
}

function becauseOf(rule: Rule | null): string {
  return rule === null || rule.why === null ? '' : ` (${rule.why})`;
}
