/**
 * Matches, compiled once into predicates. Three-valued: a value that the instrument has but that is not known makes
 * a condition `UNKNOWN`, and its negation as well (Kleene's logic), so that nothing is decided on a guess.
 */
import { compare, divide, multiplyByInteger, type Ratio, ratio } from '../exact.ts';
import { dayOf, secondOfDay } from '../ist-time.ts';
import type { PartFacts } from './facts.ts';
import { compileGlob } from './glob.ts';
import type { Match, Range, TimeWindow } from './policy.ts';

export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;
export type Truth = typeof NO | typeof UNKNOWN | typeof YES;
export type Predicate = (facts: PartFacts) => Truth;

/** A value that the instrument cannot have is `undefined`; one that is not known is null. */
type Value<T> = T | null | undefined;

/** All conditions must hold. */
export function compileMatch(match: Match): Predicate {
  const conditions = compileConditions(match);
  if (conditions.length === 1 && conditions[0]) return conditions[0];
  return (facts) => {
    let truth: Truth = YES;
    for (const condition of conditions) {
      const one = condition(facts);
      if (one === NO) return NO;
      if (one === UNKNOWN) truth = UNKNOWN;
    }
    return truth;
  };
}

function compileConditions(match: Match): Predicate[] {
  const conditions: Predicate[] = [];
  const add = (condition: Predicate | null) => {
    if (condition) conditions.push(condition);
  };
  add(oneOf(match.exchange, (facts) => facts.order.exchange));
  add(oneOf(match.side, (facts) => facts.order.side));
  add(oneOf(match.product, (facts) => facts.order.product));
  add(oneOf(match.orderType, (facts) => facts.order.orderType));
  add(oneOf(match.variety, (facts) => facts.order.variety));
  add(oneOf(match.instrument, (facts) => facts.instrument.kind));
  add(oneOf(match.underlying, (facts) => facts.instrument.underlying));
  add(globOf(match.symbol, (facts) => facts.symbol));
  add(globOf(match.tag, (facts) => facts.tag));
  add(inRange(match.quantity, (facts) => ratio(facts.quantity)));
  add(inRange(match.lots, lotsOf));
  add(inRange(match.price, (facts) => facts.reference));
  add(inRange(match.value, orderValueOf));
  add(inRange(match.strike, strikeOf));
  add(inRange(match.daysToExpiry, daysToExpiryOf));
  add(match.time ? inTime(match.time) : null);
  add(match.any ? anyOf(match.any) : null);
  add(match.not ? negated(match.not) : null);
  return conditions;
}

function oneOf<T extends string>(
  wanted: readonly T[] | undefined,
  read: (facts: PartFacts) => string | null,
): Predicate | null {
  if (!wanted) return null;
  const set: ReadonlySet<string> = new Set(wanted);
  return (facts) => {
    const value = read(facts);
    if (value === null) return UNKNOWN;
    return set.has(value) ? YES : NO;
  };
}

function globOf(wanted: readonly string[] | undefined, read: (facts: PartFacts) => string): Predicate | null {
  if (!wanted) return null;
  const tests = wanted.map(compileGlob);
  return (facts) => {
    const value = read(facts);
    return tests.some((test) => test(value)) ? YES : NO;
  };
}

function inRange(
  ranges: readonly Range[] | undefined,
  read: (facts: PartFacts) => Value<Ratio>,
): Predicate | null {
  if (!ranges) return null;
  return (facts) => {
    const value = read(facts);
    if (value === undefined) return NO;
    if (value === null) return UNKNOWN;
    return ranges.some((range) => isWithin(value, range)) ? YES : NO;
  };
}

function isWithin(value: Ratio, range: Range): boolean {
  if (range.min !== null) {
    const order = compare(value, range.min);
    if (order < 0 || (order === 0 && !range.minIncluded)) return false;
  }
  if (range.max !== null) {
    const order = compare(value, range.max);
    if (order > 0 || (order === 0 && !range.maxIncluded)) return false;
  }
  return true;
}

export function lotsOf(facts: PartFacts): Value<Ratio> {
  const { lotSize } = facts.instrument;
  return lotSize === null ? null : divide(ratio(facts.quantity), ratio(lotSize));
}

export function orderValueOf(facts: PartFacts): Value<Ratio> {
  return facts.reference === null ? null : multiplyByInteger(facts.reference, facts.quantity);
}

export function strikeOf(facts: PartFacts): Value<Ratio> {
  return facts.instrument.isOption ? facts.instrument.strike : undefined;
}

export function daysToExpiryOf(facts: PartFacts): Value<Ratio> {
  if (!facts.instrument.isDerivative) return undefined;
  const { expiryDay } = facts.instrument;
  return expiryDay === null || facts.time === null ? null : ratio(expiryDay - dayOf(facts.time));
}

function inTime(windows: readonly TimeWindow[]): Predicate {
  return (facts) => {
    if (facts.time === null) return UNKNOWN;
    return isInWindows(secondOfDay(facts.time), windows) ? YES : NO;
  };
}

/** Start in, end out. */
export function isInWindows(second: number, windows: readonly TimeWindow[]): boolean {
  return windows.some((window) => second >= window.startSecond && second < window.endSecond);
}

function anyOf(matches: readonly Match[]): Predicate {
  const predicates = matches.map(compileMatch);
  return (facts) => {
    let truth: Truth = NO;
    for (const predicate of predicates) {
      const one = predicate(facts);
      if (one === YES) return YES;
      if (one === UNKNOWN) truth = UNKNOWN;
    }
    return truth;
  };
}

function negated(match: Match): Predicate {
  const predicate = compileMatch(match);
  return (facts) => {
    const truth = predicate(facts);
    if (truth === UNKNOWN) return UNKNOWN;
    return truth === YES ? NO : YES;
  };
}
