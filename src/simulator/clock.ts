/** Time as the simulator sees it. Everything that waits, waits here, so that a test can step it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once, `delayMs` from now. @returns what takes it back. */
  after(delayMs: number, task: () => void): () => void;
}

export function createRealClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

export interface TrackedClock extends Clock {
  /** Resolves `delayMs` from now; at once when the simulator closes. */
  wait(delayMs: number): Promise<void>;
  /** Takes back everything that still waits: nothing of a closed simulator runs on. */
  cancelAll(): void;
}

/** A clock that remembers what it still has to run. */
export function trackClock(clock: Clock): TrackedClock {
  const pending = new Set<() => void>();
  const waits = new Set<() => void>();
  const after = (delayMs: number, task: () => void): (() => void) => {
    const cancel = clock.after(delayMs, () => {
      pending.delete(cancel);
      task();
    });
    pending.add(cancel);
    return () => {
      pending.delete(cancel);
      cancel();
    };
  };
  return {
    now: () => clock.now(),
    after,
    wait: (delayMs) =>
      new Promise((resolve) => {
        waits.add(resolve);
        after(delayMs, () => {
          waits.delete(resolve);
          resolve();
        });
      }),
    cancelAll() {
      for (const cancel of pending) cancel();
      pending.clear();
      for (const resolve of waits) resolve();
      waits.clear();
    },
  };
}
