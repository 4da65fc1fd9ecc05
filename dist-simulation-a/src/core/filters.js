import { compileGlob } from "./glob.js";
import { secondOfDay } from "./ist-time.js";
import { isInWindows } from "./matching.js";
export function compileFilters(filters) {
    const checks = [];
    const refuseUnless = (reason, passes) => {
        if (passes)
            checks.push({ reason, passes });
    };
    const block = compileSymbols(filters.blockSymbols);
    refuseUnless('EXCHANGE_FILTERED', isOneOf(filters.exchanges, (facts) => facts.order.exchange));
    refuseUnless('SYMBOL_BLOCKED', block ? (facts) => !block(facts) : null);
    refuseUnless('SYMBOL_NOT_ALLOWED', compileSymbols(filters.allowSymbols));
    refuseUnless('INSTRUMENT_FILTERED', isOneOf(filters.instruments, (facts) => facts.instrument.kind));
    refuseUnless('ORDER_TYPE_FILTERED', isOneOf(filters.orderTypes, (facts) => facts.order.orderType));
    refuseUnless('PRODUCT_FILTERED', isOneOf(filters.products, (facts) => facts.order.product));
    refuseUnless('SIDE_FILTERED', isOneOf(filters.sides, (facts) => facts.order.side));
    const { time } = filters;
    refuseUnless('TIME_FILTERED', time ? (facts) => facts.time !== null && isInWindows(secondOfDay(facts.time), time) : null);
    return (facts, trace) => {
        for (const { reason, passes } of checks) {
            const ends = passes(facts) ? null : reason;
            trace?.step({ step: 'filter', filter: reason, filters, facts, ends });
            if (ends !== null)
                return ends;
        }
        return null;
    };
}
function isOneOf(wanted, read) {
    if (wanted === null)
        return null;
    const set = new Set(wanted);
    return (facts) => {
        const value = read(facts);
        return value !== null && set.has(value);
    };
}
function compileSymbols(patterns) {
    if (patterns === null)
        return null;
    const tests = patterns.map(compileSymbolPattern);
    return (facts) => tests.some((test) => test(facts));
}
/** A bare word is the whole trading symbol or the underlying: NIFTY is not FINNIFTY. */
function compileSymbolPattern(pattern) {
    const glob = compileGlob(pattern.text);
    const { exchange, isGlob, text } = pattern;
    return (facts) => {
        if (exchange !== null && facts.order.exchange !== exchange)
            return false;
        return glob(facts.symbol) || (!isGlob && facts.instrument.underlying === text);
    };
}
//# sourceMappingURL=filters.js.map