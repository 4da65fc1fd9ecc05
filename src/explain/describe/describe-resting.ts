/** A copy that rests, beside its master order. */
import type { TraceStep } from '../../core/deciding/trace.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeUnits } from './figures.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

const STAGES: Readonly<Record<Step<'resting'>['stage'], string>> = {
  placed: 'has been placed',
  changed: 'has changed',
  filled: 'has filled more',
  ended: 'has ended',
};

export function describeResting({ stage, units, filled, planned, opening }: Step<'resting'>): ExplainedStep {
  const rests = `a copy of ${writeUnits(units)} rests, ${filled} of them filled as the master's order has`;
  const stands =
    opening === planned ? '' : `; it stood for ${planned} of the master's, of which it is now ${opening}`;
  return stepOf('resting', 'computed', `${rests}; that ${STAGES[stage]}${stands}`, {
    values: { stage, units, filled, planned, opening },
  });
}

export function describeTakenBack({ ends }: Step<'taken_back'>): ExplainedStep {
  return checkOf(
    'resting.rest',
    ends,
    'nothing more of the order opens: what rests of its copy is taken back',
  );
}
