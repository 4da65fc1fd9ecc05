import { BOUNDS } from "./bounds.js";
export class MasterFeed {
    #gate;
    #clock;
    #events;
    #closing = new AbortController();
    #lastRaw = new Map();
    #options;
    #push = null;
    /** When the next reading of the book was due, by the wall and by the monotonic clock: one of them stops in sleep. */
    #dueAt = null;
    #polling = null;
    /** Ends the wait between two polls early. */
    #wake = new AbortController();
    constructor(gate, options, clock, events) {
        this.#gate = gate;
        this.#options = options;
        this.#clock = clock;
        this.#events = events;
    }
    start() {
        if (this.#options.feed !== 'poll' && this.#gate.broker.capabilities.orderPush !== 'none')
            this.#openPush();
        this.#polling = this.#poll();
    }
    /** Takes up a changed interval or feed; an open socket is closed or opened as it asks. */
    async change(options) {
        const { feed } = options;
        this.#options = options;
        this.#wake.abort();
        if (feed === 'poll' && this.#push) {
            await this.#push.close();
            this.#push = null;
        }
        else if (feed !== 'poll' && !this.#push && this.#gate.broker.capabilities.orderPush !== 'none') {
            this.#openPush();
        }
    }
    /** Reads the book now rather than at the next turn. */
    pollNow() {
        this.#wake.abort();
    }
    async close() {
        this.#closing.abort();
        this.#wake.abort();
        await this.#push?.close();
        await this.#polling;
    }
    #openPush() {
        this.#push = this.#gate.broker.openOrderFeed({
            onConnected: () => {
                this.#events.onPushConnected();
                // What happened while the socket was down is only in the book.
                this.pollNow();
            },
            onOrder: (reading) => this.#deliver(reading, 'push'),
            onDisconnected: (error) => this.#events.onPushDisconnected(error),
        });
    }
    async #poll() {
        let failures = 0;
        while (!this.#closing.signal.aborted) {
            const book = await this.#gate.readOrderBook();
            if (this.#closing.signal.aborted)
                return;
            if (book.ok) {
                if (failures > 0)
                    this.#events.onPollRecovered();
                failures = 0;
                this.#deliverBook(book.value);
            }
            else {
                failures += 1;
                this.#events.onPollFailed(book.error, failures);
            }
            await this.#pause(failures);
        }
    }
    async #pause(failures) {
        const ms = this.#pauseMs(failures);
        if (this.#closing.signal.aborted)
            return;
        if (this.#wake.signal.aborted)
            this.#wake = new AbortController();
        await this.#clock.sleep(ms, this.#wake.signal);
    }
    #deliverBook(readings) {
        const now = this.#now();
        const late = this.#dueAt === null ? 0 : Math.max(now[0] - this.#dueAt[0], now[1] - this.#dueAt[1]);
        const pauseMs = this.#pauseMs(0);
        this.#dueAt = [now[0] + pauseMs, now[1] + pauseMs];
        if (late <= BOUNDS.gapMs) {
            for (const reading of readings)
                this.#deliver(reading, 'poll');
            return;
        }
        this.#events.onMissed(readings.filter((reading) => !this.#isKnown(reading, 'poll')));
    }
    #now() {
        return [this.#clock.now(), this.#clock.monotonic()];
    }
    #pauseMs(failures) {
        const { feed, pollIntervalMs } = this.#options;
        // With `websocket` the book is read when the socket (re)connects, and now and then all the same.
        if (feed === 'websocket' && failures === 0)
            return BOUNDS.fundsIntervalMs;
        return Math.min(BOUNDS.pollBackOffMaxMs, pollIntervalMs * 2 ** Math.min(failures, 10));
    }
    /** Passes on what differs from the last time in any field; an unreadable row once. */
    #deliver(reading, via) {
        if (this.#closing.signal.aborted)
            return;
        if (!this.#isKnown(reading, via))
            this.#events.onReading(reading, via);
    }
    /** Whether the last one from there said the same; it is known from now on. */
    #isKnown(reading, via) {
        const raw = JSON.stringify(reading.raw);
        const key = `${via} ${reading.ok ? reading.order.orderId : raw.slice(0, 200)}`;
        if (this.#lastRaw.get(key) === raw)
            return true;
        this.#lastRaw.set(key, raw);
        return false;
    }
}
//# sourceMappingURL=master-feed.js.map