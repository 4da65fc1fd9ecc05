/**
 * One account's budget of order requests: place, modify and cancel together, in every rolling window.
 * Who waits is served by urgency: cancels, exits, modifies, entries; first come first served within each.
 *
 * The broker counts arrivals, which nobody here sees. A request counts from its answer on, by when it has arrived:
 * then no difference between two ways there can bring more of them into one window than were granted.
 */
import type { BrokerCapabilities } from '../../brokers/port.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';

export type Urgency = 'cancel' | 'exit' | 'modify' | 'entry';
const URGENCIES: readonly Urgency[] = ['cancel', 'exit', 'modify', 'entry'];

/** Leave to send one request. */
export interface Place {
  /** The request has been answered, or given up. */
  answered(): void;
}

interface Window {
  readonly ms: number;
  readonly max: number;
  /** For what makes a position smaller. */
  readonly urgentMax: number;
}

/** They take what is kept back of the longer windows: an hour of many changes must not keep anybody in. */
const URGENT: ReadonlySet<Urgency> = new Set<Urgency>(['cancel', 'exit']);

type Grant = (place: Place | null) => void;

export class OrderBudget {
  readonly #clock: Clock;
  readonly #windows: readonly Window[];
  readonly #longestMs: number;
  readonly #waiting = new Map<Urgency, Grant[]>(URGENCIES.map((urgency) => [urgency, []]));
  readonly #closed: AbortSignal;
  /** Monotonic times at which requests left that have not been answered. */
  readonly #underWay = new Set<{ readonly sentAt: number }>();
  /** Monotonic times by which those of the longest window had arrived, oldest first. */
  #arrivedAt: number[] = [];
  #quietUntil = 0;
  #serving = false;
  /** Ends the wait for a free place early. */
  #wake = new AbortController();

  constructor(rate: BrokerCapabilities['orderRate'], clock: Clock, closed: AbortSignal) {
    const shareOf = (perWindow: number, share: number) => Math.max(1, Math.floor(perWindow * share));
    const perSecond = shareOf(rate.perSecond, BOUNDS.rateShare);
    const toWindow = (ms: number, perWindow: number) => ({
      ms,
      max: shareOf(perWindow, BOUNDS.rateShare),
      urgentMax: shareOf(perWindow, BOUNDS.urgentRateShare),
    });
    this.#windows = [
      { ms: 1_000, max: perSecond, urgentMax: perSecond },
      toWindow(60_000, rate.perMinute),
      toWindow(3_600_000, rate.perHour),
    ];
    this.#longestMs = 3_600_000;
    this.#clock = clock;
    this.#closed = closed;
    closed.addEventListener('abort', () => this.#wake.abort(), { once: true });
  }

  /** Waits for a place in the budget. @returns null where the account is closed before one is free. */
  take(urgency: Urgency): Place | null | Promise<Place | null> {
    if (this.#closed.aborted) return null;
    if (!this.#serving && this.#waitMs(urgency) === 0) return this.#grant();
    return new Promise((resolve) => {
      this.#waiting.get(urgency)?.push(resolve);
      // What is less urgent may be waiting for longer than this has to.
      if (URGENT.has(urgency)) this.#wake.abort();
      void this.#serve();
    });
  }

  /** How long one more request waits at least. */
  leastWaitMs(urgency: Urgency): number {
    return this.#waitMs(urgency);
  }

  /** The broker throttled: nothing of this account goes out for a while. */
  backOff(): void {
    this.#quietUntil = this.#clock.monotonic() + BOUNDS.throttleBackOffMs;
  }

  #grant(): Place {
    const request = { sentAt: this.#clock.monotonic() };
    this.#underWay.add(request);
    return {
      answered: () => {
        if (!this.#underWay.delete(request)) return;
        this.#arrivedAt.push(this.#clock.monotonic());
        this.#wake.abort();
      },
    };
  }

  async #serve(): Promise<void> {
    if (this.#serving) return;
    this.#serving = true;
    for (let next = this.#mostUrgent(); next !== undefined; next = this.#mostUrgent()) {
      const waitMs = this.#closed.aborted ? 0 : this.#waitMs(next);
      if (waitMs > 0) {
        this.#wake = new AbortController();
        await this.#clock.sleep(waitMs, this.#wake.signal);
        continue;
      }
      this.#waiting.get(next)?.shift()?.(this.#closed.aborted ? null : this.#grant());
    }
    this.#serving = false;
  }

  #mostUrgent(): Urgency | undefined {
    return URGENCIES.find((urgency) => (this.#waiting.get(urgency)?.length ?? 0) > 0);
  }

  /** How long until one more request fits into every window, as far as can be told. */
  #waitMs(urgency: Urgency): number {
    if (this.#underWay.size === 0 && this.#arrivedAt.length === 0 && this.#quietUntil === 0) return 0;
    const now = this.#clock.monotonic();
    this.#countLongUnderWay(now);
    this.#forgetBefore(now - this.#longestMs);
    let until = this.#quietUntil;
    const isUrgent = URGENT.has(urgency);
    for (const { ms, max, urgentMax } of this.#windows) {
      const free = (isUrgent ? urgentMax : max) - this.#underWay.size;
      if (free <= 0) {
        const [oldest] = this.#underWay;
        until = Math.max(until, (oldest?.sentAt ?? now) + BOUNDS.arrivalMaxMs);
      }
      const at = this.#arrivedAt[this.#arrivedAt.length - free];
      if (free > 0 && at !== undefined) until = Math.max(until, at + ms);
    }
    return Math.max(0, Math.ceil(until - now));
  }

  /** What has not been answered for long has arrived, or never will: one that hangs must not hold up the others. */
  #countLongUnderWay(now: number): void {
    for (const request of this.#underWay) {
      if (now - request.sentAt < BOUNDS.arrivalMaxMs) return;
      this.#underWay.delete(request);
      this.#arrivedAt.push(now);
    }
  }

  #forgetBefore(time: number): void {
    const first = this.#arrivedAt.findIndex((at) => at > time);
    if (first > 0) this.#arrivedAt = this.#arrivedAt.slice(first);
    else if (first < 0) this.#arrivedAt = [];
  }
}
