import { setMaxListeners } from 'node:events';
import type { Clock } from '../brokers/clock.ts';

export type { Clock };

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
