const BITS_A_WORD = 30;

/** A set of orders by their sequence: a bit an order, for there may be a hundred thousand orders and as many followers. */
export class OrderSet {
  readonly #words: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(sequence: number): boolean {
    const word = this.#words[Math.floor(sequence / BITS_A_WORD)] ?? 0;
    return (word & (1 << (sequence % BITS_A_WORD))) !== 0;
  }

  add(sequence: number): void {
    if (this.has(sequence)) return;
    const index = Math.floor(sequence / BITS_A_WORD);
    while (this.#words.length <= index) this.#words.push(0);
    this.#words[index] = (this.#words[index] ?? 0) | (1 << (sequence % BITS_A_WORD));
    this.#size += 1;
  }

  delete(sequence: number): void {
    if (!this.has(sequence)) return;
    const index = Math.floor(sequence / BITS_A_WORD);
    this.#words[index] = (this.#words[index] ?? 0) & ~(1 << (sequence % BITS_A_WORD));
    this.#size -= 1;
  }
}
