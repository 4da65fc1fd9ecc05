/** What an entry meets before and between its filters and rules. */
import { writeDuration } from '../../config/changes/write-values.ts';
import type { TraceStep } from '../../core/deciding/trace.ts';
import type { Missed } from '../../core/orders/missed.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writePosition, writeUnits } from './figures.ts';
import type { SeenEvent } from './seen-event.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

export function describeOpening({ held }: Step<'opening'>, { opening }: SeenEvent): ExplainedStep {
  const says = `the master opens ${writeUnits(opening)}; the follower's copied position: ${writePosition(held)}`;
  return stepOf('opening', 'computed', says, { values: { opening, held } });
}

export function describeDeliveredSale({ ends }: Step<'delivered_sale'>, { row }: SeenEvent): ExplainedStep {
  const why =
    ends === null ? ', not a sell out of delivery or margin' : ' would sell shares that the tool did not buy';
  return checkOf('delivered_sale', ends, `a ${row.side} in ${row.product}${why}`, {
    values: { side: row.side, product: row.product },
  });
}

export function describeAge({ ageMs, maxAgeMs, ends }: Step<'age'>): ExplainedStep {
  const says = `${writeDuration(ageMs)} old when it was seen, max_age ${writeDuration(maxAgeMs)}`;
  return checkOf('max_age', ends, says, { values: { age_ms: ageMs, max_age_ms: maxAgeMs } });
}

const MISSED: Readonly<Record<Missed['verdict'], string>> = {
  take: 'catch_up lets it be copied',
  stale: 'catch_up does not let it be copied',
  ask: 'catch_up asked on the terminal',
};

export function describeMissed({ missed, ends }: Step<'missed'>): ExplainedStep {
  const says = `nobody looked when it came; ${MISSED[missed.verdict]}: ${missed.why}`;
  return checkOf('catch_up', ends, says, { values: { verdict: missed.verdict } });
}

const STEERED: Readonly<Record<string, string>> = {
  PAUSED: 'entries of this follower are paused',
  CLOSE_ONLY: 'only exits of this follower are copied now',
  DECLINED: 'the copy was declined on the terminal, or nobody answered before the day ended',
};

export function describeSteering({ ends }: Step<'steering'>): ExplainedStep {
  const says = ends === null ? 'not paused, not close-only, not declined' : (STEERED[ends] ?? ends);
  return checkOf('steering', ends, says);
}
