/** Filters: what may be opened at all. They never see an exit. */

import type { Reason } from '../deciding/reasons.ts';
import type { Trace } from '../deciding/trace.ts';
import { secondOfDay } from '../ist-time.ts';
import type { PartFacts } from './facts.ts';
import { compileGlob } from './glob.ts';
import { isInWindows } from './matching.ts';
import type { Filters, SymbolPattern } from './policy.ts';

/** @returns the first filter that does not let the part through, in the contract's order, or null. */
export type FilterCheck = (facts: PartFacts, trace: Trace | null) => Reason | null;

export function compileFilters(filters: Filters): FilterCheck {
  const checks: { readonly reason: Reason; readonly passes: (facts: PartFacts) => boolean }[] = [];
  const refuseUnless = (reason: Reason, passes: ((facts: PartFacts) => boolean) | null) => {
    if (passes) checks.push({ reason, passes });
  };
  const block = compileSymbols(filters.blockSymbols);
  refuseUnless(
    'EXCHANGE_FILTERED',
    isOneOf(filters.exchanges, (facts) => facts.order.exchange),
  );
  refuseUnless('SYMBOL_BLOCKED', block ? (facts) => !block(facts) : null);
  refuseUnless('SYMBOL_NOT_ALLOWED', compileSymbols(filters.allowSymbols));
  refuseUnless(
    'INSTRUMENT_FILTERED',
    isOneOf(filters.instruments, (facts) => facts.instrument.kind),
  );
  refuseUnless(
    'ORDER_TYPE_FILTERED',
    isOneOf(filters.orderTypes, (facts) => facts.order.orderType),
  );
  refuseUnless(
    'PRODUCT_FILTERED',
    isOneOf(filters.products, (facts) => facts.order.product),
  );
  refuseUnless(
    'SIDE_FILTERED',
    isOneOf(filters.sides, (facts) => facts.order.side),
  );
  const { time } = filters;
  refuseUnless(
    'TIME_FILTERED',
    time ? (facts) => facts.time !== null && isInWindows(secondOfDay(facts.time), time) : null,
  );
  return (facts, trace) => {
    for (const { reason, passes } of checks) {
      const ends = passes(facts) ? null : reason;
      trace?.step({ step: 'filter', filter: reason, filters, facts, ends });
      if (ends !== null) return ends;
    }
    return null;
  };
}

function isOneOf(
  wanted: readonly string[] | null,
  read: (facts: PartFacts) => string | null,
): ((facts: PartFacts) => boolean) | null {
  if (wanted === null) return null;
  const set = new Set(wanted);
  return (facts) => {
    const value = read(facts);
    return value !== null && set.has(value);
  };
}

function compileSymbols(patterns: readonly SymbolPattern[] | null): ((facts: PartFacts) => boolean) | null {
  if (patterns === null) return null;
  const tests = patterns.map(compileSymbolPattern);
  return (facts) => tests.some((test) => test(facts));
}

/** A bare word is the whole trading symbol or the underlying: NIFTY is not FINNIFTY. */
function compileSymbolPattern(pattern: SymbolPattern): (facts: PartFacts) => boolean {
  const glob = compileGlob(pattern.text);
  const { exchange, isGlob, text } = pattern;
  return (facts) => {
    if (exchange !== null && facts.order.exchange !== exchange) return false;
    return glob(facts.symbol) || (!isGlob && facts.instrument.underlying === text);
  };
}
