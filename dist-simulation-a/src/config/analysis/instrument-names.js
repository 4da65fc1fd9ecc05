export function toInstrumentNames(records) {
    const groups = new Map();
    const underlyings = new Map();
    const symbols = new Map();
    for (const record of records) {
        const symbol = record.tradingSymbol.trim().toUpperCase();
        const underlying = record.underlying.trim().toUpperCase();
        const kind = kindOf(record.instrumentType.toUpperCase(), symbol);
        const key = `${record.exchange} ${kind} ${underlying}`;
        let group = groups.get(key);
        if (group === undefined) {
            group = { exchange: record.exchange, underlying, kind, symbols: [], lotSizes: new Set() };
            groups.set(key, group);
            addTo(underlyings, underlying, group);
        }
        group.symbols.push(symbol);
        if (record.lotSize !== null)
            group.lotSizes.add(record.lotSize);
        addTo(symbols, symbol, group);
    }
    return { groups: [...groups.values()], underlyings, symbols };
}
function addTo(map, name, group) {
    const there = map.get(name);
    if (there === undefined)
        map.set(name, [group]);
    else if (!there.includes(group))
        there.push(group);
}
function kindOf(type, symbol) {
    if (type.startsWith('FUT'))
        return 'future';
    if (!type.startsWith('OPT'))
        return 'equity';
    return symbol.endsWith('PE') ? 'put' : 'call';
}
//# sourceMappingURL=instrument-names.js.map