export class StrangeOrders {
    #parts;
    /** Tags that have been looked up, with what came of it: a book is read every second. */
    #lookedUp = new Map();
    /** Tags found before there is a state to take a pause into, by follower; null from then on. */
    #early = new Map();
    #told = new Set();
    constructor(parts) {
        this.#parts = parts;
    }
    /** What was found before there was a state holds its follower back from now on. */
    begin() {
        const early = this.#early ?? new Map();
        this.#early = null;
        for (const [follower, tag] of early)
            this.#holdBack(follower, tag);
    }
    /** Whether the follower's book had any. */
    isAt(follower) {
        return this.#told.has(follower);
    }
    /** @param tag of an order in the follower's book that no copy of this run has */
    isStrange(follower, tag) {
        const known = this.#lookedUp.get(tag);
        if (known !== undefined)
            return known;
        const isStrange = this.#parts.journal.intent(tag) === null;
        this.#lookedUp.set(tag, isStrange);
        if (isStrange)
            this.#note(follower, tag);
        return isStrange;
    }
    #note(follower, tag) {
        if (this.#early)
            this.#early.set(follower, tag);
        else
            this.#holdBack(follower, tag);
    }
    #holdBack(follower, tag) {
        if (this.#told.has(follower))
            return;
        this.#told.add(follower);
        const { take, observe, clock } = this.#parts;
        take({ kind: 'steer', action: 'pause', follower });
        const text = `its book has an order of copytrade's (tag ${tag}) that this journal does not know: the journal was deleted or an old copy was put back, or another engine works on this account. Its entries are held back: compare its positions, then say \`copytrade resume ${follower}\``;
        observe({ type: 'escalation', atMs: clock.now(), account: follower, text });
    }
}
//# sourceMappingURL=strange-orders.js.map