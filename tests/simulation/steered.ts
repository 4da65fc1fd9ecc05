/** Who was held back when, by what the user said and the engine took: it holds over every crash. */
interface Said {
  readonly atMs: number;
  readonly isHeld: boolean;
  /** Null: all, those to come as well. */
  readonly role: string | null;
}

export class Steered {
  readonly #said: Said[] = [];

  /** @returns takes it back: it was refused */
  note(said: Said): () => void {
    this.#said.push(said);
    return () => {
      this.#said.splice(this.#said.indexOf(said), 1);
    };
  }

  /** Whether entries of the follower were held back from then till then without a break. */
  isHeld(role: string, fromMs: number, toMs: number): boolean {
    const own = this.#said.filter((said) => said.role === null || said.role === role);
    const before = own.findLast(({ atMs }) => atMs <= fromMs);
    const since = own.filter(({ atMs }) => atMs > fromMs && atMs <= toMs);
    return before?.isHeld === true && since.every(({ isHeld }) => isHeld);
  }
}
