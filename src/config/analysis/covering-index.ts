/** Finds, among many matches, the first that takes in a region, by asking only those that may. */
import { beginningOf, isAnyText } from './glob-sets.ts';
import { implies } from './reasoning.ts';
import { PATTERN_KEYS, type Region, type Terms } from './region.ts';

interface Entry<T> {
  readonly order: number;
  readonly terms: Terms;
  readonly value: T;
}

/**
 * A match that asks for an underlying takes in only what has one of those; one that asks for patterns, only what begins
 * as one of them does. Each match is kept under what it, or each entry of
 * its `any`, asks for so, and under nothing where it asks for neither.
 */
export class CoveringIndex<T> {
  readonly #entries = new Map<string, Entry<T>[]>();
  /** Conditions that were compared. */
  comparisons = 0;

  /** `order` must grow from one to the next. */
  add(entry: Entry<T>): void {
    for (const key of keysOf(entry.terms)) {
      const there = this.#entries.get(key);
      if (there === undefined) this.#entries.set(key, [entry]);
      else there.push(entry);
    }
  }

  /** The first before `order` that takes in all of the regions, of which there is one at least, and passes the test. */
  firstOver(
    regions: readonly Region[],
    order: number,
    test: (value: T) => boolean = () => true,
  ): T | undefined {
    const [region] = regions;
    if (region === undefined) return undefined;
    let first: Entry<T> | undefined;
    for (const key of keysAround(region)) {
      for (const entry of this.#entries.get(key) ?? []) {
        if (entry.order >= (first?.order ?? order)) break;
        if (!this.#takesIn(entry.terms, regions) || !test(entry.value)) continue;
        first = entry;
        break;
      }
    }
    return first?.value;
  }

  #takesIn(terms: Terms, regions: readonly Region[]): boolean {
    this.comparisons += regions.length * sizeOf(terms);
    return regions.every((region) => implies(region, terms));
  }
}

function keysOf({ words, patterns, any }: Terms): readonly string[] {
  if (words.underlying !== undefined) return words.underlying.map((word) => `underlying ${word}`);
  for (const key of PATTERN_KEYS) {
    const asked = patterns[key];
    if (asked === undefined || asked.some(isAnyText)) continue;
    return [...new Set(asked.map((pattern) => `${key} ${beginningOf(pattern)}`))];
  }
  return any === undefined ? [''] : [...new Set(any.flatMap(keysOf))];
}

/** Where all stand that may take in the region. */
function keysAround({ words, patterns }: Region): ReadonlySet<string> {
  const keys = new Set(['']);
  const underlying = words.underlying?.[0];
  if (underlying !== undefined) keys.add(`underlying ${underlying}`);
  for (const key of PATTERN_KEYS) {
    for (const [pattern = ''] of patterns[key]) {
      const start = beginningOf(pattern);
      for (let end = 0; end <= start.length; end++) keys.add(`${key} ${start.slice(0, end)}`);
    }
  }
  return keys;
}

function sizeOf({ any, not }: Terms): number {
  const inner = [...(any ?? []), ...(not === undefined ? [] : [not])];
  return inner.reduce((sum, each) => sum + sizeOf(each), 1);
}
