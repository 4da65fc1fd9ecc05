/** Copies that go on where an engine before this one left them. */
import type { Intent } from '../../journal/intent.ts';
import type { Clock } from '../clock.ts';
import { createLiveOrder, type LiveCopy } from './live-copy.ts';

/** @param intents all of one copy, one at least */
export function takeOverCopy(intents: readonly Intent[], clock: Clock, maxAgeMs: number): LiveCopy {
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
  };
}

/** Of a follower whose account could not be opened. */
export function describeUnreached({ orders }: LiveCopy): string {
  const units = orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
  const { side, tradingSymbol } = orders[0]?.intent ?? { side: '', tradingSymbol: '' };
  return `the exit ${side} ${units} ${tradingSymbol} cannot leave, for its account cannot be reached; it goes today once it can be: look at the position`;
}
