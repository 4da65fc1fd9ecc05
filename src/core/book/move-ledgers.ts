/**
 * Ledgers go to other names: what a follower's copies hold belongs to an account, and its name in the file may come to
 * mean another one.
 */

import type { PerFollower } from '../per-follower.ts';
import { type Book, copyKey, type OpenCopy, type Steering } from './book.ts';

/** New names by old ones. A name that something goes to and nothing leaves loses what it had. */
export type LedgerMoves = ReadonlyMap<string, string>;

export function moveLedgers(book: Book, moves: LedgerMoves): void {
  if (moves.size === 0) return;
  for (const holding of book.holdings.values()) moveValues(holding.copied, moves);
  moveValues(book.days, moves);
  for (const { copied, followed, revisions } of book.orders) {
    moveValues(copied, moves);
    if (followed) moveValues(followed.copies, moves);
    countOn(revisions, moves);
  }
  moveOpenCopies(book, moves);
  for (const name of namesOf(moves)) book.funds.delete(name);
  for (const steering of [book.paused, book.closeOnly]) holdBackBoth(steering, moves);
}

function namesOf(moves: LedgerMoves): ReadonlySet<string> {
  return new Set([...moves].flat());
}

function moveValues<T>(values: PerFollower<T>, moves: LedgerMoves): void {
  const moved = [...moves].map(([from, to]) => [to, values.get(from)] as const);
  for (const name of namesOf(moves)) values.delete(name);
  for (const [name, value] of moved) if (value !== undefined) values.set(name, value);
}

/** A copy's number makes its order tags, with the name: none that either name has had comes again under it. */
function countOn(revisions: PerFollower<number>, moves: LedgerMoves): void {
  const names = [...namesOf(moves)];
  const highest = Math.max(0, ...names.map((name) => revisions.get(name) ?? 0));
  if (highest > 0) for (const name of names) revisions.set(name, highest);
}

function moveOpenCopies({ openCopies }: Book, moves: LedgerMoves): void {
  const involved = namesOf(moves);
  const moved: [string, OpenCopy][] = [];
  for (const [key, copy] of openCopies) {
    if (!involved.has(copy.follower)) continue;
    openCopies.delete(key);
    const follower = moves.get(copy.follower);
    const revision = Number(key.slice(key.lastIndexOf('/') + 1));
    if (follower !== undefined)
      moved.push([copyKey(copy.order.key, follower, revision), { ...copy, follower }]);
  }
  for (const [key, copy] of moved) openCopies.set(key, copy);
}

/** What the user has held back stays so, under the old name and under the new one. */
function holdBackBoth(steering: Steering, moves: LedgerMoves): void {
  const isHeld = (name: string) => steering.all !== steering.exceptions.has(name);
  for (const name of [...moves].filter((pair) => pair.some(isHeld)).flat()) {
    if (steering.all) steering.exceptions.delete(name);
    else steering.exceptions.add(name);
  }
}
