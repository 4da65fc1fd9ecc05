/** The time and the waiting that brokers need, so that tests can stand still. */
export interface Clock {
  /** Milliseconds since the epoch, by the machine's clock; it may jump. */
  now(): number;
  /** Milliseconds that only ever grow; for durations and budgets. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
