/** How much of a copied position an exit closes. */

import type { TraceStep } from '../../core/deciding/trace.ts';
import { multiply, type Ratio, ratio } from '../../core/exact.ts';
import type { ExplainedStep } from '../explanation.ts';
import { writeExact, writePosition, writeUnits } from './figures.ts';
import type { SeenEvent } from './seen-event.ts';
import { checkOf, stepOf } from './step.ts';

type Step<S extends TraceStep['step']> = Extract<TraceStep, { readonly step: S }>;

export function describeCopiedPosition(
  { held, reducedSide, ends }: Step<'copied_position'>,
  event: SeenEvent,
): ExplainedStep {
  // What is held on the reduced side is told without its sign.
  const signed = ends === null ? held * reducedSide : held;
  const reduced = `the master reduces its ${reducedSide > 0 ? 'long' : 'short'} position by ${event.reduction}`;
  const says = `${reduced}; the follower's copied position: ${writePosition(signed)}`;
  return checkOf('copied_position', ends, says, { values: { held: signed, reduction: event.reduction } });
}

/** The share after the reduction, and by how much the position exceeds it. */
export function describeShare(
  { held, share, exceeding, units }: Step<'share'>,
  event: SeenEvent,
  follower: string,
): ExplainedStep[] {
  const { reduction, settled, reducedSide } = event;
  if (exceeding === null) {
    const says = `the master closes ${reduction} of ${settled}, all of it: the exit is of all ${held}`;
    return [stepOf('exit.share', 'computed', says, { values: { reduction, settled, held, units } })];
  }
  const unsigned = (value: Ratio) => writeExact(multiply(value, ratio(reducedSide)));
  const before = event.sharesBefore.get(follower) ?? share;
  const kept = `${unsigned(before)} × (1 − ${reduction}/${settled}) = ${unsigned(share)}`;
  const lot = event.instrument.lotSize;
  const lots = lot === null ? 'the lot size is not known: all or nothing' : `down to lots of ${lot}`;
  return [
    stepOf('exit.share', 'computed', `the follower ought to hold ${kept}`, {
      values: { share_before: unsigned(before), reduction, settled, share: unsigned(share) },
    }),
    stepOf(
      'exit.exceeding',
      'computed',
      `${held} − ${unsigned(share)} = ${writeExact(exceeding)}, ${lots}: ${units}`,
      { values: { held, share: unsigned(share), exceeding: writeExact(exceeding), lot_size: lot, units } },
    ),
  ];
}

export function describeOtherSide({ held, wanted }: Step<'other_side'>, event: SeenEvent): ExplainedStep {
  const holds = `the master ${event.row.side === 'buy' ? 'buys' : 'sells'}, but the follower holds ${held} on the other side`;
  const most =
    wanted === null
      ? 'what an entry would be is not known: all of it goes'
      : `the smaller of ${held} and ${wanted}, what an entry would be`;
  return stepOf('other_side', 'computed', `${holds}; ${most}`, { values: { held, wanted } });
}

export function describeExitQuantity({ units, ends }: Step<'exit_quantity'>): ExplainedStep {
  const says =
    ends === null
      ? `${writeUnits(units)}; no filter, rule, limit, pause or age holds an exit back`
      : 'less than one lot is left; it stays owed through the share';
  return checkOf('exit.quantity', ends, says, { values: { units } });
}
