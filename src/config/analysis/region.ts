/**
 * Matches as sets of orders, for finding what can never match and what an earlier rule always takes first. What is said
 * here of an order holds for every order that can be; where it cannot be told, the answer is the careful one.
 */
import type { Filters, Match, Range, TimeWindow } from '../../core/policy/policy.ts';
import { globsMeet } from './glob-sets.ts';
import { type Domain, intersect, normalise } from './ranges.ts';

export const WORD_KEYS = [
  'exchange',
  'instrument',
  'side',
  'product',
  'orderType',
  'variety',
  'underlying',
] as const;
const NUMBER_KEYS = ['quantity', 'lots', 'price', 'value', 'strike', 'daysToExpiry'] as const;
export const RANGE_KEYS = [...NUMBER_KEYS, 'time'] as const;
export const PATTERN_KEYS = ['symbol', 'tag'] as const;
type WordKey = (typeof WORD_KEYS)[number];
type RangeKey = (typeof RANGE_KEYS)[number];
type PatternKey = (typeof PATTERN_KEYS)[number];

/** Orders that meet all of these. `any` is resolved: a match is a union of regions. */
export interface Region {
  readonly words: Readonly<Partial<Record<WordKey, readonly string[]>>>;
  /** Normalised. */
  readonly ranges: Readonly<Partial<Record<RangeKey, readonly Range[]>>>;
  /** One pattern of each list is met. */
  readonly patterns: Readonly<Record<PatternKey, readonly (readonly string[])[]>>;
  readonly nots: readonly Terms[];
}

/** What a match asks for, its numbers and times as normalised sets: made once, compared often. */
export interface Terms extends Pick<Region, 'words' | 'ranges'> {
  readonly patterns: Readonly<Partial<Record<PatternKey, readonly string[]>>>;
  readonly any: readonly Terms[] | undefined;
  readonly not: Terms | undefined;
}

/** An `any` that makes more regions than this is left out: the region is then larger than the match, never smaller. */
const MAX_REGIONS = 64;

const above = (least: number, included: boolean, whole: boolean): Domain => ({
  whole,
  range: { min: { n: least, d: 1 }, minIncluded: included, max: null, maxIncluded: false },
});
const MONEY = above(0, false, false);

/** What the values of an order can be. No exchange trades a contract that has expired. */
export const DOMAINS: Readonly<Record<RangeKey, Domain>> = {
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

const EVERYTHING: Region = { words: {}, ranges: {}, patterns: { symbol: [], tag: [] }, nots: [] };

export function termsOf(match: Match): Terms {
  const words: Partial<Record<WordKey, readonly string[]>> = {};
  for (const key of WORD_KEYS) if (match[key] !== undefined) words[key] = match[key];
  const ranges: Partial<Record<RangeKey, readonly Range[]>> = {};
  for (const key of NUMBER_KEYS) {
    const stated = match[key];
    if (stated !== undefined) ranges[key] = normalise(stated, DOMAINS[key]);
  }
  if (match.time !== undefined) ranges.time = rangesOfWindows(match.time);
  const patterns: Partial<Record<PatternKey, readonly string[]>> = {};
  for (const key of PATTERN_KEYS) if (match[key] !== undefined) patterns[key] = match[key];
  const not = match.not === undefined ? undefined : termsOf(match.not);
  return { words, ranges, patterns, any: match.any?.map(termsOf), not };
}

/** The match as a union of regions; some of them may be empty. */
export function regionsOf(terms: Terms): readonly Region[] {
  const base = regionOfKeys(terms);
  if (terms.any === undefined) return [base];
  const branches = terms.any.flatMap(regionsOf);
  return branches.length > MAX_REGIONS ? [base] : branches.map((branch) => both(base, branch));
}

/** What filters let through by all but the names of symbols. */
export function regionOfFilters(...filters: readonly Filters[]): Region {
  return filters.map(regionOfOneFilter).reduce(both, EVERYTHING);
}

export function both(a: Region, b: Region): Region {
  const words: Partial<Record<WordKey, readonly string[]>> = { ...a.words };
  for (const key of WORD_KEYS) {
    const [mine, theirs] = [a.words[key], b.words[key]];
    if (theirs !== undefined) words[key] = mine?.filter((word) => theirs.includes(word)) ?? theirs;
  }
  const ranges: Partial<Record<RangeKey, readonly Range[]>> = { ...a.ranges };
  for (const key of RANGE_KEYS) {
    const [mine, theirs] = [a.ranges[key], b.ranges[key]];
    if (theirs !== undefined) ranges[key] = mine === undefined ? theirs : intersect(mine, theirs);
  }
  const patterns = {
    symbol: [...a.patterns.symbol, ...b.patterns.symbol],
    tag: [...a.patterns.tag, ...b.patterns.tag],
  };
  return { words, ranges, patterns, nots: [...a.nots, ...b.nots] };
}

/** Whether no text is in both lists of patterns. */
export function areApart(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((one) => b.some((other) => globsMeet(one, other)));
}

function rangesOfWindows(windows: readonly TimeWindow[]): readonly Range[] {
  const ranges = windows.map(({ startSecond, endSecond }) => ({
    min: { n: startSecond, d: 1 },
    minIncluded: true,
    max: { n: endSecond, d: 1 },
    maxIncluded: false,
  }));
  return normalise(ranges, DOMAINS.time);
}

function regionOfKeys({ words, ranges, patterns, not }: Terms): Region {
  const asLists = (list: readonly string[] | undefined) => (list === undefined ? [] : [list]);
  return {
    words,
    ranges,
    patterns: { symbol: asLists(patterns.symbol), tag: asLists(patterns.tag) },
    nots: not === undefined ? [] : [not],
  };
}

function regionOfOneFilter(filters: Filters): Region {
  const words: Partial<Record<WordKey, readonly string[]>> = {};
  if (filters.exchanges !== null) words.exchange = filters.exchanges;
  if (filters.instruments !== null) words.instrument = filters.instruments;
  if (filters.orderTypes !== null) words.orderType = filters.orderTypes;
  if (filters.products !== null) words.product = filters.products;
  if (filters.sides !== null) words.side = filters.sides;
  const ranges = filters.time === null ? {} : { time: rangesOfWindows(filters.time) };
  return { ...EVERYTHING, words, ranges };
}
