import { formatIstTime, toIstSeconds } from '../../core/ist-time.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { DeskParts } from '../copies/desk-parts.ts';
import type { LiveCopy } from '../copies/live-copy.ts';

export interface ExitWaitsParts {
  readonly clock: Clock;
  readonly onEscalation: DeskParts['events']['onEscalation'];
}

/** Tells of exits that wait for their turn in the account's budget of order requests: once a copy. */
export class ExitWaits {
  readonly #parts: ExitWaitsParts;
  readonly #told = new WeakSet<LiveCopy>();

  constructor(parts: ExitWaitsParts) {
    this.#parts = parts;
  }

  /** @param waitMs how long it waits at least */
  take(copy: LiveCopy, waitMs: number): void {
    if (copy.effect === 'entry' || waitMs < BOUNDS.exitWaitToldMs || this.#told.has(copy)) return;
    this.#told.add(copy);
    const { clock, onEscalation } = this.#parts;
    const at = formatIstTime(toIstSeconds(clock.now() + waitMs)).slice(-8);
    const units = copy.orders.reduce((sum, { intent }) => sum + intent.quantity, 0);
    const { side, tradingSymbol } = copy.orders[0]?.intent ?? { side: '', tradingSymbol: '' };
    const text = `the exit ${side} ${units} ${tradingSymbol} waits: the account's order requests of this time are used up, and it goes on at ${at} at the earliest; by hand it can be closed now`;
    onEscalation(text, 'EXIT_NOT_OUT');
  }
}
