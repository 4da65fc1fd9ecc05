/** Last traded prices, by instrument. There is no order book behind them: whoever crosses the last price trades. */
export class Market {
    #quotes = new Map();
    #listeners = [];
    onMove(listener) {
        this.#listeners.push(listener);
    }
    /** Null where nothing has traded yet. */
    quote(instrument) {
        return this.#quotes.get(instrument.key) ?? null;
    }
    last(instrument) {
        return this.#quotes.get(instrument.key)?.last ?? null;
    }
    /** The first price of an instrument is also its close of yesterday. */
    setPrice(instrument, last) {
        const before = this.#quotes.get(instrument.key);
        this.#quotes.set(instrument.key, before
            ? { ...before, last, high: Math.max(before.high, last), low: Math.min(before.low, last) }
            : { open: last, high: last, low: last, close: last, last });
        for (const listener of this.#listeners)
            listener(instrument);
    }
    /** A new day: the last price becomes yesterday's close. */
    startDay() {
        for (const [key, { last }] of this.#quotes) {
            this.#quotes.set(key, { open: last, high: last, low: last, close: last, last });
        }
    }
}
//# sourceMappingURL=market.js.map