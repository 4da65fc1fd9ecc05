/** Sets of numbers, as unions of ranges. */
import { ceil, compare, floor, ratio } from "../../core/exact.js";
/** Beyond this a bound is not rounded to whole numbers: `floor` of it would be no safe integer. */
const LARGEST = ratio(1e15);
const SMALLEST = ratio(-1e15);
/** The ranges within a domain, sorted, those that touch joined; empty where there is no number in them. */
export function normalise(ranges, domain) {
    const inside = intersect(ranges.map((range) => (domain.whole ? toWhole(range) : range)), [domain.range]);
    const sorted = inside.toSorted(byStart);
    const joined = [];
    for (const range of sorted) {
        const last = joined.at(-1);
        if (last !== undefined && touches(last, range))
            joined[joined.length - 1] = join(last, range);
        else
            joined.push(range);
    }
    return joined;
}
export function intersect(a, b) {
    return a.flatMap((one) => b.map((other) => overlap(one, other))).filter((range) => !isEmpty(range));
}
/** Whether all numbers of `inner` are in `outer`; both are normalised. */
export function covers(outer, inner) {
    return inner.every((one) => outer.some((other) => compareStarts(other, one) <= 0 && compareEnds(other, one) >= 0));
}
/** A whole number `n` is the numbers from `n` up to `n + 1`: ranges of neighbours then touch. */
function toWhole({ min, minIncluded, max, maxIncluded }) {
    const low = min === null || isHuge(min) ? min : ratio(minIncluded ? ceil(min) : floor(min) + 1);
    const high = max === null || isHuge(max) ? max : ratio(maxIncluded ? floor(max) + 1 : ceil(max));
    return { min: low, minIncluded: low !== null, max: high, maxIncluded: high !== null && isHuge(high) };
}
function isHuge(value) {
    return compare(value, LARGEST) > 0 || compare(value, SMALLEST) < 0;
}
function overlap(a, b) {
    const start = compareStarts(a, b) >= 0 ? a : b;
    const end = compareEnds(a, b) <= 0 ? a : b;
    return {
        min: start.min,
        minIncluded: start.minIncluded,
        max: end.max,
        maxIncluded: end.maxIncluded,
    };
}
function join(a, b) {
    const end = compareEnds(a, b) >= 0 ? a : b;
    return { min: a.min, minIncluded: a.minIncluded, max: end.max, maxIncluded: end.maxIncluded };
}
/** `a` starts before `b`, or where it does. */
function touches(a, b) {
    if (a.max === null || b.min === null)
        return true;
    const order = compare(a.max, b.min);
    return order > 0 || (order === 0 && (a.maxIncluded || b.minIncluded));
}
function isEmpty({ min, minIncluded, max, maxIncluded }) {
    if (min === null || max === null)
        return false;
    const order = compare(min, max);
    return order > 0 || (order === 0 && !(minIncluded && maxIncluded));
}
function byStart(a, b) {
    return compareStarts(a, b);
}
/** Below zero where `a` starts before `b`. */
function compareStarts(a, b) {
    if (a.min === null || b.min === null)
        return Number(b.min === null) - Number(a.min === null);
    return compare(a.min, b.min) || Number(b.minIncluded) - Number(a.minIncluded);
}
/** Above zero where `a` ends after `b`. */
function compareEnds(a, b) {
    if (a.max === null || b.max === null)
        return Number(a.max === null) - Number(b.max === null);
    return compare(a.max, b.max) || Number(a.maxIncluded) - Number(b.maxIncluded);
}
//# sourceMappingURL=ranges.js.map