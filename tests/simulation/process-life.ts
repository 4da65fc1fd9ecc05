import { setMaxListeners } from 'node:events';
import type { Clock } from '../../src/engine/clock.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Where a process can be when its power goes. */
export type CrashPlace =
  | 'before_send'
  | 'after_send'
  | 'before_commit'
  | 'after_commit'
  | 'reply'
  | 'push'
  | 'wake';

/**
 * One process that runs the engine. It dies without a word: from then on nothing that it still does reaches anybody,
 * and nothing that it waits for comes back.
 */
export class ProcessLife {
  readonly clock: Clock;
  readonly #time: VirtualTime;
  readonly #onDeath: (place: CrashPlace) => void;
  #isDead = false;
  #placesLeft = Number.POSITIVE_INFINITY;

  /** @param skewMs by how much the machine's clock is ahead just now */
  constructor(time: VirtualTime, skewMs: () => number, onDeath: (place: CrashPlace) => void) {
    this.#time = time;
    this.#onDeath = onDeath;
    const bornAtMs = time.now();
    this.clock = {
      now: () => time.now() + skewMs(),
      monotonic: () => time.now() - bornAtMs,
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Dies at the n-th place from here on; with infinity it lives. */
  crashAfter(places: number): void {
    this.#placesLeft = places;
  }

  /** @returns whether it lives on */
  reach(place: CrashPlace): boolean {
    if (this.#isDead) return false;
    this.#placesLeft -= 1;
    if (this.#placesLeft > 0) return true;
    this.#isDead = true;
    this.#onDeath(place);
    return false;
  }

  /** Runs a task of the process later, if it still lives then. */
  after(delayMs: number, place: CrashPlace, run: () => void): () => void {
    return this.#time.after(delayMs, () => this.reach(place) && run(), 'engine');
  }

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isDead) return;
      if (signal.aborted) return resolve();
      const cancel = this.after(ms, 'wake', () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = () => {
        cancel();
        if (!this.#isDead) resolve();
      };
      setMaxListeners(0, signal);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
