import { BOUNDS } from "./bounds.js";
/**
 * The broker's time: ours, but for where its replies tell that ours is wrong. It is carried on by the clock that only
 * ever grows, so that a step of the machine's clock does not move it.
 */
export class BrokerTime {
    #clock;
    /** By how much it is ahead of the monotonic time; null before a reply told. */
    #aheadMs = null;
    constructor(clock) {
        this.#clock = clock;
    }
    /** To be called when a reply has just come. @param skewMs by how much the broker's clock is ahead of ours */
    note(skewMs) {
        if (skewMs !== null)
            this.#aheadMs = this.#clock.now() + skewMs - this.#clock.monotonic();
    }
    /** Milliseconds since the epoch. Replies tell it to about a second: ours is better where the two agree so far. */
    now() {
        const ours = this.#clock.now();
        if (this.#aheadMs === null)
            return ours;
        const told = this.#clock.monotonic() + this.#aheadMs;
        return Math.abs(told - ours) < BOUNDS.certainSkewMs ? ours : Math.round(told);
    }
}
//# sourceMappingURL=broker-time.js.map