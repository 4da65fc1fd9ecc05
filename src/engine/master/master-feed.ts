/**
 * The master's orders, from push and poll merged. Neither is trusted alone: pushes are fast and get lost, the book is
 * slow and complete. What an order *is* decides whether something is new, so it does no harm to hear it twice.
 */
import { hash } from 'node:crypto';
import type { BrokerAccount, BrokerError, OrderFeed, OrderReading } from '../../brokers/port.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';

export type Via = 'push' | 'poll';

export interface MasterFeedEvents {
  onReading(reading: OrderReading, via: Via): void;
  /** What is new in the book after a time in which it could not be read. */
  onMissed(readings: readonly OrderReading[]): void;
  /** A poll failed. It says nothing about orders. */
  onPollFailed(error: BrokerError, failuresInARow: number): void;
  /** A poll worked again after failures. */
  onPollRecovered(): void;
  onPushConnected(): void;
  onPushDisconnected(error: BrokerError): void;
}

/** What of the master's account is read here. */
export interface FeedAccount extends Pick<AccountGate, 'readOrderBook'> {
  readonly broker: Pick<BrokerAccount, 'openOrderFeed'> & {
    readonly capabilities: Pick<BrokerAccount['capabilities'], 'orderPush'>;
  };
}

export interface MasterFeedOptions {
  readonly feed: 'auto' | 'websocket' | 'poll';
  readonly pollIntervalMs: number;
}

export class MasterFeed {
  readonly #gate: FeedAccount;
  readonly #clock: Clock;
  readonly #events: MasterFeedEvents;
  readonly #closing = new AbortController();
  /** Digests of what was last told of each order: the rows themselves are a kilobyte each. */
  readonly #last = new Map<string, string>();
  /** What was pushed since the reading of the book began, by order id: that reading may be older. */
  readonly #pushed = new Map<string, { readonly at: number; readonly filled: number }>();
  #options: MasterFeedOptions;
  #push: OrderFeed | null = null;
  /** When the next reading of the book was due, by the wall and by the monotonic clock: one of them stops in sleep. */
  #dueAt: readonly [number, number] | null = null;
  /** A list that comes again brings nothing. */
  #lastBook: readonly OrderReading[] | null = null;
  #polling: Promise<void> | null = null;
  /** Ends the wait between two polls early. */
  #wake = new AbortController();

  constructor(gate: FeedAccount, options: MasterFeedOptions, clock: Clock, events: MasterFeedEvents) {
    this.#gate = gate;
    this.#options = options;
    this.#clock = clock;
    this.#events = events;
  }

  start(): void {
    if (this.#options.feed !== 'poll' && this.#gate.broker.capabilities.orderPush !== 'none')
      this.#openPush();
    this.#polling = this.#poll();
  }

  /** Takes up a changed interval or feed; an open socket is closed or opened as it asks. */
  async change(options: MasterFeedOptions): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const { feed } = options;
    this.#options = options;
    this.#wake.abort();
    if (feed === 'poll' && this.#push) {
      await this.#push.close();
      this.#push = null;
    } else if (feed !== 'poll' && !this.#push && this.#gate.broker.capabilities.orderPush !== 'none') {
      this.#openPush();
    }
  }

  /** Reads the book now rather than at the next turn. */
  pollNow(): void {
    this.#wake.abort();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake.abort();
    await this.#push?.close();
    await this.#polling;
  }

  #openPush(): void {
    this.#push = this.#gate.broker.openOrderFeed({
      onConnected: () => {
        this.#events.onPushConnected();
        // What happened while the socket was down is only in the book.
        this.pollNow();
      },
      onOrder: (reading) => {
        this.#notePush(reading);
        this.#deliver(reading, 'push');
      },
      onDisconnected: (error) => this.#events.onPushDisconnected(error),
    });
  }

  async #poll(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      const askedAt = this.#clock.monotonic();
      const book = await this.#gate.readOrderBook();
      if (this.#closing.signal.aborted) return;
      if (book.ok) {
        if (failures > 0) this.#events.onPollRecovered();
        failures = 0;
        this.#deliverBook(book.value, askedAt);
      } else {
        failures += 1;
        this.#events.onPollFailed(book.error, failures);
      }
      await this.#pause(failures);
    }
  }

  async #pause(failures: number): Promise<void> {
    const ms = this.#pauseMs(failures);
    if (this.#closing.signal.aborted) return;
    if (this.#wake.signal.aborted) this.#wake = new AbortController();
    await this.#clock.sleep(ms, this.#wake.signal);
  }

  #notePush(reading: OrderReading): void {
    if (!reading.ok) return;
    const { orderId, filledQuantity } = reading.order;
    this.#pushed.set(orderId, { at: this.#clock.monotonic(), filled: filledQuantity });
  }

  /** Within a second no time tells which of the two is older: the next reading does, and it began after the push. */
  #mayBeOlder(reading: OrderReading): boolean {
    if (!reading.ok || reading.order.terminal) return false;
    const pushed = this.#pushed.get(reading.order.orderId);
    return pushed !== undefined && reading.order.filledQuantity <= pushed.filled;
  }

  /** @param askedAt the monotonic time before which nothing of it was read */
  #deliverBook(book: readonly OrderReading[], askedAt: number): void {
    for (const [orderId, { at }] of this.#pushed) if (at < askedAt) this.#pushed.delete(orderId);
    const readings = book.filter((reading) => !this.#mayBeOlder(reading));
    const now = this.#now();
    const late = this.#dueAt === null ? 0 : Math.max(now[0] - this.#dueAt[0], now[1] - this.#dueAt[1]);
    const pauseMs = this.#pauseMs(0);
    this.#dueAt = [now[0] + pauseMs, now[1] + pauseMs];
    const isSame = book === this.#lastBook;
    this.#lastBook = readings.length === book.length ? book : null;
    if (late <= BOUNDS.gapMs) {
      if (!isSame) for (const reading of readings) this.#deliver(reading, 'poll');
      return;
    }
    this.#events.onMissed(readings.filter((reading) => !this.#isKnown(reading, 'poll')));
  }

  #now(): readonly [number, number] {
    return [this.#clock.now(), this.#clock.monotonic()];
  }

  #pauseMs(failures: number): number {
    const { feed, pollIntervalMs } = this.#options;
    // With `websocket` the book is read when the socket (re)connects, and now and then all the same.
    if (feed === 'websocket' && failures === 0) return BOUNDS.fundsIntervalMs;
    return Math.min(BOUNDS.pollBackOffMaxMs, pollIntervalMs * 2 ** Math.min(failures, 10));
  }

  /** Passes on what differs from the last time in any field; an unreadable row once. */
  #deliver(reading: OrderReading, via: Via): void {
    if (this.#closing.signal.aborted) return;
    if (!this.#isKnown(reading, via)) this.#events.onReading(reading, via);
  }

  /** Whether the last one from there said the same; it is known from now on. */
  #isKnown(reading: OrderReading, via: Via): boolean {
    const raw = JSON.stringify(reading.raw);
    const digest = hash('sha256', raw, 'base64');
    const key = `${via} ${reading.ok ? reading.order.orderId : digest}`;
    if (this.#last.get(key) === digest) return true;
    this.#last.set(key, digest);
    return false;
  }
}
