/** Reads a record of the instrument master. */
export function readScrip(row) {
    const kind = kindOf(row.instrumenttype);
    return {
        key: `${row.exch_seg}:${row.token}`,
        exchange: row.exch_seg,
        token: row.token,
        symbol: row.symbol,
        name: row.name,
        type: row.instrumenttype,
        kind,
        optionType: kind === 'option' ? row.symbol.slice(-2) : kind === 'future' ? 'XX' : '',
        expiry: row.expiry,
        strike: readStrike(row),
        lotSize: Math.max(1, Number(row.lotsize)),
        // The file's ticks are paise; a tick of 0 (indices) is nothing that an order could be checked against.
        tick: Math.max(1, Math.round(Number(row.tick_size) * 100)),
        freezeQuantity: readFreeze(row.freeze_qty, kind),
    };
}
function kindOf(type) {
    if (type.startsWith('FUT'))
        return 'future';
    if (type.startsWith('OPT'))
        return 'option';
    return type === '' ? 'share' : 'index';
}
/** Strikes are rupees × 100; those of currency options × 10,000,000. */
function readStrike(row) {
    const strike = Number(row.strike);
    if (!(strike > 0))
        return null;
    return row.exch_seg === 'CDS' ? Math.round(strike / 1000) : Math.round(strike * 100);
}
/** A derivative's `freeze_qty` is the limit + 1, a share's is the limit; 0 or nothing is no limit. */
function readFreeze(text, kind) {
    const quantity = Number(text ?? '0');
    if (!(quantity > 0))
        return null;
    return kind === 'future' || kind === 'option' ? quantity - 1 : quantity;
}
export function createInstruments(rows) {
    const all = rows.map(readScrip);
    const tokens = new Map(all.map((instrument) => [instrument.key, instrument]));
    const symbols = new Map();
    for (const instrument of all) {
        symbols.set(`${instrument.exchange}:${instrument.symbol}`, instrument);
        if (!symbols.has(instrument.symbol))
            symbols.set(instrument.symbol, instrument);
    }
    return {
        rows,
        all,
        byToken: (exchange, token) => tokens.get(`${exchange}:${token}`) ?? null,
        bySymbol: (symbol, exchange) => symbols.get(exchange === undefined ? symbol : `${exchange}:${symbol}`) ?? null,
    };
}
//# sourceMappingURL=instrument.js.map