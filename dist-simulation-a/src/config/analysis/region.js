import { globsMeet } from "./glob-sets.js";
import { intersect, normalise } from "./ranges.js";
export const WORD_KEYS = [
    'exchange',
    'instrument',
    'side',
    'product',
    'orderType',
    'variety',
    'underlying',
];
export const RANGE_KEYS = ['quantity', 'lots', 'price', 'value', 'strike', 'daysToExpiry'];
export const PATTERN_KEYS = ['symbol', 'tag'];
/** An `any` that makes more regions than this is left out: the region is then larger than the match, never smaller. */
const MAX_REGIONS = 64;
const above = (least, included, whole) => ({
    whole,
    range: { min: { n: least, d: 1 }, minIncluded: included, max: null, maxIncluded: false },
});
const MONEY = above(0, false, false);
/** What the values of an order can be. No exchange trades a contract that has expired. */
export const DOMAINS = {
    quantity: above(1, true, true),
    lots: MONEY,
    price: MONEY,
    value: MONEY,
    strike: MONEY,
    daysToExpiry: above(0, true, true),
    time: {
        whole: true,
        range: { min: { n: 0, d: 1 }, minIncluded: true, max: { n: 86_400, d: 1 }, maxIncluded: false },
    },
};
const EVERYTHING = { words: {}, ranges: {}, patterns: { symbol: [], tag: [] }, nots: [] };
/** The match as a union of regions; some of them may be empty. */
export function regionsOf(match) {
    const base = regionOfKeys(match);
    if (match.any === undefined)
        return [base];
    const branches = match.any.flatMap(regionsOf);
    return branches.length > MAX_REGIONS ? [base] : branches.map((branch) => both(base, branch));
}
/** What filters let through by all but the names of symbols. */
export function regionOfFilters(...filters) {
    return filters.map(regionOfOneFilter).reduce(both, EVERYTHING);
}
export function both(a, b) {
    const words = { ...a.words };
    for (const key of WORD_KEYS) {
        const [mine, theirs] = [a.words[key], b.words[key]];
        if (theirs !== undefined)
            words[key] = mine?.filter((word) => theirs.includes(word)) ?? theirs;
    }
    const ranges = { ...a.ranges };
    for (const key of [...RANGE_KEYS, 'time']) {
        const [mine, theirs] = [a.ranges[key], b.ranges[key]];
        if (theirs !== undefined)
            ranges[key] = mine === undefined ? theirs : intersect(mine, theirs);
    }
    const patterns = {
        symbol: [...a.patterns.symbol, ...b.patterns.symbol],
        tag: [...a.patterns.tag, ...b.patterns.tag],
    };
    return { words, ranges, patterns, nots: [...a.nots, ...b.nots] };
}
/** Whether no text is in both lists of patterns. */
export function areApart(a, b) {
    return !a.some((one) => b.some((other) => globsMeet(one, other)));
}
export function rangesOfWindows(windows) {
    const ranges = windows.map(({ startSecond, endSecond }) => ({
        min: { n: startSecond, d: 1 },
        minIncluded: true,
        max: { n: endSecond, d: 1 },
        maxIncluded: false,
    }));
    return normalise(ranges, DOMAINS.time);
}
function regionOfKeys(match) {
    const words = {};
    for (const key of WORD_KEYS)
        if (match[key] !== undefined)
            words[key] = match[key];
    const ranges = {};
    for (const key of RANGE_KEYS) {
        const stated = match[key];
        if (stated !== undefined)
            ranges[key] = normalise(stated, DOMAINS[key]);
    }
    if (match.time !== undefined)
        ranges.time = rangesOfWindows(match.time);
    const patterns = {
        symbol: match.symbol === undefined ? [] : [match.symbol],
        tag: match.tag === undefined ? [] : [match.tag],
    };
    return { words, ranges, patterns, nots: match.not === undefined ? [] : [match.not] };
}
function regionOfOneFilter(filters) {
    const words = {};
    if (filters.exchanges !== null)
        words.exchange = filters.exchanges;
    if (filters.instruments !== null)
        words.instrument = filters.instruments;
    if (filters.orderTypes !== null)
        words.orderType = filters.orderTypes;
    if (filters.products !== null)
        words.product = filters.products;
    if (filters.sides !== null)
        words.side = filters.sides;
    const ranges = filters.time === null ? {} : { time: rangesOfWindows(filters.time) };
    return { ...EVERYTHING, words, ranges };
}
//# sourceMappingURL=region.js.map