/** How many units an entry is (section 4.5 of the contract). */

import type { Trace } from '../deciding/trace.ts';
import {
  add,
  ceilOf,
  divide,
  floorOf,
  multiply,
  multiplyByInteger,
  type Ratio,
  ratio,
  signOf,
} from '../exact.ts';
import type { PartFacts } from './facts.ts';
import { compileMatch, type Predicate, YES } from './matching.ts';
import type { Match, PartialQuantity, Quantity, Rounding, Sizing } from './policy.ts';

/** What is sized. */
export interface Opening {
  /** Units: all of the order's opening so far. */
  readonly openingSoFar: number;
  /** The lot size is null where a derivative's is not known: then nothing can be sized. */
  readonly instrument: { readonly lotSize: number | null };
}

/** A quantity with nothing left to inherit. */
export interface ResolvedQuantity {
  readonly sizing: Sizing;
  readonly round: Rounding;
  readonly min: number | null;
  readonly max: number | null;
}

export interface Capitals {
  /** Rupees; null where not known. */
  readonly follower: Ratio | null;
  readonly master: Ratio | null;
}

export type Sized =
  | { readonly ok: true; readonly quantity: number }
  | { readonly ok: false; readonly reason: 'NO_CAPITAL' | 'NO_LOT_SIZE' | 'BELOW_LOT' | 'BELOW_MIN' };

export interface CompiledQuantity {
  readonly hasOverrides: boolean;
  /** The first override that matches, else the quantity itself. */
  resolve(facts: PartFacts, trace: Trace | null): ResolvedQuantity;
}

interface CompiledOverride {
  readonly match: Match;
  readonly predicate: Predicate;
  readonly resolved: ResolvedQuantity;
}

export function compileQuantity(quantity: Quantity): CompiledQuantity {
  const overrides: readonly CompiledOverride[] = quantity.overrides.map((one) => ({
    match: one.match,
    predicate: compileMatch(one.match),
    resolved: inherit(one.quantity, quantity),
  }));
  return {
    hasOverrides: overrides.length > 0,
    resolve(facts, trace) {
      for (const [index, { match, predicate, resolved }] of overrides.entries()) {
        const truth = predicate(facts);
        trace?.step({ step: 'override', index, match, facts, truth });
        if (truth === YES) return resolved;
      }
      return quantity;
    },
  };
}

/** What `stated` does not say of rounding and bounds it takes from the quantity that it stands in for. */
export function inherit(stated: PartialQuantity, from: ResolvedQuantity): ResolvedQuantity {
  return {
    sizing: stated.sizing,
    round: stated.round ?? from.round,
    min: stated.min ?? from.min,
    max: stated.max ?? from.max,
  };
}

export function sizeEntry(
  opening: Opening,
  quantity: ResolvedQuantity,
  capitals: Capitals,
  trace: Trace | null,
): Sized {
  const { lotSize } = opening.instrument;
  const rounded = roundedLots(opening, quantity, capitals, trace);
  if (!rounded.ok) return rounded;
  if (lotSize === null) return { ok: false, reason: 'NO_LOT_SIZE' };
  let units = rounded.quantity;
  if (quantity.max !== null && units > quantity.max) units = Math.floor(quantity.max / lotSize) * lotSize;
  trace?.step({ step: 'bounds', quantity, before: rounded.quantity, units });
  if (units <= 0) return { ok: false, reason: 'BELOW_LOT' };
  if (quantity.min !== null && units < quantity.min) return { ok: false, reason: 'BELOW_MIN' };
  return { ok: true, quantity: units };
}

/** The quantity in whole lots (0 where less than one is left), before `min` and `max`, which bind entries only. */
export function roundedLots(
  { openingSoFar: opening, instrument: { lotSize } }: Opening,
  quantity: ResolvedQuantity,
  capitals: Capitals,
  trace: Trace | null,
): Sized {
  const raw = rawQuantity(opening, quantity.sizing, lotSize, capitals);
  const known = raw === 'NO_CAPITAL' ? null : raw;
  const units =
    known === null || lotSize === null ? null : roundLots(known, lotSize, quantity.round) * lotSize;
  trace?.step({ step: 'lots', opening, quantity, capitals, raw: known, lotSize, units });
  if (units !== null) return { ok: true, quantity: units };
  return { ok: false, reason: raw === 'NO_CAPITAL' ? raw : 'NO_LOT_SIZE' };
}

function rawQuantity(
  opening: number,
  sizing: Sizing,
  lotSize: number | null,
  capitals: Capitals,
): Ratio | 'NO_CAPITAL' | null {
  switch (sizing.kind) {
    case 'mirror':
      return ratio(opening);
    case 'multiplier':
      return multiplyByInteger(sizing.by, opening);
    case 'fixed':
      return ratio(sizing.units);
    case 'lots':
      return lotSize === null ? null : ratio(sizing.lots * lotSize);
    case 'capital_ratio': {
      const { follower, master } = capitals;
      if (follower === null || master === null || signOf(master) <= 0) return 'NO_CAPITAL';
      return multiply(multiply(sizing.by, ratio(opening)), divide(follower, master));
    }
  }
}

/** Whole lots, none where the number is not above zero. `nearest` rounds a half up. */
function roundLots(units: Ratio, lotSize: number, rounding: Rounding): number {
  switch (rounding) {
    case 'down':
      return Math.max(0, floorOf(units, lotSize));
    case 'nearest':
      return Math.max(0, floorOf(add(multiplyByInteger(units, 2), ratio(lotSize)), 2 * lotSize));
    case 'up':
      return Math.max(0, ceilOf(units, lotSize));
  }
}
