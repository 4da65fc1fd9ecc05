import { findNearest } from '../config/shape/nearest.ts';
import { ExplainError } from './explain-error.ts';

/** Throws an `ExplainError` where `follower` (null: all) is none of `names`. */
export function checkFollower(follower: string | null, names: readonly string[]): void {
  if (follower === null || names.includes(follower)) return;
  const nearest = findNearest(follower, names);
  const next = nearest === null ? `Name one of ${names.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new ExplainError('NO_SUCH_FOLLOWER', `The config names no follower ${follower}`, next);
}
