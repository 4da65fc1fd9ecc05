/**
 * One process that runs the engine. It dies without a word: from then on nothing that it still does reaches anybody,
 * and nothing that it waits for comes back.
 */
export class ProcessLife {
    clock;
    #time;
    #onDeath;
    #isDead = false;
    #placesLeft = Number.POSITIVE_INFINITY;
    /** @param skewMs by how much the machine's clock is ahead just now */
    constructor(time, skewMs, onDeath) {
        this.#time = time;
        this.#onDeath = onDeath;
        const bornAtMs = time.now();
        this.clock = {
            now: () => time.now() + skewMs(),
            monotonic: () => time.now() - bornAtMs,
            sleep: (ms, signal) => this.#sleep(ms, signal),
        };
    }
    get isDead() {
        return this.#isDead;
    }
    /** Dies at the n-th place from here on; with infinity it lives. */
    crashAfter(places) {
        this.#placesLeft = places;
    }
    /** @returns whether it lives on */
    reach(place) {
        if (this.#isDead)
            return false;
        this.#placesLeft -= 1;
        if (this.#placesLeft > 0)
            return true;
        this.#isDead = true;
        this.#onDeath(place);
        return false;
    }
    /** Runs a task of the process later, if it still lives then. */
    after(delayMs, place, run) {
        return this.#time.after(delayMs, () => this.reach(place) && run(), 'engine');
    }
    #sleep(ms, signal) {
        return new Promise((resolve) => {
            if (this.#isDead)
                return;
            if (signal.aborted)
                return resolve();
            const cancel = this.after(ms, 'wake', () => {
                signal.removeEventListener('abort', onAbort);
                resolve();
            });
            const onAbort = () => {
                cancel();
                if (!this.#isDead)
                    resolve();
            };
            signal.addEventListener('abort', onAbort, { once: true });
        });
    }
}
//# sourceMappingURL=process-life.js.map