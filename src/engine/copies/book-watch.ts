/**
 * Follows a desk's orders in the follower's book: to their end, and first of all where their outcome is unknown.
 * What the book shows of an order is a fact; that it does not show one must be seen repeatedly and late enough.
 */
import type { OrderReading } from '../../brokers/port.ts';
import { isOwnTag } from '../../core/book/registers.ts';
import type { IstDay } from '../../core/ist-time.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import type { Intent } from '../../journal/intent.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { WholeBook } from '../accounts/whole-book.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { DeskEvents } from './desk-parts.ts';
import { isUnexpected, LateOrders } from './late-orders.ts';
import type { LiveCopies } from './live-copies.ts';
import { isExit, type LiveCopy, type LiveOrder, stateShownBy } from './live-copy.ts';

export interface WatchParts {
  readonly gate: AccountGate;
  readonly clock: Clock;
  readonly copies: LiveCopies;
  readonly signal: AbortSignal;
  /** Before what it tells of the order is taken in. */
  readonly onSeen: (copy: LiveCopy, order: LiveOrder, row: OrderSnapshot) => void;
  readonly onEscalation: DeskEvents['onEscalation'];
  readonly events: Pick<DeskEvents, 'onLateFill'>;
  /** An order with a tag of ours that no copy has. @returns whether the journal does not know it either */
  readonly isStrange: (tag: string) => boolean;
  /** The order is certainly not in the book. */
  readonly onAbsent: (copy: LiveCopy, order: LiveOrder) => void;
  /** The first look, or the first since a login, has come to something; or there is news of an exit. */
  readonly onNews: () => void;
  /** The copy has not been told to have ended yet. */
  readonly onExitRejected: (exit: LiveCopy, order: LiveOrder) => void;
}

/** When a reading of the book began. */
interface Begun {
  /** Monotonic. */
  readonly at: number;
  readonly onDay: IstDay;
}

export class BookWatch {
  readonly #parts: WatchParts;
  /** Tags that the book has and the journal did not. */
  readonly #strange = new Set<string>();
  readonly #whole = new WholeBook();
  readonly #late: LateOrders;
  /** Tags of which two orders were told. */
  readonly #twinsTold = new Set<string>();
  #tracking: Promise<void> | null = null;
  #isTracking = false;
  #first: Promise<void> | null = null;
  /** Whether the first look has come to something; nobody looks before the account is open. */
  #look: 'none' | 'under_way' | 'done' = 'none';

  constructor(parts: WatchParts) {
    this.#parts = parts;
    const { onLateFill } = parts.events;
    this.#late = new LateOrders({ ...parts, onLateFill, readBook: () => this.readBook() });
  }

  /** Reads the book again and again while copies live. */
  track(): void {
    if (this.#isTracking) return;
    this.#isTracking = true;
    this.#tracking = this.#trackUntilEnded();
  }

  /** Resolves when nothing is tracked any more. */
  async ended(): Promise<void> {
    await Promise.all([this.#tracking, this.#first]);
  }

  /** False from when the account is being opened until the first look has come to something. */
  get hasLooked(): boolean {
    const { state } = this.#parts.gate;
    return this.#look === 'done' || (this.#look === 'none' && state !== 'opening' && state !== 'open');
  }

  /** Reads what is there already. A book that cannot be read soon keeps nobody but its own entries waiting. */
  async readFirst(): Promise<void> {
    const { clock, signal } = this.#parts;
    if (this.#look === 'none') this.#look = 'under_way';
    const done = new AbortController();
    this.#first = this.#readUntilRead().finally(() => done.abort());
    await clock.sleep(BOUNDS.firstReadMs, AbortSignal.any([signal, done.signal]));
  }

  async #readUntilRead(): Promise<void> {
    const { clock, signal } = this.#parts;
    for (let waitMs: number = BOUNDS.settleIntervalMs; !(await this.readBook()); waitMs *= 2) {
      await clock.sleep(Math.min(waitMs, BOUNDS.retryMaxMs), signal);
      if (signal.aborted) return;
    }
    this.#look = 'done';
    this.#parts.onNews();
  }

  /** @returns whether the book could be read; a failed read says nothing about any order. */
  async readBook(): Promise<boolean> {
    const { clock, gate } = this.#parts;
    const begun = { at: clock.monotonic(), onDay: gate.dayIn(0) };
    const book = await gate.readOrderBook();
    if (!book.ok) {
      this.#escalateLongUnknown();
      return false;
    }
    const { tags, isWhole } = this.#whole.look(book.value, begun.onDay, (tag) =>
      this.#isOf(tag, begun.onDay),
    );
    for (const reading of book.value) {
      if (reading.ok) this.takeReading(reading);
      else this.#tellUnreadable(reading);
    }
    this.#tellTwins(book.value);
    if (isWhole) this.#settleAbsent(tags, begun);
    this.#escalateLongUnknown();
    return true;
  }

  #isOf(tag: string, day: IstDay): boolean {
    return this.#parts.copies.find(tag)?.order.intent.day === day;
  }

  /** It is there, whatever else it would tell. */
  #tellUnreadable({ tag, problem }: Extract<OrderReading, { ok: false }>): void {
    const known = tag === undefined ? null : this.#parts.copies.find(tag);
    if (known === null || known.order.isUnreadable) return;
    known.order.isUnreadable = true;
    const { side, quantity, tradingSymbol } = known.order.intent;
    this.#parts.onEscalation(
      `the book's row of ${side} ${quantity} ${tradingSymbol} (tag ${tag}) cannot be read: ${problem}`,
    );
  }

  /** Two orders of one tag: a request that was given up came to the broker after all, or it named an order anew. */
  #tellTwins(readings: readonly OrderReading[]): void {
    const byTag = new Map<string, OrderSnapshot>();
    for (const reading of readings) {
      if (!reading.ok || !isOwnTag(reading.order.tag) || isNothing(reading.order)) continue;
      const { tag, side, quantity, tradingSymbol, orderId } = reading.order;
      const other = byTag.get(tag);
      byTag.set(tag, reading.order);
      if (other === undefined || other.orderId === orderId || this.#twinsTold.has(tag)) continue;
      this.#twinsTold.add(tag);
      this.#parts.onEscalation(
        `its book has two orders ${side} ${quantity} ${tradingSymbol} with one tag (${tag}): ${other.orderId} and ${orderId}; one of them is too much: look at the position`,
      );
    }
  }

  /** Orders that the book has already, though the journal has only now decided them, are not sent but looked up. */
  findPlaced(copy: LiveCopy): void {
    const placed = copy.orders.filter(({ intent }) => this.#strange.has(intent.tag));
    if (placed.length === 0) return;
    const { copies, clock } = this.#parts;
    for (const order of placed) {
      if (order.intent.state === 'planned') copies.change(copy, order, { state: 'sending' });
      copies.change(copy, order, { state: 'unknown', brokerText: 'its tag was in the book before' });
      order.lastSendEndedAt = clock.monotonic();
    }
    this.track();
  }

  takeReading(reading: OrderReading): void {
    if (!reading.ok || !isOwnTag(reading.order.tag)) return;
    const { copies } = this.#parts;
    if (copies.isDone(reading.order.tag)) return;
    const known = copies.find(reading.order.tag);
    if (!known) {
      if (this.#parts.isStrange(reading.order.tag)) this.#strange.add(reading.order.tag);
      return;
    }
    const { order: row } = reading;
    const { copy, order } = known;
    order.seen = true;
    this.#parts.onSeen(copy, order, row);
    const before = order.intent;
    copies.change(copy, order, {
      state: stateShownBy(row),
      orderId: row.orderId,
      uniqueOrderId: row.uniqueOrderId,
      filledQuantity: Math.min(row.filledQuantity, order.intent.quantity),
      ...(row.text === '' ? {} : { brokerText: row.text, brokerCode: null }),
    });
    const isNews = order.intent !== before;
    if (isNews) this.#escalateBadNews(copy, order, before);
    copies.tellEnd(copy);
    if (isNews && isExit(copy)) this.#parts.onNews();
  }

  async #trackUntilEnded(): Promise<void> {
    const { clock, copies, signal } = this.#parts;
    const startedAt = clock.monotonic();
    while (!signal.aborted && !copies.isEmpty) {
      const isResting = clock.monotonic() - startedAt > BOUNDS.trackSlowAfterMs && !copies.hasUnknown;
      await clock.sleep(isResting ? BOUNDS.trackSlowIntervalMs : BOUNDS.trackIntervalMs, signal);
      if (!signal.aborted) await this.readBook();
    }
    // At once: what comes next must not be taken for tracked.
    this.#isTracking = false;
  }

  #escalateBadNews(copy: LiveCopy, order: LiveOrder, before: Intent): void {
    const { state, tradingSymbol, quantity, filledQuantity } = order.intent;
    const { onEscalation, onExitRejected } = this.#parts;
    if (isUnexpected(copy, order, before)) {
      this.#late.take(copy, order, before);
    } else if (isExit(copy) && state === 'rejected') {
      onExitRejected(copy, order);
    } else if (isExit(copy) && state === 'cancelled' && filledQuantity < quantity) {
      const left = `the exit of ${quantity} ${tradingSymbol} was cancelled with ${quantity - filledQuantity} units left`;
      if (order.isGivenUp) onEscalation(`${left}: it rested, and the account is on the other side by now`);
      else onEscalation(left, 'EXIT_NOT_OUT');
    }
  }

  #settleAbsent(seen: ReadonlySet<string>, begun: Begun): void {
    const { clock, copies, gate, onAbsent } = this.#parts;
    for (const copy of copies.all) {
      for (const order of copy.orders) {
        const sentAt = order.lastSendEndedAt;
        const end = endOfAbsent(order.intent, begun);
        if (end === null || seen.has(order.intent.tag) || sentAt === null || begun.at < sentAt) continue;
        order.absentReads += 1;
        if (order.absentReads < BOUNDS.absentReads) continue;
        if (end === 'with_its_day') this.#endWithItsDay(copy, order);
        // What midnight has overtaken does not go again: the next readings end it with its day.
        else if (clock.monotonic() - sentAt >= BOUNDS.absentAfterMs && order.intent.day >= gate.dayIn(0))
          onAbsent(copy, order);
      }
    }
  }

  /**
   * Orders are for a day: what of it was seen filled by then is all that will be. An entry to be held overnight that the
   * broker took and that nothing has told of since is taken for filled: an exit never exceeds what the account holds,
   * but it must come.
   */
  #endWithItsDay(copy: LiveCopy, order: LiveOrder): void {
    const { copies, onEscalation } = this.#parts;
    const { state, side, quantity, product, tradingSymbol, tag } = order.intent;
    const mayBeHeld = state !== 'unknown' && product !== 'intraday' && !isExit(copy);
    const filled = mayBeHeld && !order.seen ? { filledQuantity: quantity } : {};
    if (!order.seen)
      onEscalation(
        `what became of ${side} ${quantity} ${tradingSymbol} (tag ${tag}) was not known when its day ended: look at the position`,
      );
    const left = quantity - order.intent.filledQuantity;
    if (isExit(copy) && left > 0)
      onEscalation(
        `the exit of ${quantity} ${tradingSymbol} had ${left} units left when its day ended: look at the position`,
        'EXIT_NOT_OUT',
      );
    copies.change(copy, order, { state: 'cancelled', brokerText: 'its day is over', ...filled });
    copies.tellEnd(copy);
  }

  #escalateLongUnknown(): void {
    const { clock, copies, onEscalation } = this.#parts;
    for (const copy of copies.all) {
      for (const order of copy.orders) {
        const sentAt = order.lastSendEndedAt;
        const { state, side, quantity, tradingSymbol, tag, orderId } = order.intent;
        const isUnseen = state === 'accepted' && !order.seen;
        if ((state !== 'unknown' && !isUnseen) || order.escalated || sentAt === null) continue;
        if (clock.monotonic() - sentAt < BOUNDS.settleEscalateMs) continue;
        order.escalated = true;
        const what = `${side} ${quantity} ${tradingSymbol}`;
        if (!isUnseen) onEscalation(`what became of ${what} (tag ${tag}) is not known`);
        else
          onEscalation(
            `the broker took ${what} (order ${orderId}, tag ${tag}), and its book has not shown it since: look at the position`,
            isExit(copy) ? 'EXIT_NOT_OUT' : undefined,
          );
      }
    }
  }
}

/** It has brought nothing, and will not. */
function isNothing({ terminal, filledQuantity }: OrderSnapshot): boolean {
  return terminal && filledQuantity === 0;
}

/** What an order that the book does not show has come to, once that is certain; null where it may yet show. */
function endOfAbsent({ state, day }: Intent, { onDay }: Begun): 'never_there' | 'with_its_day' | null {
  // Today's book says nothing of yesterday's orders: such an order may have been there, and never goes again.
  if (day < onDay) return LIVES_AT_MOST_A_DAY.has(state) ? 'with_its_day' : null;
  return state === 'unknown' ? 'never_there' : null;
}

const LIVES_AT_MOST_A_DAY: ReadonlySet<Intent['state']> = new Set<Intent['state']>([
  'unknown',
  'accepted',
  'open',
]);
