/** 4.5 Quantity. */
import type { QuantityTerms } from './config.ts';
import { ceiling, decimal, type Fraction, floor, fraction, nearest, over, times } from './fraction.ts';

export interface SizingFacts {
  /** The order's opening, units. */
  readonly opening: number;
  readonly lot: number | null;
  readonly followerCapital: number | undefined;
  readonly masterCapital: number | undefined;
}

export type Sized = { readonly quantity: number } | { readonly reason: string };

function exactly(value: number): Fraction {
  const number = decimal(value);
  if (number === null) throw new Error(`not a number: ${value}`);
  return number;
}

/**
 * "raw = mirror: the opening quantity; multiplier × it; fixed; lots × lot size; capital_ratio × it × follower's capital /
 * master's (either unknown: `NO_CAPITAL`)."
 */
function rawQuantity(terms: QuantityTerms, lot: number, facts: SizingFacts): Fraction | null {
  const opening = fraction(facts.opening);
  if (terms.multiplier !== undefined) return times(exactly(terms.multiplier), opening);
  if (terms.fixed !== undefined) return exactly(terms.fixed);
  if (terms.lots !== undefined) return times(exactly(terms.lots), fraction(lot));
  if (terms.capital_ratio === undefined) return opening;
  if (facts.followerCapital === undefined || facts.masterCapital === undefined) return null;
  const ratio = over(exactly(facts.followerCapital), exactly(facts.masterCapital));
  return times(times(exactly(terms.capital_ratio), opening), ratio);
}

/** "Round to whole lots": `round: down` (default) `| nearest` (half up) `| up`. */
function roundToLots(raw: Fraction, lot: number, round: QuantityTerms['round']): number {
  const lots = over(raw, fraction(lot));
  const whole = round === 'up' ? ceiling(lots) : round === 'nearest' ? nearest(lots) : floor(lots);
  return Number(whole) * lot;
}

/** AMBIGUOUS (23): where both are unknown, NO_CAPITAL is told before NO_LOT_SIZE, as the text names them. */
export function sizeEntry(terms: QuantityTerms, facts: SizingFacts): Sized {
  const { lot } = facts;
  const raw = rawQuantity(terms, lot ?? 1, facts);
  if (raw === null) return { reason: 'NO_CAPITAL' };
  // "An unknown lot size of a derivative: `NO_LOT_SIZE`".
  if (lot === null) return { reason: 'NO_LOT_SIZE' };
  let quantity = roundToLots(raw, lot, terms.round);
  // "then `max` (rounded down to lots)."
  if (terms.max !== undefined) quantity = Math.min(quantity, Math.floor(terms.max / lot) * lot);
  // "0 → `BELOW_LOT`; below `min` → `BELOW_MIN`."
  if (quantity <= 0) return { reason: 'BELOW_LOT' };
  if (terms.min !== undefined && quantity < terms.min) return { reason: 'BELOW_MIN' };
  return { quantity };
}
