/** Indexes the instrument master by exchange and symbol. A symbol with two tokens is no instrument's name. */
export function indexSymbolTokens(records) {
    const tokens = new Map();
    for (const { exchange, tradingSymbol, symbolToken } of records) {
        const key = keyOf(exchange, tradingSymbol);
        const known = tokens.get(key);
        tokens.set(key, known === undefined || known === symbolToken ? symbolToken : null);
    }
    return (exchange, tradingSymbol) => tokens.get(keyOf(exchange, tradingSymbol)) ?? null;
}
function keyOf(exchange, tradingSymbol) {
    return `${exchange}:${tradingSymbol.toUpperCase()}`;
}
//# sourceMappingURL=symbol-tokens.js.map