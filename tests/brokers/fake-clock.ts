import type { Clock } from '../../src/brokers/clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #nowMs: number;
  /** What it was set to beyond the time that passed. */
  #steppedMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(nowMs: number = Date.UTC(2026, 10, 20, 4, 0, 0)) {
    this.#nowMs = nowMs;
  }

  /** How many wait for the time to pass. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#nowMs + this.#steppedMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  /** Sets the clock, as an operator or NTP does; nobody wakes for it. */
  step(ms: number): void {
    this.#steppedMs += ms;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper = {
        atMs: this.#nowMs + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake);
    });
  }

  /** Moves the time, waking each sleeper at its own time, with a turn of the event loop for what it then does. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    for (;;) {
      await new Promise(setImmediate);
      const [next] = [...this.#sleepers].sort((a, b) => a.atMs - b.atMs);
      if (next === undefined || next.atMs > endMs) break;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
    this.#nowMs = endMs;
    await new Promise(setImmediate);
  }
}

/** Lets sockets do their work until something has come true. The test's own time limit bounds it. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(setImmediate);
}
