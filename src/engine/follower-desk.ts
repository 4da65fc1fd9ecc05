/**
 * One follower's orders: sent, looked up where their outcome is unknown, followed to their end. Each desk works by
 * itself; a follower that hangs delays nobody else.
 */
import type { BrokerError, OrderFeed, OrderReading, SendOutcome } from '../brokers/port.ts';
import { isOwnTag } from '../core/registers.ts';
import type { Intent, IntentChange } from '../journal/intent.ts';
import type { AccountGate } from './account-gate.ts';
import { BOUNDS } from './bounds.ts';
import type { Clock } from './clock.ts';
import { type ExitRoom, makeRoomForExit } from './exit-room.ts';
import type { JournalBuffer } from './journal-buffer.ts';
import {
  changeIntent,
  createLiveOrder,
  isExit,
  isLive,
  type LiveCopy,
  type LiveOrder,
  newsFor,
  stateShownBy,
  toTicket,
} from './live-copy.ts';

export interface DeskEvents {
  onOutcome(copy: LiveCopy, order: LiveOrder): void;
  /** All orders of the copy have ended; `filled` units of it were executed. */
  onCopyEnded(copy: LiveCopy, filled: number): void;
  onEscalation(text: string): void;
}

export interface DeskParts {
  readonly name: string;
  readonly gate: AccountGate;
  readonly clock: Clock;
  readonly journal: JournalBuffer;
  readonly events: DeskEvents;
  /** By how many units the exits decided in the copy's position exceed what its copies hold there. */
  readonly excessOf: (copy: LiveCopy) => number;
  /** Records an order in the place of one that was refused without having been there. */
  readonly planAgain: (copy: LiveCopy, refused: Intent) => Intent;
}

export class FollowerDesk {
  readonly #parts: DeskParts;
  readonly #closing = new AbortController();
  readonly #copies = new Set<LiveCopy>();
  readonly #byTag = new Map<string, { copy: LiveCopy; order: LiveOrder }>();
  readonly #busy = new Set<Promise<void>>();
  #tracking: Promise<void> | null = null;
  #feed: OrderFeed | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  get gate(): AccountGate {
    return this.#parts.gate;
  }

  /** Copies that have not ended. */
  get copies(): readonly LiveCopy[] {
    return [...this.#copies].filter((copy) => !copy.ended);
  }

  /** Hears of its own orders by push, where the broker pushes; the book is read all the same. */
  listen(): void {
    const { broker } = this.#parts.gate;
    if (broker.capabilities.orderPush === 'none' || this.#feed) return;
    this.#feed = broker.openOrderFeed({
      onConnected: () => {},
      onDisconnected: () => {},
      onOrder: (reading) => this.#takeReading(reading),
    });
  }

  /** Sends a copy whose intents are durable. Entries leave before this returns. */
  carryOut(copy: LiveCopy): void {
    this.#adopt(copy);
    this.#keepBusy(isExit(copy) ? this.#carryOutExit(copy) : this.#sendAll(copy));
  }

  /** Takes over copies from before a restart: what may have been sent is looked up before anything else. */
  takeOver(copies: readonly LiveCopy[]): void {
    for (const copy of copies) {
      this.#adopt(copy);
      for (const order of copy.orders) {
        if (order.intent.state === 'sending') this.#change(copy, order, { state: 'unknown' });
        order.lastSendEndedAt = this.#parts.clock.monotonic();
      }
      if (copy.orders.some(({ intent }) => intent.state === 'planned')) {
        this.#keepBusy(this.#carryOutExit(copy));
      }
      this.#tellEnd(copy);
    }
    this.#track();
  }

  /** Waits until nothing is being sent or looked up any more, or `ms` have passed. @returns whether all is settled. */
  async drain(ms: number): Promise<boolean> {
    const until = this.#parts.clock.monotonic() + ms;
    while (this.#busy.size > 0 || this.#hasUnknown()) {
      const left = until - this.#parts.clock.monotonic();
      if (left <= 0) return false;
      const timeout = this.#parts.clock.sleep(Math.min(left, 100), this.#closing.signal);
      await (this.#busy.size > 0 ? Promise.race([timeout, Promise.all(this.#busy)]) : timeout);
    }
    return true;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#feed?.close();
    await this.#parts.gate.close();
    await Promise.allSettled([...this.#busy, this.#tracking]);
    this.#parts.journal.flush();
  }

  #adopt(copy: LiveCopy): void {
    this.#copies.add(copy);
    for (const order of copy.orders) this.#byTag.set(order.intent.tag, { copy, order });
  }

  #keepBusy(work: Promise<void>): void {
    const done = work.finally(() => this.#busy.delete(done));
    this.#busy.add(done);
  }

  async #sendAll(copy: LiveCopy): Promise<void> {
    const urgency = isExit(copy) ? 'exit' : 'entry';
    const sendable = copy.orders.filter(
      ({ intent }) => intent.state === 'sending' || intent.state === 'planned',
    );
    await Promise.all(sendable.map((order) => this.#send(copy, order, urgency)));
  }

  async #carryOutExit(copy: LiveCopy): Promise<void> {
    const room = await makeRoomForExit(copy, this.#exitRoom(copy));
    if (room.difference > 0) {
      this.#parts.events.onEscalation(
        `the exit of ${copy.orders[0]?.intent.tradingSymbol} is ${room.units} units, ${room.difference} fewer than decided: ${room.why}`,
      );
    }
    this.#allot(copy, room.units);
    await this.#sendAll(copy);
  }

  #exitRoom(copy: LiveCopy): ExitRoom {
    const { gate, clock, excessOf } = this.#parts;
    return {
      clock,
      gate,
      signal: this.#closing.signal,
      others: () => this.copies.filter((other) => other !== copy && isSamePosition(other, copy)),
      excess: () => excessOf(copy),
      readBook: () => this.#readBook(),
    };
  }

  /** Gives the first orders what they asked for; what is left over is less for the last, or nothing. */
  #allot(copy: LiveCopy, units: number): void {
    let left = units;
    for (const order of copy.orders) {
      const { intent } = order;
      if (intent.state !== 'planned') continue;
      const quantity = Math.min(intent.quantity, left);
      left -= quantity;
      if (quantity === 0) this.#change(copy, order, { state: 'dropped', brokerText: 'nothing left to exit' });
      else if (quantity < intent.quantity) {
        order.intent = this.#parts.journal.adjustQuantity(intent.tag, quantity, this.#parts.clock.now());
      }
    }
    for (const order of copy.orders) {
      if (order.intent.state === 'planned') this.#change(copy, order, { state: 'sending' });
    }
    this.#parts.journal.flush();
    this.#tellEnd(copy);
  }

  async #send(copy: LiveCopy, order: LiveOrder, urgency: 'entry' | 'exit'): Promise<void> {
    const { gate, clock } = this.#parts;
    order.absentReads = 0;
    const outcome = await gate.placeOrder(toTicket(order.intent), urgency, () => {
      order.sends += 1;
    });
    order.lastSendEndedAt = clock.monotonic();
    this.#takeOutcome(copy, order, outcome);
    this.#tellEnd(copy);
    if (isLive(order)) this.#track();
    else if (outcome.kind === 'refused' && isExit(copy))
      await this.#afterRefusedExit(copy, order, outcome.error);
  }

  #takeOutcome(copy: LiveCopy, order: LiveOrder, outcome: SendOutcome): void {
    if (outcome.kind === 'accepted') {
      const { orderId, uniqueOrderId } = outcome;
      this.#change(copy, order, { state: 'accepted', orderId, uniqueOrderId });
      return;
    }
    const { code, message } = outcome.error;
    this.#change(copy, order, { state: outcome.kind, brokerCode: code, brokerText: message });
  }

  /** An exit that the broker never had goes again: nothing may keep a copy in. One that it turned down is shouted. */
  async #afterRefusedExit(copy: LiveCopy, order: LiveOrder, error: BrokerError): Promise<void> {
    const { events, clock, planAgain } = this.#parts;
    const { tradingSymbol, quantity } = order.intent;
    events.onEscalation(
      `the exit of ${quantity} ${tradingSymbol} was refused: ${error.message} (${error.code})`,
    );
    if (error.kind !== 'session') return;
    await clock.sleep(BOUNDS.sessionRetryMs, this.#closing.signal);
    if (this.#closing.signal.aborted) return;
    const again = createLiveOrder(planAgain(copy, order.intent));
    copy.orders.push(again);
    copy.ended = false;
    this.#adopt(copy);
    await this.#send(copy, again, 'exit');
  }

  #change(copy: LiveCopy, order: LiveOrder, change: Omit<IntentChange, 'atMs'>): void {
    const news = newsFor(order.intent, { ...change, atMs: this.#parts.clock.now() });
    if (news === null) return;
    order.intent = changeIntent(order.intent, news);
    this.#parts.journal.addChange(order.intent.tag, news);
    if (order.intent.state !== 'sending') this.#parts.events.onOutcome(copy, order);
  }

  #tellEnd(copy: LiveCopy): void {
    if (copy.ended || copy.orders.some(isLive)) return;
    copy.ended = true;
    this.#copies.delete(copy);
    this.#parts.events.onCopyEnded(
      copy,
      copy.orders.reduce((sum, { intent }) => sum + intent.filledQuantity, 0),
    );
  }

  #hasUnknown(): boolean {
    return this.copies.some((copy) => copy.orders.some(({ intent }) => intent.state === 'unknown'));
  }

  #track(): void {
    this.#tracking ??= this.#trackUntilEnded().finally(() => {
      this.#tracking = null;
    });
  }

  async #trackUntilEnded(): Promise<void> {
    const { clock } = this.#parts;
    const startedAt = clock.monotonic();
    while (!this.#closing.signal.aborted && this.copies.length > 0) {
      const resting = clock.monotonic() - startedAt > BOUNDS.trackSlowAfterMs && !this.#hasUnknown();
      const intervalMs = resting ? BOUNDS.trackSlowIntervalMs : BOUNDS.trackIntervalMs;
      await clock.sleep(intervalMs, this.#closing.signal);
      if (!this.#closing.signal.aborted) await this.#readBook();
    }
  }

  /** @returns whether the book could be read; a failed read says nothing about any order. */
  async #readBook(): Promise<boolean> {
    const startedAt = this.#parts.clock.monotonic();
    const book = await this.#parts.gate.readOrderBook();
    if (!book.ok) {
      this.#escalateLongUnknown();
      return false;
    }
    const seen = new Set<string>();
    for (const reading of book.value) {
      if (reading.ok) seen.add(reading.order.tag);
      this.#takeReading(reading);
    }
    this.#settleAbsent(seen, startedAt);
    return true;
  }

  #takeReading(reading: OrderReading): void {
    if (!reading.ok || !isOwnTag(reading.order.tag)) return;
    const known = this.#byTag.get(reading.order.tag);
    if (!known) return;
    const { order: row } = reading;
    const { copy, order } = known;
    const state = stateShownBy(row);
    this.#change(copy, order, {
      state,
      orderId: row.orderId,
      uniqueOrderId: row.uniqueOrderId,
      filledQuantity: Math.min(row.filledQuantity, order.intent.quantity),
      ...(row.text === '' ? {} : { brokerText: row.text }),
    });
    if (state === 'rejected' && isExit(copy) && !order.escalated) {
      order.escalated = true;
      this.#parts.events.onEscalation(`the exit of ${order.intent.tradingSymbol} was rejected: ${row.text}`);
    }
    this.#tellEnd(copy);
  }

  /** Absent must be seen repeatedly and late enough before an order counts as not there. */
  #settleAbsent(seen: ReadonlySet<string>, readStartedAt: number): void {
    for (const copy of this.copies) {
      for (const order of copy.orders) {
        const sentAt = order.lastSendEndedAt;
        if (order.intent.state !== 'unknown' || seen.has(order.intent.tag) || sentAt === null) continue;
        if (readStartedAt < sentAt) continue;
        order.absentReads += 1;
        const late = this.#parts.clock.monotonic() - sentAt >= BOUNDS.absentAfterMs;
        if (late && order.absentReads >= BOUNDS.absentReads) this.#concludeAbsent(copy, order);
      }
    }
    this.#escalateLongUnknown();
  }

  #concludeAbsent(copy: LiveCopy, order: LiveOrder): void {
    const { clock, events } = this.#parts;
    const fresh = isExit(copy) || clock.now() <= copy.freshUntilMs;
    if (fresh && order.sends < BOUNDS.maxSends) {
      this.#change(copy, order, { state: 'sending' });
      this.#parts.journal.flush();
      this.#keepBusy(this.#send(copy, order, isExit(copy) ? 'exit' : 'entry'));
      return;
    }
    const brokerText = `not placed: ${order.intent.brokerText ?? 'no answer'}; its tag is not in the book`;
    this.#change(copy, order, { state: 'refused', brokerCode: 'ABSENT', brokerText });
    if (isExit(copy)) events.onEscalation(`the exit of ${order.intent.tradingSymbol} could not be placed`);
    this.#tellEnd(copy);
  }

  #escalateLongUnknown(): void {
    const { clock, events } = this.#parts;
    for (const copy of this.copies) {
      for (const order of copy.orders) {
        const sentAt = order.lastSendEndedAt;
        if (order.intent.state !== 'unknown' || order.escalated || sentAt === null) continue;
        if (clock.monotonic() - sentAt < BOUNDS.settleEscalateMs) continue;
        order.escalated = true;
        events.onEscalation(
          `what became of ${order.intent.side} ${order.intent.quantity} ${order.intent.tradingSymbol} (tag ${order.intent.tag}) is not known`,
        );
      }
    }
  }
}

function isSamePosition(a: LiveCopy, b: LiveCopy): boolean {
  const [x, y] = [a.orders[0]?.intent, b.orders[0]?.intent];
  return (
    x !== undefined &&
    y !== undefined &&
    x.exchange === y.exchange &&
    x.product === y.product &&
    (x.symbolToken !== null && y.symbolToken !== null
      ? x.symbolToken === y.symbolToken
      : x.tradingSymbol === y.tradingSymbol)
  );
}
