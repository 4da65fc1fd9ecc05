/** The checks of an event as a whole, before its parts. */
import type { TraceStep } from '../../core/deciding/trace.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeUnits } from './figures.ts';
import type { SeenEvent } from './seen-event.ts';
import { checkOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

/** The tag, then the variety: each is said once an order, when it is first seen. */
export function describeSpecial({ ends }: Step<'special'>, event: SeenEvent): ExplainedStep[] {
  const { tag, variety } = event.row;
  const again = ends === null && event.neverOpened ? '; said when the order was first seen' : '';
  const isOwn = ends === 'OWN_COPY';
  const tagSays = isOwn
    ? `${tag} is the tool's own: the order is a copy`
    : `${tag === '' ? 'no tag' : tag}: not a copy of this tool`;
  const tagStep = checkOf('tag', isOwn ? ends : null, `${tagSays}${again}`, { values: { tag } });
  if (isOwn) return [tagStep];
  const isRobo = ends === 'UNSUPPORTED_VARIETY';
  const says = `${variety ?? 'not known'}${isRobo ? ': bracket orders are not copied' : ''}`;
  return [tagStep, checkOf('variety', isRobo ? ends : null, says, { values: { variety } })];
}

export function describeFilled({ ends }: Step<'filled'>, { filled, row }: SeenEvent): ExplainedStep {
  const says =
    ends === null
      ? `${filled} of ${writeUnits(row.quantity)}, ${row.status}`
      : `nothing was filled, and the order is ${row.status}`;
  return checkOf('filled', ends, says, { values: { filled, quantity: row.quantity, status: row.status } });
}

export function describeEnabled({ enabled, ends }: Step<'enabled'>): ExplainedStep {
  return checkOf('enabled', ends, enabled ? 'the follower is switched on' : 'the file says enabled: false', {
    values: { enabled },
  });
}

export function describeNetted({ units, ends }: Step<'netted'>): ExplainedStep {
  const says = `${writeUnits(units)} had been opened, waited, and ${units === 1 ? 'is' : 'are'} closed again: nobody had copied them`;
  return checkOf('netted', ends, says, { values: { units } });
}
