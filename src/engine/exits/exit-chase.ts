/**
 * Re-prices exits that rest unfilled, within the bounds of the file, and calls somebody where that does not get them
 * out. The same order is modified, never a second one placed; its quantity stays. What is wanted is in the journal
 * before it is sent, and what stands is in the follower's book: replies to modifications prove nothing.
 */
import { type ChasedExit, chasePrice, freshPrice, isAtBound } from '../../core/deciding/chase.ts';
import { compare, formatDecimal, type Ratio } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import type { Chase } from '../../core/policy/policy.ts';
import { readPricesInTime } from '../accounts/prices-in-time.ts';
import { BOUNDS } from '../bounds.ts';
import type { DeskParts } from '../copies/desk-parts.ts';
import { isSameInstrument } from '../copies/live-copies.ts';
import { isExit, type LiveCopy, type LiveOrder, toTicket } from '../copies/live-copy.ts';
import type { ChaseTerms } from './chase-terms.ts';

export interface ExitChaseParts extends Pick<DeskParts, 'clock' | 'gate' | 'journal' | 'chaseOf'> {
  readonly signal: AbortSignal;
  readonly onEscalation: DeskParts['events']['onEscalation'];
  readonly readBook: () => Promise<boolean>;
  readonly keepBusy: (work: Promise<void>) => void;
}

/** An exit that rests. */
interface Chased {
  /** Monotonic time since which it is known to rest. */
  readonly since: number;
  tries: number;
  /** Monotonic time at which somebody was called first. */
  toldAt: number | null;
  stagesTold: number;
  /** The broker's words where it refused the last change. */
  refusal: string;
  isFollowed: boolean;
}

export class ExitChase {
  readonly #parts: ExitChaseParts;
  readonly #chased = new WeakMap<LiveCopy, Chased>();

  constructor(parts: ExitChaseParts) {
    this.#parts = parts;
  }

  /** What the book shows of an order, before it is taken in: an exit that rests is followed from now on. */
  takeRow(copy: LiveCopy, order: LiveOrder, row: OrderSnapshot): void {
    if (!isExit(copy) || copy.ended || row.terminal) return;
    this.#takePrice(order, row);
    const chased = this.#chased.get(copy) ?? beginChase(this.#parts.clock.monotonic());
    if (chased.isFollowed || this.#parts.signal.aborted || this.#parts.chaseOf(copy) === null) return;
    chased.isFollowed = true;
    this.#chased.set(copy, chased);
    void this.#follow(copy, chased).finally(() => {
      chased.isFollowed = false;
    });
  }

  /** What is planned of an exit that was turned down goes at a price of now, within the same bounds. */
  async priceAnew(copy: LiveCopy): Promise<void> {
    const { chaseOf, journal, clock, signal } = this.#parts;
    const terms = chaseOf(copy);
    const planned = () => copy.orders.filter(({ intent }) => intent.state === 'planned');
    if (!terms?.chase) return;
    const lastPrice = await this.#readLastPrice(planned());
    if (signal.aborted) return;
    for (const order of planned()) {
      const exit = chasedExit(order, terms, lastPrice);
      const price = exit && freshPrice(exit, terms.chase.within, terms.slippage);
      if (!exit || !price || compare(price, exit.present) === 0) continue;
      order.intent = journal.adjustPrice(order.intent, formatDecimal(price), clock.now());
    }
  }

  /** At which price it rests, whatever was sent. */
  #takePrice(order: LiveOrder, { orderType, limitPrice }: OrderSnapshot): void {
    const { journal, clock } = this.#parts;
    const present = priceOf(order);
    if (present === null || !isAtBroker(order) || orderType !== 'limit' || limitPrice === null) return;
    if (compare(present, limitPrice) === 0) return;
    const amendment = { price: formatDecimal(limitPrice), atMs: clock.now() };
    order.intent = journal.amend(order.intent, amendment);
  }

  async #follow(copy: LiveCopy, chased: Chased): Promise<void> {
    const { clock, signal, chaseOf, keepBusy } = this.#parts;
    for (;;) {
      const terms = chaseOf(copy);
      if (terms === null) return;
      await clock.sleep(terms.chase?.everyMs ?? BOUNDS.exitLookMs, signal);
      if (signal.aborted || copy.ended) return;
      const round = this.#goRound(copy, chased);
      keepBusy(round);
      await round;
    }
  }

  /** The book is read before and after: what was filled, and at which price the rest stands, is known only there. */
  async #goRound(copy: LiveCopy, chased: Chased): Promise<void> {
    const { clock, chaseOf, readBook } = this.#parts;
    const isRead = await readBook();
    const terms = chaseOf(copy);
    const resting = copy.orders.filter((order) => this.#mayGo(order));
    if (terms === null || resting.length === 0) return;
    const { chase } = terms;
    const restedMs = clock.monotonic() - chased.since;
    if (chase === null) {
      if (restedMs >= BOUNDS.exitRestsMs) this.#tell(resting, chased, 'it is not re-priced (chase: off)');
      return;
    }
    const isOver =
      chased.tries >= chase.times || resting.every((order) => hasComeToBound(order, terms, chase));
    const isLate = restedMs >= chase.everyMs * (chase.times + 1);
    if (isOver || (isLate && !isRead))
      this.#tell(resting, chased, `the price is not changed any more${chased.refusal}`);
    else if (isRead) {
      chased.tries += 1;
      if (await this.#reprice(resting, { ...terms, chase }, chased)) await readBook();
    }
  }

  /** @returns whether anything was sent */
  async #reprice(
    resting: readonly LiveOrder[],
    terms: ChaseTerms & { readonly chase: Chase },
    chased: Chased,
  ): Promise<boolean> {
    const lastPrice = await this.#readLastPrice(resting);
    const { chase, slippage } = terms;
    const sent = await Promise.all(
      resting.map(async (order) => {
        const exit = chasedExit(order, terms, lastPrice);
        const price = exit && chasePrice(exit, chase.within, slippage);
        if (!exit || !price || compare(price, exit.present) === 0 || !this.#mayGo(order)) return false;
        await this.#modify(order, price, chased);
        return true;
      }),
    );
    return sent.includes(true);
  }

  async #modify(order: LiveOrder, price: Ratio, chased: Chased): Promise<void> {
    const { gate, journal, clock } = this.#parts;
    const { orderId } = order.intent;
    if (orderId === null) return;
    order.intent = journal.amend(order.intent, { price: formatDecimal(price), atMs: clock.now() });
    const sender = { mayStillGo: () => this.#mayGo(order), onSending: () => {} };
    const outcome = await gate.modifyOrder(orderId, toTicket(order.intent), sender);
    const isRefused = outcome.kind === 'refused';
    chased.refusal = isRefused ? `; ${outcome.error.message} (${outcome.error.code})` : '';
  }

  async #readLastPrice([order]: readonly LiveOrder[]): Promise<Ratio | null> {
    if (order === undefined || priceOf(order) === null) return null;
    const { clock, gate } = this.#parts;
    const { intent } = order;
    const prices = await readPricesInTime(clock, () => gate.readPrices([intent]));
    return prices.find((price) => isSameInstrument(price, intent))?.price ?? null;
  }

  /** It rests, nobody has given it up, and what is sent arrives on its own day. */
  #mayGo(order: LiveOrder): boolean {
    const { gate, signal } = this.#parts;
    const { day } = order.intent;
    return isAtBroker(order) && !order.isGivenUp && !signal.aborted && day >= gate.dayIn(BOUNDS.lastMomentMs);
  }

  /** Once a stage: when nothing more is tried, and when that has lasted. */
  #tell(resting: readonly LiveOrder[], chased: Chased, why: string): void {
    const now = this.#parts.clock.monotonic();
    chased.toldAt ??= now;
    const lastedMs = now - chased.toldAt;
    const stage = BOUNDS.exitAlertsMs.filter((ms) => lastedMs >= ms).length;
    const [first] = resting;
    if (stage <= chased.stagesTold || first === undefined) return;
    chased.stagesTold = stage;
    const left = resting.reduce((sum, { intent }) => sum + intent.quantity - intent.filledQuantity, 0);
    const { side, tradingSymbol, price } = first.intent;
    const at = price === null ? '' : ` at ${price}`;
    const restsFor = `${Math.round((now - chased.since) / 1000)} s`;
    const text = `the exit ${side} ${tradingSymbol} has rested for ${restsFor}, ${left} units unfilled${at}`;
    this.#parts.onEscalation(`${text}; ${why}: look at the position`, 'EXIT_NOT_OUT');
  }
}

function beginChase(since: number): Chased {
  return { since, tries: 0, toldAt: null, stagesTold: 0, refusal: '', isFollowed: false };
}

/** A MARKET order has no price that could be changed, though it may rest at the price of the broker's own protection. */
function priceOf({ intent }: LiveOrder): Ratio | null {
  return intent.orderType === 'limit' ? toTicket(intent).limitPrice : null;
}

function isAtBroker({ intent }: LiveOrder): boolean {
  return intent.orderId !== null && (intent.state === 'accepted' || intent.state === 'open');
}

function hasComeToBound(order: LiveOrder, terms: ChaseTerms, { within }: Chase): boolean {
  const exit = chasedExit(order, terms, null);
  return exit !== null && isAtBound(exit, within);
}

/** @returns null where it cannot be re-priced */
function chasedExit(order: LiveOrder, terms: ChaseTerms, lastPrice: Ratio | null): ChasedExit | null {
  const [first, present] = [terms.firstPrice(), priceOf(order)];
  if (first === null || present === null || terms.instrument === null) return null;
  return { side: order.intent.side, first, present, lastPrice, instrument: terms.instrument };
}
