import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';

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

  /** By how much the broker's clock is ahead of ours now, to about a second; null before a reply told. */
  get skewMs(): number | null {
    if (this.#aheadMs === null) return null;
    return Math.round(this.#clock.monotonic() + this.#aheadMs - this.#clock.now());
  }

  /** Milliseconds since the epoch. Replies tell it to about a second: ours is better where the two agree so far. */
  now(): number {
    const ours = this.#clock.now();
    if (this.#aheadMs === null) return ours;
    const told = this.#clock.monotonic() + this.#aheadMs;
    return Math.abs(told - ours) < BOUNDS.certainSkewMs ? ours : Math.round(told);
  }
}

/** A clock that is off, in a sentence; null where it is right, or not known to be off. */
export function describeSkew(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) < BOUNDS.certainSkewMs) return null;
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  return `this machine's clock is ${Math.round(Math.abs(skewMs) / 1000)} s ${direction} the broker's: login codes, days and ages go by the broker's; set the clock by the network (NTP)`;
}
