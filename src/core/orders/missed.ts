/**
 * Orders that the master placed while nobody looked. Their exits are copied like any other; what becomes of their
 * entries is judged by what is seen afterwards. The judgement comes with the row, as an input, and is recorded with it.
 */
import {
  compare,
  divide,
  floor,
  formatDecimal,
  multiplyByInteger,
  negate,
  type Ratio,
  ratio,
  signOf,
  subtract,
} from '../exact.ts';

/** `take`: copied, however old. `stale`: not copied. `ask`: it waits for the user's word. */
export const MISSED_VERDICTS = ['take', 'stale', 'ask'] as const;

export interface Missed {
  readonly verdict: (typeof MISSED_VERDICTS)[number];
  /** What was seen, in words. */
  readonly why: string;
}

/** `catch_up:` of the file. */
export type CatchUp = 'ask' | CatchUpBounds;

/** What is null it does not say: `execution.max_age` decides then, as always. */
export interface CatchUpBounds {
  readonly maxAgeMs: number | null;
  /** A share of the reference price: 0.01 is one percent. */
  readonly maxDeviation: Ratio | null;
}

/** What is seen of a missed order. Prices in rupees; null where it is not known. */
export interface MissedSight {
  readonly ageMs: number | null;
  /** What the master traded at. */
  readonly reference: Ratio | null;
  readonly priceNow: Ratio | null;
}

/** By how much the price has moved since, as a share of the reference, whichever way; null where it is not known. */
export function deviationOf({ reference, priceNow }: MissedSight): Ratio | null {
  if (reference === null || priceNow === null || signOf(reference) <= 0) return null;
  const moved = divide(subtract(priceNow, reference), reference);
  return signOf(moved) < 0 ? negate(moved) : moved;
}

/** @returns null where the file says nothing that decides: `execution.max_age` does then. */
export function judgeMissed(sight: MissedSight, catchUp: CatchUp): Missed | null {
  const seen = describeSight(sight);
  if (catchUp === 'ask') return { verdict: 'ask', why: seen };
  const against = [tooOld(sight, catchUp.maxAgeMs), tooFar(sight, catchUp.maxDeviation)].filter(
    (why) => why !== null,
  );
  if (against.length > 0) return { verdict: 'stale', why: `${seen}: ${against.join(', ')}` };
  return catchUp.maxAgeMs === null ? null : { verdict: 'take', why: seen };
}

/** What is not known is taken for too much: nobody looked, and money hangs on it. */
function tooOld({ ageMs }: MissedSight, maxAgeMs: number | null): string | null {
  if (maxAgeMs === null || (ageMs !== null && ageMs <= maxAgeMs)) return null;
  return `catch_up.max_age is ${formatAge(maxAgeMs)}`;
}

function tooFar(sight: MissedSight, maxDeviation: Ratio | null): string | null {
  const deviation = deviationOf(sight);
  if (maxDeviation === null || (deviation !== null && compare(deviation, maxDeviation) <= 0)) return null;
  return `catch_up.max_deviation is ${formatPercent(maxDeviation)}`;
}

/** `4 min old; 100.00 then, 102.50 now (2.5 % away)` */
function describeSight(sight: MissedSight): string {
  const { ageMs, reference, priceNow } = sight;
  const age = ageMs === null ? 'its age is not known' : `${formatAge(ageMs)} old`;
  const deviation = deviationOf(sight);
  if (deviation === null || reference === null || priceNow === null)
    return `${age}; the price ${reference === null ? 'then' : 'now'} is not known`;
  const away = `${formatPercent(deviation)} away`;
  return `${age}; ${formatDecimal(reference)} then, ${formatDecimal(priceNow)} now (${away})`;
}

/** `1.25%`, cut after two decimals. */
export function formatPercent(share: Ratio): string {
  return `${formatDecimal(ratio(floor(multiplyByInteger(share, 10_000)), 100), 0)}%`;
}

/** `45 s`, `4 min`, `2 h 5 min`: cut, not rounded. */
export function formatAge(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return ms < 1000 && ms > 0 ? `${ms} ms` : `${Math.floor(ms / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}
