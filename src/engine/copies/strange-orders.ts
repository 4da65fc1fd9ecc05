/**
 * Orders in a follower's book that carry a tag of ours and that the journal does not know: it was deleted, an old copy of
 * it was put back, or another engine works on the account. What it says of that account is then not to be traded on.
 */
import type { Journal } from '../../journal/journal.ts';
import type { PlainInput } from '../../journal/recording/session-lines.ts';
import type { Clock } from '../clock.ts';
import type { EngineObserver } from '../events.ts';

export interface StrangeParts {
  readonly journal: Pick<Journal, 'intent'>;
  readonly clock: Clock;
  readonly observe: EngineObserver;
  readonly take: (input: PlainInput) => void;
}

export class StrangeOrders {
  readonly #parts: StrangeParts;
  /** Tags that have been looked up, with what came of it: a book is read every second. */
  readonly #lookedUp = new Map<string, boolean>();
  /** Tags found before there is a state to take a pause into, by follower; null from then on. */
  #early: Map<string, string> | null = new Map();
  readonly #told = new Set<string>();

  constructor(parts: StrangeParts) {
    this.#parts = parts;
  }

  /** What was found before there was a state holds its follower back from now on. */
  begin(): void {
    const early = this.#early ?? new Map<string, string>();
    this.#early = null;
    for (const [follower, tag] of early) this.#holdBack(follower, tag);
  }

  /** Whether the follower's book had any. */
  isAt(follower: string): boolean {
    return this.#told.has(follower);
  }

  /** @param tag of an order in the follower's book that no copy of this run has */
  isStrange(follower: string, tag: string): boolean {
    const known = this.#lookedUp.get(tag);
    if (known !== undefined) return known;
    const isStrange = this.#parts.journal.intent(tag) === null;
    this.#lookedUp.set(tag, isStrange);
    if (isStrange) this.#note(follower, tag);
    return isStrange;
  }

  #note(follower: string, tag: string): void {
    if (this.#early) this.#early.set(follower, tag);
    else this.#holdBack(follower, tag);
  }

  #holdBack(follower: string, tag: string): void {
    if (this.#told.has(follower)) return;
    this.#told.add(follower);
    const { take, observe, clock } = this.#parts;
    take({ kind: 'steer', action: 'pause', follower });
    const text = `its book has an order of copytrade's (tag ${tag}) that this journal does not know: the journal was deleted or an old copy was put back, or another engine works on this account. Its entries are held back: compare its positions, then say \`copytrade resume ${follower}\``;
    observe({ type: 'escalation', atMs: clock.now(), account: follower, text });
  }
}
