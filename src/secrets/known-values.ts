/**
 * Looks for any of many values in a text. What is written down passes through here before it is durable, a text a
 * follower, and there are thousands of values: a regular expression of them all takes a third of a millisecond a text.
 */

/** No value is shorter. */
export const MIN_VALUE_LENGTH = 6;
/** So many letters are looked at, at once: the last of the first six that a value could have here. */
const BLOCK = 3;
const FURTHEST = MIN_VALUE_LENGTH - BLOCK + 1;
const TABLE_BITS = 17;
const MASK = 2 ** TABLE_BITS - 1;

/** Finds as the algorithm of Wu and Manber does: mostly a look at three letters tells that none begins in the next four. */
export class KnownValues {
  /** By three letters: how much further on the first six letters of a value may begin. */
  readonly #steps = new Uint8Array(2 ** TABLE_BITS).fill(FURTHEST);
  /** By their first six letters; the longest first. */
  readonly #byBeginning = new Map<string, string[]>();

  /** @param value of six letters at least */
  add(value: string): void {
    const beginning = value.slice(0, MIN_VALUE_LENGTH);
    const known = this.#byBeginning.get(beginning) ?? [];
    this.#byBeginning.set(
      beginning,
      [...known, value].sort((a, b) => b.length - a.length),
    );
    for (let at = 0; at < FURTHEST; at += 1) {
      const block = blockAt(beginning, at);
      this.#steps[block] = Math.min(this.#steps[block] ?? 0, FURTHEST - 1 - at);
    }
  }

  /** The text with every value in it, from the left and the longest first, replaced by its name. */
  replace(text: string, nameOf: (value: string) => string): string {
    let replaced = '';
    let from = 0;
    for (let at = 0; at + MIN_VALUE_LENGTH <= text.length; ) {
      const step = this.#steps[blockAt(text, at + FURTHEST - 1)] ?? 0;
      if (step > 0) {
        at += step;
        continue;
      }
      const value = this.#valueAt(text, at);
      if (value === undefined) at += 1;
      else {
        replaced += text.slice(from, at) + nameOf(value);
        at += value.length;
        from = at;
      }
    }
    return from === 0 ? text : replaced + text.slice(from);
  }

  #valueAt(text: string, at: number): string | undefined {
    const values = this.#byBeginning.get(text.slice(at, at + MIN_VALUE_LENGTH));
    return values?.find((value) => text.startsWith(value, at));
  }
}

/** Three letters as a number; other letters may have the same. */
function blockAt(text: string, at: number): number {
  return ((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & MASK;
}
