/**
 * Entries that have to wait: until the follower's book has been looked at once, for it may have them already (an old
 * copy of the journal was put back), and until exits of their position, decided before, have left.
 */
import type { LiveCopies } from './live-copies.ts';
import type { LiveCopy } from './live-copy.ts';

export interface HeldEntriesParts {
  readonly copies: LiveCopies;
  readonly signal: AbortSignal;
  readonly hasLooked: () => boolean;
  /** Whether an entry may go late. */
  readonly isFresh: (entry: LiveCopy) => boolean;
  readonly send: (entry: LiveCopy) => void;
  readonly withdraw: (entry: LiveCopy, why: string) => void;
}

const TOO_OLD =
  'it had become too old while the exit before it was on its way or the book was not read, or the master was out again';

export class HeldEntries {
  readonly #parts: HeldEntriesParts;
  readonly #entries = new Set<LiveCopy>();

  constructor(parts: HeldEntriesParts) {
    this.#parts = parts;
  }

  /** @returns whether it has to wait; it is sent then when it no longer has to */
  hold(entry: LiveCopy): boolean {
    const mustWait = this.#mustWait(entry);
    if (mustWait) this.#entries.add(entry);
    return mustWait;
  }

  /** To be called when something that they wait for may have come. */
  release(): void {
    const { signal, isFresh, send, withdraw } = this.#parts;
    if (signal.aborted) return;
    for (const entry of this.#entries) {
      if (this.#mustWait(entry)) continue;
      this.#entries.delete(entry);
      if (isFresh(entry)) send(entry);
      else withdraw(entry, TOO_OLD);
    }
  }

  #mustWait(entry: LiveCopy): boolean {
    const { copies, hasLooked } = this.#parts;
    return !hasLooked() || copies.hasExitOnItsWay(entry);
  }
}
