import type { Rule } from '../../core/policy/policy.ts';
import type { ExplainedCondition, ExplainedStep, Value, Verdict } from '../explanation.ts';

export interface StepDetails {
  readonly values?: Readonly<Record<string, Value>>;
  readonly rule?: Rule | null;
  readonly conditions?: readonly ExplainedCondition[];
}

export function stepOf(
  check: string,
  verdict: Verdict,
  says: string,
  { values = {}, rule = null, conditions = [] }: StepDetails = {},
): ExplainedStep {
  return { check, verdict, says, values, rule, conditions };
}

/** A check that stops deciding where it `ends` it. */
export function checkOf(
  check: string,
  ends: string | null,
  says: string,
  details: StepDetails = {},
): ExplainedStep {
  return stepOf(check, ends === null ? 'passed' : 'stopped', says, details);
}
