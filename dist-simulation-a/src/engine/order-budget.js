import { BOUNDS } from "./bounds.js";
const URGENCIES = ['cancel', 'exit', 'modify', 'entry'];
export class OrderBudget {
    #clock;
    #windows;
    #longestMs;
    #waiting = new Map(URGENCIES.map((urgency) => [urgency, []]));
    #closed;
    /** Monotonic times at which requests left that have not been answered. */
    #underWay = new Set();
    /** Monotonic times by which those of the longest window had arrived, oldest first. */
    #arrivedAt = [];
    #quietUntil = 0;
    #serving = false;
    /** Ends the wait for a free place early. */
    #wake = new AbortController();
    constructor(rate, clock, closed) {
        const share = (perWindow) => Math.max(1, Math.floor(perWindow * BOUNDS.rateShare));
        this.#windows = [
            { ms: 1_000, max: share(rate.perSecond) },
            { ms: 60_000, max: share(rate.perMinute) },
            { ms: 3_600_000, max: share(rate.perHour) },
        ];
        this.#longestMs = 3_600_000;
        this.#clock = clock;
        this.#closed = closed;
        closed.addEventListener('abort', () => this.#wake.abort(), { once: true });
    }
    /** Waits for a place in the budget. @returns null where the account is closed before one is free. */
    take(urgency) {
        if (this.#closed.aborted)
            return null;
        if (!this.#serving && this.#waitMs() === 0)
            return this.#grant();
        return new Promise((resolve) => {
            this.#waiting.get(urgency)?.push(resolve);
            void this.#serve();
        });
    }
    /** The broker throttled: nothing of this account goes out for a while. */
    backOff() {
        this.#quietUntil = this.#clock.monotonic() + BOUNDS.throttleBackOffMs;
    }
    #grant() {
        const request = { sentAt: this.#clock.monotonic() };
        this.#underWay.add(request);
        return {
            answered: () => {
                if (!this.#underWay.delete(request))
                    return;
                this.#arrivedAt.push(this.#clock.monotonic());
                this.#wake.abort();
            },
        };
    }
    async #serve() {
        if (this.#serving)
            return;
        this.#serving = true;
        while (this.#isAwaited()) {
            const waitMs = this.#closed.aborted ? 0 : this.#waitMs();
            if (waitMs > 0) {
                this.#wake = new AbortController();
                await this.#clock.sleep(waitMs, this.#wake.signal);
                continue;
            }
            this.#mostUrgent()?.(this.#closed.aborted ? null : this.#grant());
        }
        this.#serving = false;
    }
    #isAwaited() {
        return URGENCIES.some((urgency) => (this.#waiting.get(urgency)?.length ?? 0) > 0);
    }
    #mostUrgent() {
        for (const urgency of URGENCIES) {
            const grant = this.#waiting.get(urgency)?.shift();
            if (grant)
                return grant;
        }
        return undefined;
    }
    /** How long until one more request fits into every window, as far as can be told. */
    #waitMs() {
        if (this.#underWay.size === 0 && this.#arrivedAt.length === 0 && this.#quietUntil === 0)
            return 0;
        const now = this.#clock.monotonic();
        this.#countLongUnderWay(now);
        this.#forgetBefore(now - this.#longestMs);
        let until = this.#quietUntil;
        for (const { ms, max } of this.#windows) {
            const free = max - this.#underWay.size;
            if (free <= 0) {
                const [oldest] = this.#underWay;
                until = Math.max(until, (oldest?.sentAt ?? now) + BOUNDS.arrivalMaxMs);
            }
            const at = this.#arrivedAt[this.#arrivedAt.length - free];
            if (free > 0 && at !== undefined)
                until = Math.max(until, at + ms);
        }
        return Math.max(0, Math.ceil(until - now));
    }
    /** What has not been answered for long has arrived, or never will: one that hangs must not hold up the others. */
    #countLongUnderWay(now) {
        for (const request of this.#underWay) {
            if (now - request.sentAt < BOUNDS.arrivalMaxMs)
                return;
            this.#underWay.delete(request);
            this.#arrivedAt.push(now);
        }
    }
    #forgetBefore(time) {
        const first = this.#arrivedAt.findIndex((at) => at > time);
        if (first > 0)
            this.#arrivedAt = this.#arrivedAt.slice(first);
        else if (first < 0)
            this.#arrivedAt = [];
    }
}
//# sourceMappingURL=order-budget.js.map