import { setMaxListeners } from 'node:events';

/** Time, as the engine is given it. Tests give their own. */
export interface Clock {
  /** Milliseconds since the epoch, by the machine's clock; it may jump. */
  now(): number;
  /** Milliseconds that only ever grow; for durations and budgets. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      // All waits of an account share its signal: more than ten listeners are no leak here.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', done, { once: true });
    }),
};
