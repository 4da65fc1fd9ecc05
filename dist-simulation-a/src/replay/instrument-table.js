/** Instruments by token and by symbol. What is added later about a token or symbol takes the place of what was known. */
export class InstrumentTable {
    #byToken = new Map();
    #bySymbol = new Map();
    add(record) {
        this.#byToken.set(`${record.exchange}#${record.symbolToken}`, record);
        this.#bySymbol.set(symbolKey(record.exchange, record.tradingSymbol), record);
    }
    byToken(exchange, symbolToken) {
        return this.#byToken.get(`${exchange}#${symbolToken}`) ?? null;
    }
    bySymbol(exchange, tradingSymbol) {
        return this.#bySymbol.get(symbolKey(exchange, tradingSymbol)) ?? null;
    }
}
function symbolKey(exchange, tradingSymbol) {
    return `${exchange}:${tradingSymbol.trim().toUpperCase()}`;
}
/** What the first knows, and else what the second does. */
export class LayeredInstruments {
    #first;
    #second;
    constructor(first, second) {
        this.#first = first;
        this.#second = second;
    }
    byToken(exchange, symbolToken) {
        return this.#first.byToken(exchange, symbolToken) ?? this.#second.byToken(exchange, symbolToken);
    }
    bySymbol(exchange, tradingSymbol) {
        return this.#first.bySymbol(exchange, tradingSymbol) ?? this.#second.bySymbol(exchange, tradingSymbol);
    }
}
//# sourceMappingURL=instrument-table.js.map