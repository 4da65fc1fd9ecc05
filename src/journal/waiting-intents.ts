/** Intents that are recorded and not in their table yet: what a new one is compared with beside the table. */
import type { NewIntent } from './intent.ts';

export class WaitingIntents {
  readonly #tags = new Set<string>();
  readonly #slices = new Set<string>();
  /** Added, and not looked through yet: mostly nothing is compared with them any more. */
  #added: (readonly NewIntent[])[] = [];

  add(intents: readonly NewIntent[]): void {
    this.#added.push(intents);
  }

  clear(): void {
    this.#tags.clear();
    this.#slices.clear();
    this.#added = [];
  }

  /** The first of `intents` that repeats one that waits, or one before it, by its tag or by its slice of a copy. */
  findRepeated(intents: readonly NewIntent[]): NewIntent | null {
    this.#lookThrough();
    const tags = new Set(intents.map(({ tag }) => tag));
    const followers = new Set(intents.map(({ follower }) => follower));
    const isOneEach = tags.size === intents.length && followers.size === intents.length;
    return isOneEach && this.#tags.size === 0 ? null : this.#compare(intents);
  }

  #lookThrough(): void {
    for (const intents of this.#added.splice(0)) {
      for (const intent of intents) {
        this.#tags.add(intent.tag);
        this.#slices.add(sliceKey(intent));
      }
    }
  }

  #compare(intents: readonly NewIntent[]): NewIntent | null {
    const tags = new Set<string>();
    const slices = new Set<string>();
    for (const intent of intents) {
      const { tag } = intent;
      const slice = sliceKey(intent);
      if (tags.has(tag) || slices.has(slice) || this.#tags.has(tag) || this.#slices.has(slice)) return intent;
      tags.add(tag);
      slices.add(slice);
    }
    return null;
  }
}

/** No two slices have one text: the length of the key tells where the follower's name ends. */
function sliceKey({ day, orderKey, follower, revision, slice }: NewIntent): string {
  return `${day} ${revision} ${slice} ${orderKey.length} ${follower} ${orderKey}`;
}
