import { createHash } from 'node:crypto';
import { logEvent } from "../../src/reporting/log-events.js";
/** All that happened in a run, in its order: as a fingerprint, and as lines to read where somebody wants them. */
export class Trace {
    #hash = createHash('sha256');
    #startAtMs;
    #write;
    constructor(startAtMs, write) {
        this.#startAtMs = startAtMs;
        this.#write = write;
    }
    note(atMs, who, what) {
        const line = `${((atMs - this.#startAtMs) / 1000).toFixed(3).padStart(9)}  ${who.padEnd(9)} ${what}`;
        this.#hash.update(line);
        this.#write?.(line);
    }
    engine(atMs, event) {
        const { message, fields } = logEvent(event);
        // The files lie in another folder each time, and the time stands in front.
        const told = Object.entries(fields).filter(([name]) => name !== 'files' && name !== 'at_ms');
        this.note(atMs, 'engine', `${message} ${JSON.stringify(Object.fromEntries(told))}`);
    }
    request(who, { atMs, endpoint, body, fault }) {
        const isOrder = endpoint === 'placeOrder' || endpoint === 'cancelOrder' || endpoint === 'modifyOrder';
        const said = isOrder ? JSON.stringify(body) : '';
        this.note(atMs, who, `${endpoint ?? '?'} ${said}${fault === null ? '' : ` [${fault}]`}`);
    }
    digest() {
        return this.#hash.digest('hex');
    }
}
//# sourceMappingURL=trace.js.map