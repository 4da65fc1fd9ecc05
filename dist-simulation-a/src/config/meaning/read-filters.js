import { EXCHANGES, PRODUCTS, SIDES } from "../../core/order.js";
import { readTimeWindows } from "./read-match.js";
import { readInstrumentKinds, readOrderTypes, readSymbolPatterns, readWords } from "./read-words.js";
/** Filters; an absent key is null and lets everything through. */
export function readFilters(cursor) {
    const symbols = cursor.get('symbols');
    return {
        exchanges: readWords(cursor.get('exchanges'), EXCHANGES),
        blockSymbols: readSymbolPatterns(symbols.get('block')),
        allowSymbols: readSymbolPatterns(symbols.get('allow')),
        instruments: readInstrumentKinds(cursor.get('instruments')),
        orderTypes: readOrderTypes(cursor.get('order_types')),
        products: readWords(cursor.get('products'), PRODUCTS),
        sides: readWords(cursor.get('sides'), SIDES),
        time: readTimeWindows(cursor.get('time')),
    };
}
//# sourceMappingURL=read-filters.js.map