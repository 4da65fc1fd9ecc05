/**
 * Followers that a new config no longer names, but that still hold copies. Nothing, a reload neither, may block the
 * exit of a position that the tool opened: they stay, closed to entries, until they are flat.
 */

import type { FollowerPolicy, Policy } from '../policy/policy.ts';
import type { Book } from './book.ts';

export interface Succession {
  /** The new policy, and behind its followers those that retire. */
  readonly policy: Policy;
  readonly retiring: ReadonlySet<string>;
}

export function succeedPolicy(book: Book, before: Policy, after: Policy): Succession {
  const named = new Set(after.followers.map((follower) => follower.name));
  const retiring = before.followers.filter(
    (follower) => !named.has(follower.name) && holdsCopies(book, follower.name),
  );
  return {
    policy: { ...after, followers: [...after.followers, ...retiring.map(asRetiring)] },
    retiring: new Set(retiring.map((follower) => follower.name)),
  };
}

function asRetiring(follower: FollowerPolicy): FollowerPolicy {
  return { ...follower, enabled: true };
}

/** Whether any position of the follower's copies is left, or a copy that may still become one. */
export function holdsCopies(book: Book, follower: string): boolean {
  for (const holding of book.holdings.values()) {
    if ((holding.copied.get(follower)?.quantity ?? 0) !== 0) return true;
  }
  for (const copy of book.openCopies.values()) if (copy.follower === follower) return true;
  return false;
}
