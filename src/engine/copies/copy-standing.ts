/** How a copy that is on its way stands beside what the session knows by now. */
import {
  type Book,
  type CopiedPosition,
  copyKey,
  type OpenCopy,
  type RestingCopy,
} from '../../core/book/book.ts';
import type { CopySession } from '../../core/copy-session.ts';
import { ceil, compare, multiplyByInteger } from '../../core/exact.ts';
import { whyHeldBack } from '../../core/steering.ts';
import { restingOf } from '../resting/resting-copies.ts';
import type { EntryStanding } from './desk-parts.ts';
import type { DecidedSince } from './live-copies.ts';
import type { LiveCopy } from './live-copy.ts';

/**
 * Live copies are assumed to fill in full; what exits exceed is what entries did not bring. What was decided since
 * is left out: an exit takes what there is before those after it.
 */
export function allowedOf(book: Book, copy: LiveCopy, later: DecidedSince): number | null {
  const known = openCopyOf(book, copy);
  if (!known) return null;
  const copied = known.holding.copied.get(copy.follower)?.quantity ?? 0;
  const since = later.live.reduce((sum, one) => {
    const open = openCopyOf(book, one);
    return open ? sum + open.sign * open.units : sum;
  }, later.filled);
  return Math.max(0, known.units - Math.max(0, (copied - since) * known.sign));
}

/** Whether the master still stands behind an entry that has not been placed yet. */
export function standingOf(session: CopySession, copy: LiveCopy): EntryStanding {
  const { book } = session;
  const resting = restingOf(session, copy);
  if (resting !== null && resting.state !== 'resting') return 'taken_back';
  const entry = openCopyOf(book, copy);
  const copied = entry?.holding.copied.get(copy.follower);
  // A copy that has been settled is not wanted any more.
  if (!entry || !copied || (copied.epoch !== entry.epoch && resting === null)) return 'left';
  const since = resting === null ? null : standingSince(resting, entry, copied);
  if (since === 'left') return since;
  if (whyHeldBack(book, copy.follower) !== null) return 'held_back';
  if (since !== null) return since;
  const isReduced = compare(copied.scale, entry.scale) !== 0;
  const owed = ceil(multiplyByInteger(copied.share, entry.sign));
  return isReduced && copied.quantity * entry.sign > owed ? 'too_much' : 'wanted';
}

/**
 * How a copy that rests stands beside what the master has opened with its order, and what it has taken out since: where
 * the copy has not been placed yet, all of it would come in only now.
 */
function standingSince(resting: RestingCopy, { order }: OpenCopy, copied: CopiedPosition): EntryStanding {
  if (resting.scale === null) return 'wanted';
  if (resting.epoch !== copied.epoch) return order.terminal ? 'left' : 'too_much';
  return compare(resting.scale, copied.scale) === 0 ? 'wanted' : 'too_much';
}

function openCopyOf(book: Book, { orderKey, follower, revision }: LiveCopy): OpenCopy | undefined {
  return book.openCopies.get(copyKey(orderKey, follower, revision));
}
