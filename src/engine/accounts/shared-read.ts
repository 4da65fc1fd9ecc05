import type { Reading } from '../../brokers/port.ts';
import type { Clock } from '../clock.ts';

const SPACING_MARGIN_MS = 20;

/**
 * A read with a rate limit that many ask for. Whoever asks gets a reading that began after they asked; all who ask
 * while one is due share it.
 */
export class SharedRead<T> {
  readonly #read: () => Promise<Reading<T>>;
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #signal: AbortSignal;
  /** Monotonic time at which the last reading had ended. */
  #endedAt = Number.NEGATIVE_INFINITY;
  #due: Promise<Reading<T>> | null = null;
  #running: Promise<Reading<T>> | null = null;

  constructor(
    read: () => Promise<Reading<T>>,
    options: { readonly clock: Clock; readonly intervalMs: number; readonly signal: AbortSignal },
  ) {
    this.#read = read;
    this.#clock = options.clock;
    this.#intervalMs = options.intervalMs;
    this.#signal = options.signal;
  }

  fresh(): Promise<Reading<T>> {
    this.#due ??= this.#whenDue();
    return this.#due;
  }

  async #whenDue(): Promise<Reading<T>> {
    // Lets everybody who asks in this turn share the reading, also the first.
    await Promise.resolve();
    if (this.#running) await this.#running;
    // The broker counts arrivals: measured from the end of the last reading, no jitter can bring two too close.
    const waitMs = this.#endedAt + this.#intervalMs - this.#clock.monotonic();
    if (waitMs > 0) await this.#clock.sleep(waitMs + SPACING_MARGIN_MS, this.#signal);
    this.#due = null;
    this.#running = this.#read().finally(() => {
      this.#endedAt = this.#clock.monotonic();
    });
    return this.#running;
  }
}
