/**
 * Whether a book shows all that it has: only then does it prove that an order is not there. A row that cannot be read may
 * be any order's, unless it tells its tag; and what a book has shown on a day it has until that day's end.
 */
import type { OrderReading } from '../../brokers/port.ts';
import type { IstDay } from '../../core/ist-time.ts';

/** So many of a day's orders are remembered: where one of them is missing, others may be. */
const WITNESSES = 8;

interface Shown {
  /** Of all rows that tell one. */
  readonly tags: ReadonlySet<string>;
  readonly isWhole: boolean;
}

export class WholeBook {
  readonly #witnesses = new Set<string>();
  #day: IstDay | null = null;

  /**
   * @param onDay on which the reading began
   * @param isOfDay whether the tag is that of an order of ours of that day
   */
  look(readings: readonly OrderReading[], onDay: IstDay, isOfDay: (tag: string) => boolean): Shown {
    if (this.#day !== onDay) this.#witnesses.clear();
    this.#day = onDay;
    const tags = new Set<string>();
    let isRead = true;
    for (const reading of readings) {
      const tag = reading.ok ? reading.order.tag : reading.tag;
      if (tag === undefined) isRead = false;
      else tags.add(tag);
    }
    const isWhole = isRead && [...this.#witnesses].every((tag) => tags.has(tag));
    for (const tag of tags) {
      if (this.#witnesses.size >= WITNESSES) break;
      if (isOfDay(tag)) this.#witnesses.add(tag);
    }
    return { tags, isWhole };
  }
}
