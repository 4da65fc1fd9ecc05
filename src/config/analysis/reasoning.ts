/**
 * What follows from what, between matches. A condition on a value that is not known decides nothing (core/matching.ts),
 * so a condition follows only from one on the same value; that values of different kinds exclude each other is used for
 * finding what can never be, not for what must be.
 */
import { EXCHANGES, INSTRUMENT_KINDS, PRODUCTS, SIDES } from '../../core/orders/order.ts';
import { globCovers, isAnyText } from './glob-sets.ts';
import { covers, intersect } from './ranges.ts';
import {
  areApart,
  DOMAINS,
  PATTERN_KEYS,
  RANGE_KEYS,
  type Region,
  regionsOf,
  type Terms,
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
    RANGE_KEYS.some((key) => region.ranges[key]?.length === 0) ||
    isNoInstrument(region) ||
    PATTERN_KEYS.some((key) => haveNothingInCommon(region.patterns[key])) ||
    region.nots.some((not) => implies(region, not))
  );
}

/** Every order of the region meets the match. */
export function implies(region: Region, terms: Terms): boolean {
  return (
    WORD_KEYS.every((key) => impliesWords(region, terms, key)) &&
    RANGE_KEYS.every((key) => impliesRange(region, terms, key)) &&
    PATTERN_KEYS.every((key) => impliesPatterns(region, terms, key)) &&
    (terms.any === undefined || terms.any.some((branch) => implies(region, branch))) &&
    (terms.not === undefined || excludes(region, terms.not))
  );
}

/** Every order of the region fails the match for certain: none leaves it undecided. */
export function excludes(region: Region, terms: Terms): boolean {
  return (
    WORD_KEYS.some((key) => {
      const [mine, theirs] = [region.words[key], terms.words[key]];
      return mine !== undefined && theirs !== undefined && !mine.some((word) => theirs.includes(word));
    }) ||
    RANGE_KEYS.some((key) => {
      const [mine, theirs] = [region.ranges[key], terms.ranges[key]];
      return mine !== undefined && theirs !== undefined && intersect(mine, theirs).length === 0;
    }) ||
    PATTERN_KEYS.some((key) => {
      const theirs = terms.patterns[key];
      return theirs !== undefined && region.patterns[key].some((mine) => areApart(mine, theirs));
    }) ||
    lacksValue(region, terms) ||
    (terms.any?.every((branch) => excludes(region, branch)) ?? false) ||
    (terms.not !== undefined && implies(region, terms.not)) ||
    region.nots.some((not) => isNarrower(terms, not))
  );
}

function impliesWords(region: Region, terms: Terms, key: (typeof WORD_KEYS)[number]): boolean {
  const wanted = terms.words[key];
  if (wanted === undefined) return true;
  if (ALWAYS_KNOWN[key]?.every((word) => wanted.includes(word))) return true;
  return region.words[key]?.every((word) => wanted.includes(word)) ?? false;
}

function impliesRange(region: Region, terms: Terms, key: (typeof RANGE_KEYS)[number]): boolean {
  const wanted = terms.ranges[key];
  if (wanted === undefined) return true;
  // The quantity is the only one that is always known.
  const known = region.ranges[key] ?? (key === 'quantity' ? [DOMAINS.quantity.range] : null);
  return known !== null && covers(wanted, known);
}

function impliesPatterns(region: Region, terms: Terms, key: (typeof PATTERN_KEYS)[number]): boolean {
  const wanted = terms.patterns[key];
  if (wanted === undefined || wanted.some(isAnyText)) return true;
  return region.patterns[key].some((stated) =>
    stated.every((inner) => wanted.some((outer) => globCovers(outer, inner))),
  );
}

/** The match asks for a strike or an expiry, and the region's kinds of instrument have none. */
function lacksValue({ words }: Region, { ranges }: Terms): boolean {
  const kinds = words.instrument;
  if (kinds === undefined || kinds.length === 0) return false;
  const noStrike = kinds.every((kind) => kind === 'equity' || kind === 'future');
  const noExpiry = kinds.every((kind) => kind === 'equity');
  return (ranges.strike !== undefined && noStrike) || (ranges.daysToExpiry !== undefined && noExpiry);
}

/** Whatever fails `outer` for certain fails `inner` for certain: each condition of `outer` is one of `inner`'s, loosened. */
function isNarrower(inner: Terms, outer: Terms): boolean {
  const isPlain = (match: Terms) => match.any === undefined && match.not === undefined;
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
