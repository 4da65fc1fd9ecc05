/** How many units an entry is (section 4.5 of the contract). */
import { add, ceil, divide, floor, multiply, type Ratio, ratio, signOf } from './exact.ts';
import type { PartFacts } from './facts.ts';
import { compileMatch, type Predicate, YES } from './matching.ts';
import type { PartialQuantity, Quantity, Rounding, Sizing } from './policy.ts';

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
  /** The first override that matches, else the quantity itself. */
  resolve(facts: PartFacts): ResolvedQuantity;
}

export function compileQuantity(quantity: Quantity): CompiledQuantity {
  const overrides: { predicate: Predicate; resolved: ResolvedQuantity }[] = quantity.overrides.map((one) => ({
    predicate: compileMatch(one.match),
    resolved: inherit(one.quantity, quantity),
  }));
  return {
    resolve: (facts) => overrides.find(({ predicate }) => predicate(facts) === YES)?.resolved ?? quantity,
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

/**
 * Sizes an opening of `opening` units.
 * @param lotSize null where a derivative's is not known: then nothing can be sized.
 */
export function sizeEntry(
  opening: number,
  quantity: ResolvedQuantity,
  lotSize: number | null,
  capitals: Capitals,
): Sized {
  const rounded = roundedLots(opening, quantity, lotSize, capitals);
  if (!rounded.ok) return rounded;
  if (lotSize === null) return { ok: false, reason: 'NO_LOT_SIZE' };
  let units = rounded.quantity;
  if (quantity.max !== null && units > quantity.max) units = Math.floor(quantity.max / lotSize) * lotSize;
  if (units <= 0) return { ok: false, reason: 'BELOW_LOT' };
  if (quantity.min !== null && units < quantity.min) return { ok: false, reason: 'BELOW_MIN' };
  return { ok: true, quantity: units };
}

/** The quantity in whole lots (0 where less than one is left), before `min` and `max`, which bind entries only. */
export function roundedLots(
  opening: number,
  quantity: ResolvedQuantity,
  lotSize: number | null,
  capitals: Capitals,
): Sized {
  const raw = rawQuantity(opening, quantity.sizing, lotSize, capitals);
  if (raw === 'NO_CAPITAL') return { ok: false, reason: raw };
  if (raw === null || lotSize === null) return { ok: false, reason: 'NO_LOT_SIZE' };
  return { ok: true, quantity: roundLots(divide(raw, ratio(lotSize)), quantity.round) * lotSize };
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
      return multiply(sizing.by, ratio(opening));
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

const HALF: Ratio = { n: 1, d: 2 };

/** Whole lots, none where the number is not above zero. `nearest` rounds a half up. */
function roundLots(lots: Ratio, rounding: Rounding): number {
  switch (rounding) {
    case 'down':
      return Math.max(0, floor(lots));
    case 'nearest':
      return Math.max(0, floor(add(lots, HALF)));
    case 'up':
      return Math.max(0, ceil(lots));
  }
}
