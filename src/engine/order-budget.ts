/**
 * One account's budget of order requests: place, modify and cancel together, in every rolling window.
 * Who waits is served by urgency: cancels, exits, modifies, entries; first come first served within each.
 */
import type { BrokerCapabilities } from '../brokers/port.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';

export type Urgency = 'cancel' | 'exit' | 'modify' | 'entry';
const URGENCIES: readonly Urgency[] = ['cancel', 'exit', 'modify', 'entry'];

interface Window {
  readonly ms: number;
  readonly max: number;
}

interface Waiter {
  readonly grant: (granted: boolean) => void;
}

export class OrderBudget {
  readonly #clock: Clock;
  readonly #windows: readonly Window[];
  readonly #longestMs: number;
  readonly #waiting = new Map<Urgency, Waiter[]>(URGENCIES.map((urgency) => [urgency, []]));
  readonly #closed: AbortSignal;
  /** Monotonic times of the requests of the longest window, oldest first. */
  #sentAt: number[] = [];
  #quietUntil = 0;
  #serving = false;

  constructor(rate: BrokerCapabilities['orderRate'], clock: Clock, closed: AbortSignal) {
    const share = (perWindow: number) => Math.max(1, Math.floor(perWindow * BOUNDS.rateShare));
    this.#windows = [
      { ms: 1_000, max: share(rate.perSecond) },
      { ms: 60_000, max: share(rate.perMinute) },
      { ms: 3_600_000, max: share(rate.perHour) },
    ];
    this.#longestMs = 3_600_000;
    this.#clock = clock;
    this.#closed = closed;
  }

  /** Waits for a place in the budget. @returns false where the account is closed before one is free. */
  take(urgency: Urgency): boolean | Promise<boolean> {
    if (this.#closed.aborted) return false;
    if (!this.#serving && this.#waitMs() === 0) {
      this.#sentAt.push(this.#clock.monotonic());
      return true;
    }
    return new Promise((resolve) => {
      this.#waiting.get(urgency)?.push({ grant: resolve });
      void this.#serve();
    });
  }

  /** The broker throttled: nothing of this account goes out for a while. */
  backOff(): void {
    this.#quietUntil = this.#clock.monotonic() + BOUNDS.throttleBackOffMs;
  }

  async #serve(): Promise<void> {
    if (this.#serving) return;
    this.#serving = true;
    while (this.#isAwaited()) {
      const waitMs = this.#closed.aborted ? 0 : this.#waitMs();
      if (waitMs > 0) {
        await this.#clock.sleep(waitMs, this.#closed);
        continue;
      }
      const waiter = this.#mostUrgent();
      if (!this.#closed.aborted) this.#sentAt.push(this.#clock.monotonic());
      waiter?.grant(!this.#closed.aborted);
    }
    this.#serving = false;
  }

  #isAwaited(): boolean {
    return URGENCIES.some((urgency) => (this.#waiting.get(urgency)?.length ?? 0) > 0);
  }

  #mostUrgent(): Waiter | undefined {
    for (const urgency of URGENCIES) {
      const waiter = this.#waiting.get(urgency)?.shift();
      if (waiter) return waiter;
    }
    return undefined;
  }

  /** How long until one more request fits into every window. */
  #waitMs(): number {
    const now = this.#clock.monotonic();
    this.#forgetBefore(now - this.#longestMs);
    let until = this.#quietUntil;
    for (const { ms, max } of this.#windows) {
      const at = this.#sentAt[this.#sentAt.length - max];
      if (at !== undefined) until = Math.max(until, at + ms);
    }
    return Math.max(0, Math.ceil(until - now));
  }

  #forgetBefore(time: number): void {
    const first = this.#sentAt.findIndex((at) => at > time);
    if (first > 0) this.#sentAt = this.#sentAt.slice(first);
    else if (first < 0) this.#sentAt = [];
  }
}
