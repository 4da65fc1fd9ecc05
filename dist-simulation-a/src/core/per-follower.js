/** Followers by number, for as long as a session lasts: what is kept by follower is kept in lists by its number. */
export class Seats {
    #numbers = new Map();
    #names = [];
    /** The follower's number; a new name gets the next one. */
    of(follower) {
        let seat = this.#numbers.get(follower);
        if (seat === undefined) {
            seat = this.#names.push(follower) - 1;
            this.#numbers.set(follower, seat);
        }
        return seat;
    }
    get count() {
        return this.#names.length;
    }
    nameOf(seat) {
        const name = this.#names[seat];
        if (name === undefined)
            throw new RangeError(`nobody has seat ${seat}`);
        return name;
    }
}
/** Of whoever has no value yet; never written to. */
const NOTHING = [];
/** A value for some of the followers, by name or by seat. */
export class PerFollower {
    #seats;
    #values = NOTHING;
    constructor(seats) {
        this.#seats = seats;
    }
    at(seat) {
        return this.#values[seat];
    }
    put(seat, value) {
        // As long as it will get, at once, and without holes: there may be two of them to each of a million orders.
        if (this.#values === NOTHING)
            this.#values = new Array(this.#seats.count).fill(undefined);
        while (this.#values.length < seat)
            this.#values.push(undefined);
        this.#values[seat] = value;
    }
    get(follower) {
        return this.#values[this.#seats.of(follower)];
    }
    set(follower, value) {
        this.put(this.#seats.of(follower), value);
    }
    delete(follower) {
        const seat = this.#seats.of(follower);
        if (seat < this.#values.length)
            this.#values[seat] = undefined;
    }
    clear() {
        this.#values = NOTHING;
    }
    *[Symbol.iterator]() {
        for (const [seat, value] of this.#values.entries()) {
            if (value !== undefined)
                yield [this.#seats.nameOf(seat), value];
        }
    }
    /** By seat; undefined where there is none. */
    get values() {
        return this.#values;
    }
}
//# sourceMappingURL=per-follower.js.map