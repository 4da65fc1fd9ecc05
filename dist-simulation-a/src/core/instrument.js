/** What is known of the instrument of an order: from the instrument master, the row itself, the symbol's form. */
import { ratio } from "./exact.js";
import { parseTradingSymbol } from "./symbol-format.js";
export const NO_INSTRUMENT_MASTER = { byToken: () => null, bySymbol: () => null };
/** Indexes the records of an instrument master. Of two with one name the first counts. */
export function createInstrumentMaster(records) {
    const byToken = new Map();
    const bySymbol = new Map();
    for (const record of records) {
        const token = `${record.exchange}#${record.symbolToken}`;
        const symbol = `${record.exchange}:${record.tradingSymbol.trim().toUpperCase()}`;
        if (!byToken.has(token))
            byToken.set(token, record);
        if (!bySymbol.has(symbol))
            bySymbol.set(symbol, record);
    }
    return {
        byToken: (exchange, symbolToken) => byToken.get(`${exchange}#${symbolToken}`) ?? null,
        bySymbol: (exchange, tradingSymbol) => bySymbol.get(`${exchange}:${tradingSymbol.trim().toUpperCase()}`) ?? null,
    };
}
const DEFAULT_TICK = ratio(5, 100);
const INDEX_NAMES = new Set([
    'NIFTY',
    'BANKNIFTY',
    'FINNIFTY',
    'MIDCPNIFTY',
    'NIFTYNXT50',
    'SENSEX',
    'SENSEX50',
    'BANKEX',
]);
const COMMODITY_EXCHANGES = ['MCX', 'NCDEX', 'NCO'];
const NSE_SERIES = /-[A-Z0-9]{1,2}$/;
/** Gathers what is known. `record` is what the instrument master says, where it says something. */
export function gatherFacts(order, record) {
    const symbol = (order.tradingSymbol || record?.tradingSymbol || '').trim().toUpperCase();
    const parts = parseTradingSymbol(order.exchange, symbol);
    const type = (order.instrument.instrumentType || record?.instrumentType || '').toUpperCase();
    const kind = kindOf(type, order, parts);
    const isDerivative = kind !== 'equity';
    const isOption = isDerivative && kind !== 'future';
    const underlying = record?.underlying.toUpperCase() ||
        (isDerivative ? (parts?.underlying ?? null) : withoutSeries(symbol, order.exchange));
    return {
        kind,
        isDerivative,
        isOption,
        underlying,
        lotSize: record?.lotSize ?? order.instrument.lotSize ?? (isDerivative ? null : 1),
        tickSize: record?.tickSize ?? DEFAULT_TICK,
        freezeQuantity: record?.freezeQuantity ?? null,
        strike: isOption ? (order.instrument.strike ?? record?.strike ?? parts?.strike ?? null) : null,
        expiryDay: isDerivative
            ? (record?.expiryDay ?? order.instrument.expiryDay ?? parts?.expiryDay ?? null)
            : null,
        slippageClass: slippageClassOf(type, order.exchange, { isDerivative, isOption, underlying }),
    };
}
function kindOf(type, order, parts) {
    if (type.startsWith('FUT'))
        return 'future';
    if (type.startsWith('OPT')) {
        if (order.instrument.optionKind !== null)
            return order.instrument.optionKind;
        const symbol = order.tradingSymbol.trim().toUpperCase();
        if (symbol.endsWith('CE'))
            return 'call';
        return symbol.endsWith('PE') ? 'put' : null;
    }
    return parts?.form ?? 'equity';
}
function withoutSeries(symbol, exchange) {
    return exchange === 'NSE' ? symbol.replace(NSE_SERIES, '') : symbol;
}
function slippageClassOf(type, exchange, known) {
    if (!known.isDerivative)
        return 'cash';
    const suffix = known.isOption ? 'option' : 'future';
    if (COMMODITY_EXCHANGES.includes(exchange))
        return `commodity_${suffix}`;
    if (type.endsWith('IDX'))
        return `index_${suffix}`;
    if (type === '' && known.underlying !== null && INDEX_NAMES.has(known.underlying))
        return `index_${suffix}`;
    return `stock_${suffix}`;
}
//# sourceMappingURL=instrument.js.map