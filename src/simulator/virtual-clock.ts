import type { Clock } from './clock.ts';

export interface VirtualClock extends Clock {
  /** Moves time on, running what becomes due in its order, at its time. Whole milliseconds, 0 or more. */
  advance(durationMs: number): void;
  /** The same, to an instant; never back. */
  advanceTo(epochMs: number): void;
}

interface Task {
  readonly dueAtMs: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. Tasks of one instant run in the order in which they were set. */
export function createVirtualClock(startAtMs: number): VirtualClock {
  let nowMs = startAtMs;
  let tasks: Task[] = [];

  function takeNextDue(untilMs: number): Task | null {
    let next: Task | null = null;
    for (const task of tasks) {
      if (task.dueAtMs <= untilMs && (next === null || task.dueAtMs < next.dueAtMs)) next = task;
    }
    if (next) tasks = tasks.filter((task) => task !== next);
    return next;
  }

  function advanceTo(epochMs: number): void {
    if (epochMs < nowMs) throw new RangeError(`time does not go back: ${epochMs} is before ${nowMs}`);
    for (let task = takeNextDue(epochMs); task; task = takeNextDue(epochMs)) {
      nowMs = Math.max(nowMs, task.dueAtMs);
      task.run();
    }
    nowMs = epochMs;
  }

  return {
    now: () => nowMs,
    after(delayMs, run) {
      const task = { dueAtMs: nowMs + Math.max(0, delayMs), run };
      tasks.push(task);
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    advance: (durationMs) => advanceTo(nowMs + durationMs),
    advanceTo,
  };
}
