/** Sets of numbers, as unions of ranges. */
import { ceil, compare, floor, type Ratio, ratio } from '../../core/exact.ts';
import type { Range } from '../../core/policy/policy.ts';

/** The numbers that a value can be at all. */
export interface Domain {
  readonly whole: boolean;
  readonly range: Range;
}

/** Beyond this a bound is not rounded to whole numbers: `floor` of it would be no safe integer. */
const LARGEST = ratio(1e15);
const SMALLEST = ratio(-1e15);

/** The ranges within a domain, sorted, those that touch joined; empty where there is no number in them. */
export function normalise(ranges: readonly Range[], domain: Domain): readonly Range[] {
  const inside = intersect(
    ranges.map((range) => (domain.whole ? toWhole(range) : range)),
    [domain.range],
  );
  const sorted = inside.toSorted(byStart);
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && touches(last, range)) joined[joined.length - 1] = join(last, range);
    else joined.push(range);
  }
  return joined;
}

export function intersect(a: readonly Range[], b: readonly Range[]): readonly Range[] {
  return a.flatMap((one) => b.map((other) => overlap(one, other))).filter((range) => !isEmpty(range));
}

/** Whether all numbers of `inner` are in `outer`; both are normalised. */
export function covers(outer: readonly Range[], inner: readonly Range[]): boolean {
  return inner.every((one) =>
    outer.some((other) => compareStarts(other, one) <= 0 && compareEnds(other, one) >= 0),
  );
}

/** A whole number `n` is the numbers from `n` up to `n + 1`: ranges of neighbours then touch. */
function toWhole({ min, minIncluded, max, maxIncluded }: Range): Range {
  const low = min === null || isHuge(min) ? min : ratio(minIncluded ? ceil(min) : floor(min) + 1);
  const high = max === null || isHuge(max) ? max : ratio(maxIncluded ? floor(max) + 1 : ceil(max));
  return { min: low, minIncluded: low !== null, max: high, maxIncluded: high !== null && isHuge(high) };
}

function isHuge(value: Ratio): boolean {
  return compare(value, LARGEST) > 0 || compare(value, SMALLEST) < 0;
}

function overlap(a: Range, b: Range): Range {
  const start = compareStarts(a, b) >= 0 ? a : b;
  const end = compareEnds(a, b) <= 0 ? a : b;
  return {
    min: start.min,
    minIncluded: start.minIncluded,
    max: end.max,
    maxIncluded: end.maxIncluded,
  };
}

function join(a: Range, b: Range): Range {
  const end = compareEnds(a, b) >= 0 ? a : b;
  return { min: a.min, minIncluded: a.minIncluded, max: end.max, maxIncluded: end.maxIncluded };
}

/** `a` starts before `b`, or where it does. */
function touches(a: Range, b: Range): boolean {
  if (a.max === null || b.min === null) return true;
  const order = compare(a.max, b.min);
  return order > 0 || (order === 0 && (a.maxIncluded || b.minIncluded));
}

function isEmpty({ min, minIncluded, max, maxIncluded }: Range): boolean {
  if (min === null || max === null) return false;
  const order = compare(min, max);
  return order > 0 || (order === 0 && !(minIncluded && maxIncluded));
}

function byStart(a: Range, b: Range): number {
  return compareStarts(a, b);
}

/** Below zero where `a` starts before `b`. */
function compareStarts(a: Range, b: Range): number {
  if (a.min === null || b.min === null) return Number(b.min === null) - Number(a.min === null);
  return compare(a.min, b.min) || Number(b.minIncluded) - Number(a.minIncluded);
}

/** Above zero where `a` ends after `b`. */
function compareEnds(a: Range, b: Range): number {
  if (a.max === null || b.max === null) return Number(a.max === null) - Number(b.max === null);
  return compare(a.max, b.max) || Number(a.maxIncluded) - Number(b.maxIncluded);
}
