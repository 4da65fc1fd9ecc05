import { BOUNDS } from "./bounds.js";
/**
 * Asks the user about openings that wait for a word, one at a time. Exits never wait for one. Openings that were
 * missed are declined where nobody can be asked, or nobody answers.
 */
export class Confirmations {
    #parts;
    #asked = new Set();
    #asking = null;
    #closed = false;
    constructor(parts) {
        this.#parts = parts;
    }
    askWhatWaits() {
        if (this.#closed || this.#asking || !this.#next())
            return;
        const { ask } = this.#parts;
        if (ask === null) {
            this.#answer(this.#missed(), false);
            return;
        }
        this.#asking = this.#askAll(ask).finally(() => {
            this.#asking = null;
        });
    }
    close() {
        this.#closed = true;
    }
    #next() {
        return this.#parts.session.awaitingConfirmation().find(({ key }) => !this.#asked.has(key));
    }
    #missed() {
        return this.#parts.session.awaitingConfirmation().filter(({ missed }) => missed !== null);
    }
    async #askAll(ask) {
        await this.#askOfMissed(ask);
        for (let order = this.#next(); order && !this.#closed; order = this.#next()) {
            this.#asked.add(order.key);
            const accepted = await this.#askOf(order, ask);
            if (this.#closed)
                return;
            this.#answer([order], accepted);
        }
    }
    /** All at once first, where there are several. */
    async #askOfMissed(ask) {
        const missed = this.#missed();
        if (missed.length < 2)
            return;
        const many = `Copy all ${missed.length} entries that were missed (no: each is asked about)?`;
        const accepted = await this.#askInTime(many, ask);
        if (!this.#closed && accepted)
            this.#answer(missed, true);
    }
    #askOf({ last, waiting, missed }, ask) {
        const { side, tradingSymbol, product } = last;
        const question = `Copy ${side} ${waiting} ${tradingSymbol} (${product})?`;
        return missed === null ? ask(question) : this.#askInTime(`Missed, ${missed.why}. ${question}`, ask);
    }
    async #askInTime(question, ask) {
        const done = new AbortController();
        const late = this.#parts.clock.sleep(BOUNDS.catchUpAnswerMs, done.signal).then(() => false);
        const accepted = await Promise.race([ask(question, done.signal), late]);
        done.abort();
        return accepted;
    }
    #answer(orders, accepted) {
        for (const { key } of orders) {
            this.#parts.take({ kind: 'confirmation', orderKey: key, accepted });
            this.#asked.delete(key);
        }
    }
}
//# sourceMappingURL=confirmations.js.map