import { setMaxListeners } from 'node:events';
import type { Clock as EngineClock } from '../../src/engine/clock.ts';
import type { Clock as SimulatorClock } from '../../src/simulator/clock.ts';

/** A Monday, at ten in the morning in India. */
const START_AT_MS = Date.UTC(2026, 10, 23, 4, 30, 0);

/**
 * Time that runs `speed` times as fast as the machine's, for engine and simulator alike: what takes a minute by the
 * engine's bounds is waited for in seconds, while sockets and files stay real.
 */
export class HastenedClock implements EngineClock, SimulatorClock {
  readonly #speed: number;
  readonly #startAtMs: number;
  readonly #origin = performance.now();

  constructor(speed: number, startAtMs: number = START_AT_MS) {
    this.#speed = speed;
    this.#startAtMs = startAtMs;
  }

  readonly now = (): number => Math.floor(this.#startAtMs + this.monotonic());

  readonly monotonic = (): number => (performance.now() - this.#origin) * this.#speed;

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      // One signal ends the waits of many, as with the engine's own clock.
      setMaxListeners(0, signal);
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, this.#toRealMs(ms));
      signal.addEventListener('abort', done, { once: true });
    });

  readonly after = (delayMs: number, task: () => void): (() => void) => {
    const timer = setTimeout(task, this.#toRealMs(delayMs));
    return () => clearTimeout(timer);
  };

  /** A timer may ring a little early by the other clock: a whole millisecond more never does. */
  #toRealMs(ms: number): number {
    return ms <= 0 ? 0 : Math.min(Math.ceil(ms / this.#speed) + 1, 2 ** 31 - 1);
  }
}
