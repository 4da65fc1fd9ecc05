/**
 * Brings a copy that rests in line with what was decided of it: changes its orders, takes them back, adds to them. What
 * was decided is in the journal; what stands is in the follower's book. Replies to modifications and cancels prove
 * nothing (recorded 2026-05-11), so that after each request the book is read, and what differs there goes again.
 */
import type { OrderTicket, SendOutcome } from '../../brokers/port.ts';
import type { RestingCopy } from '../../core/book/book.ts';
import type { PlannedOrder } from '../../core/deciding/decision.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { BOUNDS } from '../bounds.ts';
import type { DeskParts } from '../copies/desk-parts.ts';
import type { LiveCopies } from '../copies/live-copies.ts';
import { createLiveOrder, isLive, type LiveCopy, type LiveOrder, toTicket } from '../copies/live-copy.ts';
import { type ChangePlan, isAsShown, planChange } from './resting-plan.ts';

export interface RestingParts
  extends Pick<DeskParts, 'clock' | 'gate' | 'journal' | 'standsAs' | 'planMore'> {
  readonly copies: LiveCopies;
  readonly signal: AbortSignal;
  readonly onEscalation: DeskParts['events']['onEscalation'];
  readonly readBook: () => Promise<boolean>;
  readonly send: (copy: LiveCopy, order: LiveOrder) => Promise<void>;
  /** Orders of the copy that have not left do not leave any more. */
  readonly withdraw: (copy: LiveCopy, why: string) => void;
  readonly keepBusy: (work: Promise<void>) => void;
}

export class RestingKeeper {
  readonly #parts: RestingParts;
  readonly #followed = new Set<LiveCopy>();
  /** Those that are taken back: the master may be in again before all of it is done. */
  readonly #takenBack = new WeakSet<LiveCopy>();

  constructor(parts: RestingParts) {
    this.#parts = parts;
  }

  /** Something was decided of the copy, or it was taken over from before a restart. */
  follow(copy: LiveCopy): void {
    if (copy.ended || this.#followed.has(copy) || this.#parts.standsAs(copy) === null) return;
    this.#followed.add(copy);
    this.#parts.keepBusy(this.#bring(copy));
  }

  /** What the book shows of an order that may have been changed. */
  takeTerms(copy: LiveCopy, order: LiveOrder, row: OrderSnapshot): void {
    const { journal, clock, standsAs } = this.#parts;
    const { state, orderType } = order.intent;
    if (standsAs(copy) === null) return;
    const canChange = state === 'accepted' || state === 'open' || state === 'unknown';
    if (!canChange || row.quantity <= 0 || isAsShown(order.intent, row)) return;
    // A MARKET order is shown as the broker's own protection made it.
    const isMarket = orderType === 'market';
    const { limitPrice, triggerPrice } = row;
    order.intent = journal.amend(order.intent, {
      quantity: row.quantity,
      ...(isMarket
        ? {}
        : {
            orderType: row.orderType,
            price: limitPrice === null ? null : formatDecimal(limitPrice),
            triggerPrice: triggerPrice === null ? null : formatDecimal(triggerPrice),
          }),
      atMs: clock.now(),
    });
  }

  /** How it is to stand; what is taken back once stays so. */
  #standingOf(copy: LiveCopy): RestingCopy | null {
    const resting = this.#parts.standsAs(copy);
    if (resting?.state === 'cancelled') this.#takenBack.add(copy);
    return resting && this.#takenBack.has(copy) ? { ...resting, state: 'cancelled' } : resting;
  }

  async #bring(copy: LiveCopy): Promise<void> {
    const { clock, signal, readBook, copies } = this.#parts;
    for (let round = 1; !signal.aborted && !copy.ended; round += 1) {
      const resting = this.#standingOf(copy);
      const plan = resting === null ? null : planChange(copy, resting);
      if (resting === null || plan === null) break;
      if (round === BOUNDS.changeRounds) this.#escalate(copy, resting);
      if (plan.withdraws) this.#parts.withdraw(copy, 'the master has taken its order back or changed it');
      await this.#carryOut(copy, plan);
      copies.tellEnd(copy);
      if (copy.ended || signal.aborted) break;
      await readBook();
      const waitMs = round < BOUNDS.changeRounds ? BOUNDS.changeSpacingMs : BOUNDS.trackSlowIntervalMs;
      if (round > 1 || plan.waits) await clock.sleep(waitMs, signal);
    }
    // At once: what is decided next is to be followed.
    this.#followed.delete(copy);
  }

  async #carryOut(copy: LiveCopy, plan: ChangePlan): Promise<void> {
    await Promise.all([
      ...plan.cancels.map((order) => this.#cancel(order)),
      ...plan.changes.map(({ order, to }) => this.#modify(copy, order, to)),
    ]);
    const more = plan.more.flatMap((wanted) => this.#add(copy, wanted));
    await Promise.all(more.map((order) => this.#parts.send(copy, order)));
  }

  async #cancel({ intent }: LiveOrder): Promise<void> {
    if (intent.orderId !== null) await this.#parts.gate.cancelOrder(intent.orderId, toTicket(intent));
  }

  async #modify(copy: LiveCopy, order: LiveOrder, to: PlannedOrder): Promise<void> {
    const { gate } = this.#parts;
    const { orderId } = order.intent;
    if (orderId === null) return;
    const ticket: OrderTicket = {
      ...toTicket(order.intent),
      orderType: to.orderType,
      quantity: to.quantity,
      limitPrice: to.price,
      triggerPrice: to.triggerPrice,
    };
    const mayStillGo = () => isLive(order) && this.#standingOf(copy)?.state === 'resting';
    const outcome = await gate.modifyOrder(orderId, ticket, { mayStillGo, onSending: () => {} });
    if (outcome.kind === 'refused' && outcome.error.kind === 'refused') this.#noteRefusal(order, outcome);
  }

  /** What the broker does not let us change is taken back: the order that it was a copy of is no more. */
  #noteRefusal(order: LiveOrder, { error }: Extract<SendOutcome, { kind: 'refused' }>): void {
    order.changesRefused += 1;
    if (order.changesRefused !== BOUNDS.maxChangesRefused) return;
    const { tradingSymbol, quantity } = order.intent;
    this.#parts.onEscalation(
      `the order for ${quantity} ${tradingSymbol} cannot be changed as the master's was: ${error.message} (${error.code}); it is taken back`,
    );
  }

  #add(copy: LiveCopy, wanted: PlannedOrder): LiveOrder[] {
    const intent = this.#parts.planMore(copy, wanted);
    if (intent === null) return [];
    const order = createLiveOrder(intent);
    copy.orders.push(order);
    this.#parts.copies.adopt(copy);
    return [order];
  }

  #escalate(copy: LiveCopy, { state }: RestingCopy): void {
    const [first] = copy.orders;
    if (first === undefined) return;
    const what = state === 'cancelled' ? 'cancelled' : 'changed';
    const { side, tradingSymbol } = first.intent;
    this.#parts.onEscalation(
      `the copy ${side} ${tradingSymbol} could not be ${what} as the master's order was; it is tried on`,
    );
  }
}
