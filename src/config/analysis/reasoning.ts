/**
 * What follows from what, between matches. A condition on a value that is not known decides nothing (core/matching.ts),
 * so a condition follows only from one on the same value; that values of different kinds exclude each other is used for
 * finding what can never be, not for what must be.
 */
import { EXCHANGES, INSTRUMENT_KINDS, PRODUCTS, SIDES } from '../../core/order.ts';
import type { Match } from '../../core/policy.ts';
import { globCovers } from './glob-sets.ts';
import { covers, intersect, normalise } from './ranges.ts';
import {
  areApart,
  DOMAINS,
  PATTERN_KEYS,
  RANGE_KEYS,
  type Region,
  rangesOfWindows,
  regionsOf,
  WORD_KEYS,
} from './region.ts';

/** The exchanges of shares; all others trade derivatives only. */
const CASH_EXCHANGES: readonly string[] = ['NSE', 'BSE'];
/** All that these can be is always known: a list of all of them lets everything through. */
const ALWAYS_KNOWN: Readonly<Partial<Record<(typeof WORD_KEYS)[number], readonly string[]>>> = {
  exchange: EXCHANGES,
  side: SIDES,
  product: PRODUCTS,
  orderType: ['market', 'limit', 'stop_limit', 'stop_market'],
};

/** No order meets this. */
export function isImpossible(region: Region): boolean {
  return (
    WORD_KEYS.some((key) => region.words[key]?.length === 0) ||
    [...RANGE_KEYS, 'time' as const].some((key) => region.ranges[key]?.length === 0) ||
    isNoInstrument(region) ||
    PATTERN_KEYS.some((key) => haveNothingInCommon(region.patterns[key])) ||
    region.nots.some((not) => implies(region, not))
  );
}

/** Every order of the region meets the match. */
export function implies(region: Region, match: Match): boolean {
  return (
    WORD_KEYS.every((key) => impliesWords(region, match, key)) &&
    RANGE_KEYS.every((key) => impliesRange(region, match, key)) &&
    impliesTime(region, match) &&
    PATTERN_KEYS.every((key) => impliesPatterns(region, match, key)) &&
    (match.any === undefined || match.any.some((branch) => implies(region, branch))) &&
    (match.not === undefined || excludes(region, match.not))
  );
}

/** Every order of the region fails the match for certain: none leaves it undecided. */
export function excludes(region: Region, match: Match): boolean {
  return (
    WORD_KEYS.some((key) => {
      const [mine, theirs] = [region.words[key], match[key] as readonly string[] | undefined];
      return mine !== undefined && theirs !== undefined && !mine.some((word) => theirs.includes(word));
    }) ||
    RANGE_KEYS.some((key) => {
      const [mine, theirs] = [region.ranges[key], match[key]];
      if (mine === undefined || theirs === undefined) return false;
      return intersect(mine, normalise(theirs, DOMAINS[key])).length === 0;
    }) ||
    excludesTime(region, match) ||
    PATTERN_KEYS.some((key) => {
      const theirs = match[key];
      return theirs !== undefined && region.patterns[key].some((mine) => areApart(mine, theirs));
    }) ||
    lacksValue(region, match) ||
    (match.any?.every((branch) => excludes(region, branch)) ?? false) ||
    (match.not !== undefined && implies(region, match.not)) ||
    region.nots.some((not) => isNarrower(match, not))
  );
}

function impliesWords(region: Region, match: Match, key: (typeof WORD_KEYS)[number]): boolean {
  const wanted: readonly string[] | undefined = match[key];
  if (wanted === undefined) return true;
  if (ALWAYS_KNOWN[key]?.every((word) => wanted.includes(word))) return true;
  return region.words[key]?.every((word) => wanted.includes(word)) ?? false;
}

function impliesRange(region: Region, match: Match, key: (typeof RANGE_KEYS)[number]): boolean {
  const wanted = match[key];
  if (wanted === undefined) return true;
  // The quantity is the only one that is always known.
  const known = region.ranges[key] ?? (key === 'quantity' ? [DOMAINS.quantity.range] : null);
  return known !== null && covers(normalise(wanted, DOMAINS[key]), known);
}

function impliesTime(region: Region, match: Match): boolean {
  if (match.time === undefined) return true;
  const known = region.ranges.time;
  return known !== undefined && covers(rangesOfWindows(match.time), known);
}

function impliesPatterns(region: Region, match: Match, key: (typeof PATTERN_KEYS)[number]): boolean {
  const wanted = match[key];
  if (wanted === undefined || wanted.some((pattern) => /^\*+$/.test(pattern))) return true;
  return region.patterns[key].some((stated) =>
    stated.every((inner) => wanted.some((outer) => globCovers(outer, inner))),
  );
}

function excludesTime(region: Region, match: Match): boolean {
  const mine = region.ranges.time;
  return (
    mine !== undefined &&
    match.time !== undefined &&
    intersect(mine, rangesOfWindows(match.time)).length === 0
  );
}

/** The match asks for a strike or an expiry, and the region's kinds of instrument have none. */
function lacksValue({ words }: Region, match: Match): boolean {
  const kinds = words.instrument;
  if (kinds === undefined || kinds.length === 0) return false;
  const noStrike = kinds.every((kind) => kind === 'equity' || kind === 'future');
  const noExpiry = kinds.every((kind) => kind === 'equity');
  return (match.strike !== undefined && noStrike) || (match.daysToExpiry !== undefined && noExpiry);
}

/** Whatever fails `outer` for certain fails `inner` for certain: each condition of `outer` is one of `inner`'s, loosened. */
function isNarrower(inner: Match, outer: Match): boolean {
  const isPlain = (match: Match) => match.any === undefined && match.not === undefined;
  if (!isPlain(inner) || !isPlain(outer)) return false;
  return regionsOf(inner).every((region) => implies(region, outer));
}

/** No kind of instrument that is asked for is traded at an exchange that is asked for. */
function isNoInstrument({ words, ranges }: Region): boolean {
  const isAsked = words.exchange ?? words.instrument ?? ranges.strike ?? ranges.daysToExpiry;
  if (isAsked === undefined) return false;
  const exchanges = words.exchange ?? EXCHANGES;
  const kinds = (words.instrument ?? INSTRUMENT_KINDS).filter(
    (kind) =>
      (ranges.strike === undefined || kind === 'call' || kind === 'put') &&
      (ranges.daysToExpiry === undefined || kind !== 'equity'),
  );
  return !kinds.some((kind) =>
    exchanges.some((exchange) => (kind === 'equity') === CASH_EXCHANGES.includes(exchange)),
  );
}

function haveNothingInCommon(lists: readonly (readonly string[])[]): boolean {
  return lists.some((one, index) => lists.slice(index + 1).some((other) => areApart(one, other)));
}
