/** Followers by number, for as long as a session lasts: what is kept by follower is kept in lists by its number. */
export class Seats {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  /** The follower's number; a new name gets the next one. */
  of(follower: string): number {
    let seat = this.#numbers.get(follower);
    if (seat === undefined) {
      seat = this.#names.push(follower) - 1;
      this.#numbers.set(follower, seat);
    }
    return seat;
  }

  get count(): number {
    return this.#names.length;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  nameOf(seat: number): string {
    const name = this.#names[seat];
    if (name === undefined) throw new RangeError(`nobody has seat ${seat}`);
    return name;
  }
}

/** Of whoever has no value yet; never written to. */
const NOTHING: undefined[] = [];

/** A value for some of the followers, by name or by seat. */
export class PerFollower<T> {
  readonly #seats: Seats;
  #values: (T | undefined)[] = NOTHING;

  constructor(seats: Seats) {
    this.#seats = seats;
  }

  at(seat: number): T | undefined {
    return this.#values[seat];
  }

  put(seat: number, value: T): void {
    // As long as it will get, at once, and without holes: there may be two of them to each of a million orders.
    if (this.#values === NOTHING) this.#values = new Array<undefined>(this.#seats.count).fill(undefined);
    while (this.#values.length < seat) this.#values.push(undefined);
    this.#values[seat] = value;
  }

  get(follower: string): T | undefined {
    return this.#values[this.#seats.of(follower)];
  }

  set(follower: string, value: T): void {
    this.put(this.#seats.of(follower), value);
  }

  delete(follower: string): void {
    const seat = this.#seats.of(follower);
    if (seat < this.#values.length) this.#values[seat] = undefined;
  }

  clear(): void {
    this.#values = NOTHING;
  }

  *[Symbol.iterator](): Generator<[string, T]> {
    for (const [seat, value] of this.#values.entries()) {
      if (value !== undefined) yield [this.#seats.nameOf(seat), value];
    }
  }

  /** By seat; undefined where there is none. */
  get values(): readonly (T | undefined)[] {
    return this.#values;
  }
}
