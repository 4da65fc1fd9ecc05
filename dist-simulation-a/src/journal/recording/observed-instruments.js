/**
 * The same instruments, with a word on each the first time a session is given it: a recording must hold it before
 * the input that asked.
 */
export class ObservedInstruments {
    #master;
    #onFirstUse;
    #told = new Set();
    constructor(master, onFirstUse) {
        this.#master = master;
        this.#onFirstUse = onFirstUse;
    }
    byToken(exchange, symbolToken) {
        return this.#tell(this.#master.byToken(exchange, symbolToken));
    }
    bySymbol(exchange, tradingSymbol) {
        return this.#tell(this.#master.bySymbol(exchange, tradingSymbol));
    }
    #tell(record) {
        if (record !== null && !this.#told.has(record)) {
            this.#told.add(record);
            this.#onFirstUse(record);
        }
        return record;
    }
}
//# sourceMappingURL=observed-instruments.js.map