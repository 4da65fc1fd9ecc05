import { BOUNDS } from "./bounds.js";
import { comparePositions } from "./compare-positions.js";
export class PositionWatch {
    #parts;
    #closing = new AbortController();
    /** What a drift looked like in the last reading, by follower and position. */
    #seen = new Map();
    #told = new Map();
    constructor(parts) {
        this.#parts = parts;
    }
    start() {
        void this.#watch();
    }
    close() {
        this.#closing.abort();
    }
    /** Compares now. An account that cannot be read is absent: unread is not flat. */
    async compare() {
        const { accounts, book } = this.#parts;
        const compared = new Map();
        const readings = [...accounts()].map(async ([follower, gate]) => {
            if (gate.state !== 'open')
                return;
            const reading = await gate.readPositions();
            if (!reading.ok || reading.value.problems.length > 0)
                return;
            compared.set(follower, comparePositions(book(), follower, reading.value.positions));
        });
        await Promise.all(readings);
        return compared;
    }
    async #watch() {
        const { clock } = this.#parts;
        const { signal } = this.#closing;
        while (!signal.aborted) {
            const hasDrift = this.#note(await this.compare());
            const ms = hasDrift ? BOUNDS.positionsRecheckMs : BOUNDS.positionsIntervalMs;
            await clock.sleep(ms, signal);
        }
    }
    /** @returns whether a drift has been seen once and is to be looked at again */
    #note(compared) {
        const seen = new Map();
        for (const [follower, positions] of compared) {
            for (const position of positions) {
                if (position.standing !== 'drifted')
                    continue;
                const key = `${follower} ${position.exchange}:${position.tradingSymbol} ${position.product}`;
                const text = describeDrift(position);
                seen.set(key, text);
                if (this.#seen.get(key) === text && this.#told.get(key) !== text)
                    this.#tell(follower, key, text);
            }
        }
        for (const key of this.#told.keys())
            if (!seen.has(key))
                this.#told.delete(key);
        this.#seen = seen;
        return [...seen].some(([key, text]) => this.#told.get(key) !== text);
    }
    #tell(follower, key, text) {
        const { clock, observe } = this.#parts;
        if (this.#closing.signal.aborted)
            return;
        this.#told.set(key, text);
        observe({ type: 'escalation', atMs: clock.now(), account: follower, text });
    }
}
function describeDrift({ tradingSymbol, product, copied, held, mend }) {
    const order = mend === null ? '' : `; ${mend.side} ${mend.quantity} would mend it`;
    return `the account holds ${held} ${tradingSymbol} (${product}) where copies hold ${copied}${order}`;
}
//# sourceMappingURL=position-watch.js.map