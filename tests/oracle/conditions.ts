/** Section 2, "Match" and "Filters". Letters' case never matters. */
import { type Filters, type ListOf, listOf, type Match, type Scalar } from './config.ts';
import { compare, decimal, type Fraction, fraction, over, times } from './fraction.ts';
import type { Reading } from './reading.ts';

/**
 * What a condition comes to. "A value that the instrument cannot have (a share's strike) satisfies nothing but a `not`"
 * → false. "A value that it has but that is not known … satisfies no condition, `not` included" → 'unknown', which only
 * a definite other condition can decide: all of them must hold, so one that fails settles it; any of them will do, so
 * one that holds settles it.
 */
export type Truth = boolean | 'unknown';

/** What is matched: the order as its row says, and "the part being decided". */
export interface Situation {
  readonly order: Reading;
  readonly part: number;
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes('unknown') ? 'unknown' : true;
}

function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes('unknown') ? 'unknown' : false;
}

function not(truth: Truth): Truth {
  return truth === 'unknown' ? 'unknown' : !truth;
}

const lower = (value: Scalar) => String(value).toLowerCase();

/** `*` is any run of letters, `?` any one. */
function matchesGlob(pattern: string, value: string): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return value === '';
  const tail = rest.join('');
  if (head === '*') return matchesGlob(tail, value) || (value !== '' && matchesGlob(pattern, value.slice(1)));
  return value !== '' && (head === '?' || head === value[0]) && matchesGlob(tail, value.slice(1));
}

/** "equals it, or matches it as a glob". */
const equalsOrGlobs = (pattern: Scalar, value: string) => matchesGlob(lower(pattern), value.toLowerCase());

/** "a number range: `65`, `">= 100"`, `"< 20.5"`, `"10..50"` (both ends in; also `<=`, `>`)". */
function inRange(range: Scalar, value: Fraction): boolean {
  const words = String(range).trim();
  const bound = (from: string) => {
    const number = decimal(from);
    if (number === null) throw new Error(`not a range: ${words}`);
    return number;
  };
  const [low, high] = words.split('..');
  if (low !== undefined && high !== undefined)
    return compare(value, bound(low)) >= 0 && compare(value, bound(high)) <= 0;
  if (words.startsWith('>=')) return compare(value, bound(words.slice(2))) >= 0;
  if (words.startsWith('<=')) return compare(value, bound(words.slice(2))) <= 0;
  if (words.startsWith('>')) return compare(value, bound(words.slice(1))) > 0;
  if (words.startsWith('<')) return compare(value, bound(words.slice(1))) < 0;
  return compare(value, bound(words)) === 0;
}

/** "`"HH:MM..HH:MM"`, IST, of the event; start in, end out". */
function inTimes(range: string, second: number): boolean {
  const [start = 0, end = 0] = range.split('..').map((clock) => {
    const [hours, minutes] = clock.split(':');
    return Number(hours) * 3600 + Number(minutes) * 60;
  });
  return start <= second && second < end;
}

/** "equity, future, option, call, put (`option` = call or put)". */
const isInstrument = (word: string, { order }: Situation) =>
  lower(word) === order.facts.kind ||
  (lower(word) === 'option' && (order.facts.kind === 'call' || order.facts.kind === 'put'));

/** "market, limit, stop_limit, stop_market (`stop` = either)". */
const isOrderType = (word: string, { order }: Situation) =>
  lower(word) === order.orderType || (lower(word) === 'stop' && order.orderType.startsWith('stop_'));

function numberOf(key: NumberKey, { order, part }: Situation): Fraction | 'impossible' | 'unknown' {
  const { facts, reference, time } = order;
  switch (key) {
    case 'quantity':
      return fraction(part);
    case 'lots':
      return facts.lot === null ? 'unknown' : over(fraction(part), fraction(facts.lot));
    case 'price':
      return reference ?? 'unknown';
    case 'value':
      return reference === null ? 'unknown' : times(reference, fraction(part));
    case 'strike':
      if (facts.kind !== 'call' && facts.kind !== 'put') return 'impossible';
      return facts.strike ?? 'unknown';
    case 'days_to_expiry':
      if (facts.kind === 'equity') return 'impossible';
      return facts.expiryDay === null || time === null ? 'unknown' : fraction(facts.expiryDay - time.day);
  }
}

type NumberKey = 'quantity' | 'lots' | 'price' | 'value' | 'strike' | 'days_to_expiry';

/** Whether one key of a match holds. */
function holdsKey(key: keyof Match, match: Match, situation: Situation): Truth {
  const { order } = situation;
  const anyOf = <T>(list: ListOf<T> | undefined, holds: (item: T) => Truth) =>
    any(listOf(list ?? []).map((item) => holds(item as T)));
  switch (key) {
    case 'symbol':
      return anyOf(match.symbol, (word) => equalsOrGlobs(word, order.symbol));
    case 'underlying':
      return anyOf(match.underlying, (word) =>
        order.facts.underlying === null ? 'unknown' : lower(word) === lower(order.facts.underlying),
      );
    case 'exchange':
      return anyOf(match.exchange, (word) => lower(word) === lower(order.exchange));
    case 'instrument':
      return anyOf(match.instrument, (word) => isInstrument(word, situation));
    case 'side':
      return anyOf(match.side, (word) => lower(word) === order.side);
    case 'order_type':
      return anyOf(match.order_type, (word) => isOrderType(word, situation));
    case 'product':
      return anyOf(match.product, (word) => lower(word) === order.product);
    case 'variety':
      return anyOf(match.variety, (word) => lower(word) === order.variety);
    case 'tag':
      return anyOf(match.tag, (word) => equalsOrGlobs(word, order.tag));
    case 'time':
      return anyOf(match.time, (range) =>
        order.time === null ? 'unknown' : inTimes(range, order.time.second),
      );
    case 'any':
      return any((match.any ?? []).map((one) => holds(one, situation)));
    case 'not':
      return match.not === undefined ? true : not(holds(match.not, situation));
    default: {
      const value = numberOf(key, situation);
      if (value === 'impossible') return false;
      return value === 'unknown' ? 'unknown' : anyOf(match[key], (range) => inRange(range, value));
    }
  }
}

/** "all keys must hold". */
export function holds(match: Match, situation: Situation): Truth {
  const keys = Object.keys(match) as (keyof Match)[];
  return all(keys.map((key) => holdsKey(key, match, situation)));
}

/**
 * "a bare word matches the whole trading symbol or the underlying …; with `*` or `?` it is a glob over the trading
 * symbol; `NFO:` in front limits it to an exchange."
 */
function namesSymbol(entry: Scalar, { order }: Situation): boolean {
  const [, exchange, word = ''] = /^(?:(nse|bse|nfo|bfo|mcx|cds):)?(.*)$/.exec(lower(entry).trim()) ?? [];
  if (exchange !== undefined && exchange !== lower(order.exchange)) return false;
  if (/[*?]/.test(word)) return matchesGlob(word, lower(order.symbol));
  return word === lower(order.symbol) || word === lower(order.facts.underlying ?? '');
}

/** The reason code of the first filter that does not let the order through; null where all do. */
export function filteredBy(filters: Filters | undefined, situation: Situation): string | null {
  if (filters === undefined) return null;
  const { order } = situation;
  // "An absent key lets everything through".
  const fails = <T>(list: ListOf<T> | undefined, passes: (item: T) => boolean) =>
    list !== undefined && !listOf(list).some((item) => passes(item as T));
  if (fails(filters.exchanges, (word) => lower(word) === lower(order.exchange))) return 'EXCHANGE_FILTERED';
  // "Block beats allow." "Checked in that order."
  if (listOf(filters.symbols?.block ?? []).some((entry) => namesSymbol(entry, situation)))
    return 'SYMBOL_BLOCKED';
  if (fails(filters.symbols?.allow, (entry) => namesSymbol(entry, situation))) return 'SYMBOL_NOT_ALLOWED';
  if (fails(filters.instruments, (word) => isInstrument(word, situation))) return 'INSTRUMENT_FILTERED';
  if (fails(filters.order_types, (word) => isOrderType(word, situation))) return 'ORDER_TYPE_FILTERED';
  if (fails(filters.products, (word) => lower(word) === order.product)) return 'PRODUCT_FILTERED';
  if (fails(filters.sides, (word) => lower(word) === order.side)) return 'SIDE_FILTERED';
  // AMBIGUOUS (17): a time that is not known does not pass.
  if (fails(filters.time, (range) => order.time !== null && inTimes(range, order.time.second)))
    return 'TIME_FILTERED';
  return null;
}
