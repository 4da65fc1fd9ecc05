/**
 * One follower's orders: sent, looked up where their outcome is unknown, followed to their end. Each desk works by
 * itself; a follower that hangs delays nobody else.
 */
import type { SendOutcome } from '../../brokers/port.ts';
import type { Intent } from '../../journal/intent.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import { allotRoom } from '../exits/allot-room.ts';
import { BlindExits } from '../exits/blind-exits.ts';
import { ExitChase } from '../exits/exit-chase.ts';
import { cancelRestingEntries, makeRoomForExit } from '../exits/exit-room.ts';
import { describeDifference, type ExitRoom } from '../exits/room-made.ts';
import { RestingKeeper } from '../resting/resting-keeper.ts';
import { BookWatch } from './book-watch.ts';
import type { DeskParts } from './desk-parts.ts';
import { HeldEntries } from './held-entries.ts';
import { LiveCopies } from './live-copies.ts';
import { describeLateFill, isExit, isLive, type LiveCopy, type LiveOrder, toTicket } from './live-copy.ts';
import { OwnFeed } from './own-feed.ts';
import { Resending } from './resending.ts';

export class FollowerDesk {
  readonly #parts: DeskParts;
  readonly #closing = new AbortController();
  readonly #copies: LiveCopies;
  readonly #watch: BookWatch;
  readonly #resending: Resending;
  readonly #resting: RestingKeeper;
  readonly #chase: ExitChase;
  readonly #busy = new Set<Promise<void>>();
  /** Exits that are being measured: each copy's once at a time. */
  readonly #measured = new WeakMap<LiveCopy, Promise<void>>();
  readonly #held: HeldEntries;
  readonly #blind: BlindExits;
  readonly #feed = new OwnFeed();

  constructor(parts: DeskParts) {
    const { clock, journal, events } = parts;
    const onCopyEnded = (copy: LiveCopy, filled: number) => {
      if (filled > 0 && this.#isTooLate(copy)) events.onEscalation(describeLateFill(copy, filled));
      events.onCopyEnded(copy, filled);
      if (isExit(copy)) this.#held.release();
    };
    this.#parts = parts;
    this.#copies = new LiveCopies({ clock, journal, events: { ...events, onCopyEnded } });
    const shared = {
      ...parts,
      copies: this.#copies,
      signal: this.#closing.signal,
      onEscalation: events.onEscalation,
      readBook: () => this.#watch.readBook(),
      send: (copy: LiveCopy, order: LiveOrder) => this.#send(copy, order),
      keepBusy: (work: Promise<void>) => this.#keepBusy(work),
    };
    this.#chase = new ExitChase(shared);
    this.#blind = new BlindExits(shared);
    this.#watch = new BookWatch({
      ...shared,
      isStrange: events.isStrange,
      onSeen: (copy, order, row) => {
        this.#resting.takeTerms(copy, order, row);
        this.#chase.takeRow(copy, order, row);
      },
      onAbsent: (copy, order) => this.#resending.takeAbsence(copy, order),
      onNews: () => this.#held.release(),
      onExitRejected: (exit, order) => this.#resending.takeRejection(exit, order),
    });
    this.#held = new HeldEntries({
      ...shared,
      hasLooked: () => this.#watch.hasLooked,
      isFresh: (entry) => this.#isFresh(entry),
      send: (entry) => this.#keepBusy(this.#sendAll(entry)),
      withdraw: (entry, why) => this.#withdraw(entry, why),
    });
    this.#resending = new Resending({
      ...shared,
      isFresh: (entry) => this.#isFresh(entry),
      priceAnew: (exit) => this.#chase.priceAnew(exit),
      carryOutExit: (copy) => this.#carryOutExit(copy),
    });
    this.#resting = new RestingKeeper({
      ...shared,
      withdraw: (copy, why) => this.#withdraw(copy, why),
    });
  }

  get gate(): AccountGate {
    return this.#parts.gate;
  }

  /** Copies that have not ended. */
  get copies(): readonly LiveCopy[] {
    return this.#copies.all;
  }

  /** Hears of its own orders by push, where the broker pushes. Resolves when its book has been looked at. */
  async listen(): Promise<void> {
    this.#feed.open(this.#parts.gate.broker, (reading) => this.#watch.takeReading(reading));
    await this.#watch.readFirst();
  }

  /** It cannot log in, and nobody can look: what waited for that ends with the words of why, or by logging in. */
  cannotListen(): void {
    this.#held.release();
  }

  /** Sends a copy whose intents are durable. Entries leave before this returns, but for those that wait for an exit. */
  carryOut(copy: LiveCopy): void {
    this.#copies.adopt(copy);
    this.#watch.findPlaced(copy);
    if (isExit(copy)) this.#keepBusy(this.#carryOutExit(copy));
    else if (!this.#held.hold(copy)) this.#keepBusy(this.#sendAll(copy));
  }

  /** Brings copies of a master order that rests in line with what was decided of them. Null: of all orders. */
  follow(orderKey: string | null): void {
    for (const copy of this.#copies.all)
      if (orderKey === null || copy.orderKey === orderKey) this.#resting.follow(copy);
  }

  /** Takes over copies from before a restart: what may have been sent is looked up before anything else. */
  takeOver(copies: readonly LiveCopy[]): void {
    for (const copy of copies) {
      this.#copies.adopt(copy);
      this.#watch.findPlaced(copy);
      for (const order of copy.orders) {
        if (order.intent.state === 'sending') this.#copies.change(copy, order, { state: 'unknown' });
        order.lastSendEndedAt = this.#parts.clock.monotonic();
      }
      if (copy.orders.some(({ intent }) => intent.state === 'planned'))
        this.#keepBusy(this.#carryOutExit(copy));
      this.#copies.tellEnd(copy);
      this.#resting.follow(copy);
    }
    this.#watch.track();
  }

  /**
   * Entries that have not left do not leave any more.
   * @param why ends the sentence that is told of each
   * @returns their orders
   */
  withdrawEntries(why: string): readonly Intent[] {
    return this.#copies.all.filter((copy) => !isExit(copy)).flatMap((entry) => this.#withdraw(entry, why));
  }

  /** Waits until nothing is being sent or looked up any more, or `ms` have passed. @returns whether all is settled. */
  async drain(ms: number): Promise<boolean> {
    const until = this.#parts.clock.monotonic() + ms;
    while (this.#busy.size > 0 || this.#copies.hasUnknown) {
      const left = until - this.#parts.clock.monotonic();
      if (left <= 0) return false;
      const timeout = this.#parts.clock.sleep(Math.min(left, 100), this.#closing.signal);
      await (this.#busy.size > 0 ? Promise.race([timeout, Promise.all(this.#busy)]) : timeout);
    }
    return true;
  }

  /** Nothing is sent any more from when this is called. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#parts.gate.close(), this.#feed.close()]);
    await Promise.allSettled([...this.#busy, this.#watch.ended()]);
    this.#parts.journal.flush();
  }

  #keepBusy(work: Promise<void>): void {
    const done = work.finally(() => this.#busy.delete(done));
    this.#busy.add(done);
  }

  async #sendAll(copy: LiveCopy): Promise<void> {
    const isNext = ({ intent, isUnderWay }: LiveOrder) => intent.state === 'sending' && !isUnderWay;
    await Promise.all(copy.orders.filter(isNext).map((order) => this.#send(copy, order)));
  }

  async #carryOutExit(copy: LiveCopy): Promise<void> {
    this.#withdrawUnsent(copy);
    // What two measured at once, both would take.
    const before = this.#measured.get(copy) ?? Promise.resolve();
    const measuring = before.then(() => this.#measureAndAllot(copy));
    this.#measured.set(copy, measuring);
    await measuring;
    if (this.#closing.signal.aborted) return;
    await Promise.all([this.#sendAll(copy), cancelRestingEntries(this.#exitRoom(copy))]);
  }

  async #measureAndAllot(copy: LiveCopy): Promise<void> {
    const late = copy.orders.filter((one) => one.intent.state === 'planned' && this.#isOver(copy, one));
    for (const order of late) this.#resending.endWithItsDay(copy, order);
    const room = await makeRoomForExit(copy, this.#exitRoom(copy));
    if (this.#closing.signal.aborted) return;
    if (room.difference > 0) this.#parts.events.onEscalation(describeDifference(copy, room));
    await allotRoom(copy, room, { ...this.#parts, copies: this.#copies });
    if (room.isBlind) this.#blind.watch(copy);
    if (room.waiting > 0) this.#resending.measureAgain(copy, room.contradiction);
    this.#copies.tellEnd(copy);
    this.#held.release();
  }

  /** Entries that still wait for their turn do not go any more where the master is out again. */
  #withdrawUnsent(exit: LiveCopy): void {
    for (const entry of this.#copies.earlierThan(exit)) {
      if (isExit(entry) || this.#parts.standingOf(entry) !== 'left') continue;
      this.#withdraw(entry, 'the master was out again');
    }
  }

  #withdraw(entry: LiveCopy, why: string): readonly Intent[] {
    const unsent = entry.orders.filter(({ intent, sends }) => intent.state === 'sending' && sends === 0);
    for (const order of unsent) {
      const brokerText = `not sent: ${why}`;
      this.#copies.change(entry, order, { state: 'refused', brokerCode: 'WITHDRAWN', brokerText });
    }
    this.#copies.tellEnd(entry);
    return unsent.map(({ intent }) => intent);
  }

  #exitRoom(copy: LiveCopy): ExitRoom {
    const { gate, clock, allowedOf } = this.#parts;
    return {
      clock,
      gate,
      signal: this.#closing.signal,
      earlier: () => this.#copies.earlierThan(copy).filter((other) => !this.#restsBeside(other, copy)),
      allowed: () => allowedOf(copy, this.#copies.laterThan(copy)),
      readBook: () => this.#watch.readBook(),
      troubledMs: () => this.#resending.troubledMs(copy),
    };
  }

  async #send(copy: LiveCopy, order: LiveOrder): Promise<void> {
    const { gate, clock } = this.#parts;
    if (this.#isOver(copy, order)) return this.#resending.endWithItsDay(copy, order);
    order.absentReads = 0;
    order.isUnderWay = true;
    const sendsBefore = order.sends;
    const outcome = await gate.placeOrder(toTicket(order.intent), isExit(copy) ? 'exit' : 'entry', {
      mayStillGo: () => order.intent.state === 'sending' && this.#mayGo(copy, order),
      onWaiting: (ms) => this.#resending.takeWait(copy, ms),
      onSending: () => {
        order.sends += 1;
      },
    });
    order.isUnderWay = false;
    order.lastSendEndedAt = clock.monotonic();
    if (this.#isLeftForRestart(copy, outcome)) return;
    if (outcome.kind === 'refused') {
      order.sends = sendsBefore;
      // It was the first to log in: what the book may have already has not been looked for.
      if (!isExit(copy) && !this.#watch.hasLooked && this.#held.hold(copy)) return;
      this.#resending.takeRefusal(copy, order, outcome.error);
    } else this.#takeOutcome(copy, order, outcome);
    this.#copies.tellEnd(copy);
    if (isExit(copy)) this.#held.release();
    if (isLive(order)) this.#watch.track();
  }

  #mayGo(copy: LiveCopy, order: LiveOrder): boolean {
    if (this.#isOver(copy, order)) return false;
    return isExit(copy) || (this.#watch.hasLooked && this.#isFresh(copy));
  }

  /** It would come to the broker on another day. What an exit reduces may be carried over: it may be late. */
  #isOver(copy: LiveCopy, { intent }: LiveOrder): boolean {
    const isCarried = isExit(copy) && intent.product !== 'intraday';
    return intent.day < this.#parts.gate.dayIn(isCarried ? 0 : BOUNDS.lastMomentMs);
  }

  /** An exit that the end of the engine kept from leaving has not failed: the next start looks it up and sends it. */
  #isLeftForRestart(copy: LiveCopy, outcome: SendOutcome): boolean {
    if (outcome.kind !== 'refused' || !isExit(copy) || !this.#closing.signal.aborted) return false;
    return outcome.error.kind !== 'refused';
  }

  /** Whether an entry may go late: not when it has become old, nor when the master does not stand behind it. */
  #isFresh(copy: LiveCopy): boolean {
    return this.#parts.clock.monotonic() <= copy.freshUntil && this.#parts.standingOf(copy) === 'wanted';
  }

  #takeOutcome(copy: LiveCopy, order: LiveOrder, outcome: Exclude<SendOutcome, { kind: 'refused' }>): void {
    const news: Parameters<LiveCopies['change']>[2] =
      outcome.kind === 'accepted'
        ? { state: 'accepted', orderId: outcome.orderId, uniqueOrderId: outcome.uniqueOrderId }
        : { state: outcome.kind, brokerCode: outcome.error.code, brokerText: outcome.error.message };
    this.#copies.change(copy, order, news);
  }

  /** An entry that ends when its exit is over already. */
  #isTooLate(copy: LiveCopy): boolean {
    return !isExit(copy) && !this.#copies.hasExitAt(copy) && this.#parts.standingOf(copy) === 'left';
  }

  /** On the exit's own side, and thus no part of what it reduces: the master's order goes through flat. */
  #restsBeside(entry: LiveCopy, exit: LiveCopy): boolean {
    const isSameSide = entry.orders[0]?.intent.side === exit.orders[0]?.intent.side;
    return isSameSide && this.#parts.standsAs(entry) !== null;
  }
}
