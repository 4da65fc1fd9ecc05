/**
 * Positions that copies hold and that their account does not list at all. What was traded today, or carried over, is listed
 * even where it is flat by now: a list without it is mostly one that came empty. An exit waits for a better one, and is not
 * dropped for the first.
 */
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import type { DeskEvents } from './desk-parts.ts';
import type { LiveCopy } from './live-copy.ts';

export interface UnlistedParts {
  readonly clock: Clock;
  readonly onEscalation: DeskEvents['onEscalation'];
}

export class UnlistedPositions {
  readonly #parts: UnlistedParts;
  /** Monotonic time at which each exit first met such a list. */
  readonly #since = new WeakMap<LiveCopy, number>();

  constructor(parts: UnlistedParts) {
    this.#parts = parts;
  }

  /** Whether the exit still waits; told once. */
  waits(exit: LiveCopy, units: number): boolean {
    const { clock, onEscalation } = this.#parts;
    const since = this.#since.get(exit);
    if (since !== undefined) return clock.monotonic() - since < BOUNDS.unlistedMs;
    this.#since.set(exit, clock.monotonic());
    const name = exit.orders[0]?.intent.tradingSymbol ?? '';
    onEscalation(
      `the exit of ${units} ${name} waits: its account lists no such position, not even a flat one; it is asked again for ${BOUNDS.unlistedMs / 1000} s`,
      'EXIT_NOT_OUT',
    );
    return true;
  }
}
