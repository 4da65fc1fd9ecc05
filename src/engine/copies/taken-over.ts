/** Copies that go on where an engine before this one left them. */
import { hasEnded, type Intent } from '../../journal/intent.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Clock } from '../clock.ts';
import { isSamePosition } from '../positions/held-units.ts';
import { createLiveOrder, type LiveCopy } from './live-copy.ts';

type FilledJournal = Pick<Journal, 'filledAfter' | 'rankOfCopy' | 'intentsOfCopy'>;

export interface TakenOverParts {
  readonly clock: Clock;
  readonly journal: FilledJournal;
}

/** @param intents all of one copy, one at least */
export function takeOverCopy(
  intents: readonly Intent[],
  maxAgeMs: number,
  { clock, journal }: TakenOverParts,
): LiveCopy {
  const [first] = intents;
  if (first === undefined) throw new Error('a copy without an order was taken over');
  const { orderKey, follower, revision, effect, plannedAtMs } = first;
  const ageMs = clock.now() - plannedAtMs;
  return {
    orderKey,
    follower,
    revision,
    effect,
    seenAtMs: null,
    seenAtMonotonic: null,
    // Planned later than now: our clock was set back, and nobody knows how old it is.
    freshUntil: ageMs < 0 ? Number.NEGATIVE_INFINITY : clock.monotonic() - ageMs + maxAgeMs,
    orders: intents.map(createLiveOrder),
    ended: false,
    filledSince: effect === 'entry' ? 0 : filledSince(first, journal),
  };
}

/** Units that copies of the exit's position brought which were decided after it and have ended; below zero: took out. */
function filledSince(exit: Intent, journal: FilledJournal): number {
  const rankOf = ({ orderKey, follower, revision }: Intent) =>
    journal.rankOfCopy(orderKey, follower, revision) ?? 0;
  const hasCopyEnded = ({ orderKey, follower, revision }: Intent) =>
    journal.intentsOfCopy(orderKey, follower, revision).every(({ state }) => hasEnded(state));
  const rank = rankOf(exit);
  return journal
    .filledAfter(exit)
    .filter((one) => isSamePosition(one, exit) && rankOf(one) > rank && hasCopyEnded(one))
    .reduce((sum, { side, filledQuantity }) => sum + (side === 'buy' ? 1 : -1) * filledQuantity, 0);
}

/** Of a follower whose account could not be opened. */
export function describeUnreached({ orders }: LiveCopy): string {
  const units = orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
  const { side, tradingSymbol } = orders[0]?.intent ?? { side: '', tradingSymbol: '' };
  return `the exit ${side} ${units} ${tradingSymbol} cannot leave, for its account cannot be reached; it goes today once it can be: look at the position`;
}
