import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';

/**
 * The broker's time: ours, but for where its replies tell that ours is wrong. It is carried on by the clock that only
 * ever grows, so that a step of the machine's clock does not move it.
 */
export class BrokerTime {
  readonly #clock: Clock;
  /** By how much it is ahead of the monotonic time; null before a reply told. */
  #aheadMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called when a reply has just come. @param skewMs by how much the broker's clock is ahead of ours */
  note(skewMs: number | null): void {
    if (skewMs !== null) this.#aheadMs = this.#clock.now() + skewMs - this.#clock.monotonic();
  }

  /** Milliseconds since the epoch. Replies tell it to about a second: ours is better where the two agree so far. */
  now(): number {
    const ours = this.#clock.now();
    if (this.#aheadMs === null) return ours;
    const told = this.#clock.monotonic() + this.#aheadMs;
    return Math.abs(told - ours) < BOUNDS.certainSkewMs ? ours : Math.round(told);
  }
}
