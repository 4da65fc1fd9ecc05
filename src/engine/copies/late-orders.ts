/**
 * Orders that turn out to be there, or to have filled more, after their copy had ended or another had gone in their place.
 * What came in is told, and counts where the master stands behind it; what still lives is cancelled, for nobody expects
 * it any more.
 */
import type { Book } from '../../core/book/book.ts';
import type { LedgerInput } from '../../core/book/mending.ts';
import type { Intent } from '../../journal/intent.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { isSamePosition } from '../positions/held-units.ts';
import type { DeskEvents } from './desk-parts.ts';
import { isLive, type LiveCopy, type LiveOrder, toTicket } from './live-copy.ts';

export interface LateOrdersParts {
  readonly clock: Clock;
  readonly gate: AccountGate;
  readonly signal: AbortSignal;
  readonly onEscalation: DeskEvents['onEscalation'];
  readonly onLateFill: DeskEvents['onLateFill'];
  readonly readBook: () => Promise<boolean>;
}

export class LateOrders {
  readonly #parts: LateOrdersParts;
  readonly #takenBack = new WeakSet<LiveOrder>();

  constructor(parts: LateOrdersParts) {
    this.#parts = parts;
  }

  /**
   * News of an order has been taken in.
   * @param before what was known of it
   */
  take(copy: LiveCopy, order: LiveOrder, before: Intent): void {
    const { state, tradingSymbol, quantity, filledQuantity } = order.intent;
    const units = filledQuantity - before.filledQuantity;
    // That it was there, and is over with nothing filled, changes nothing.
    if (units === 0 && (state === before.state || !isLive(order))) return;
    const isCounted = units > 0 && (!copy.ended || this.#parts.onLateFill(order.intent, units));
    const next = [
      ...(units === 0 ? [] : [isCounted ? 'that counts from now on' : 'nothing closes that by itself']),
      ...(isLive(order) ? ['it is cancelled'] : []),
    ];
    const news = [`${state}, ${filledQuantity} filled`, ...next].join('; ');
    this.#parts.onEscalation(
      `an order for ${quantity} ${tradingSymbol} that was taken for ${before.state} is in the book: ${news}`,
    );
    if (!isLive(order) || this.#takenBack.has(order)) return;
    this.#takenBack.add(order);
    void this.#takeBack(order);
  }

  async #takeBack(order: LiveOrder): Promise<void> {
    const { clock, gate, signal, readBook } = this.#parts;
    for (let round = 1; isLive(order) && !signal.aborted; round += 1) {
      const { orderId, day } = order.intent;
      if (orderId === null || day < gate.dayIn(0)) return;
      await gate.cancelOrder(orderId, toTicket(order.intent));
      await readBook();
      const waitMs = round < BOUNDS.changeRounds ? BOUNDS.changeSpacingMs : BOUNDS.trackSlowIntervalMs;
      if (isLive(order)) await clock.sleep(waitMs, signal);
    }
  }
}

/** Whether nobody expects it: its copy has ended, or another order goes in its place. */
export function isUnexpected(copy: LiveCopy, order: LiveOrder, before: Intent): boolean {
  if (copy.ended) return true;
  const { slice } = order.intent;
  const last = copy.orders.findLast(({ intent }) => intent.slice === slice);
  return before.state === 'refused' && last !== order;
}

/**
 * What the ledger is told of units that came in, or went out, after their copy had ended; null where they are no copies':
 * the master does not hold that side any more.
 */
export function lateFillOf(book: Book, intent: Intent, units: number): LedgerInput | null {
  const { follower, exchange, symbolToken, tradingSymbol, product, side, effect } = intent;
  const holding = [...book.holdings.values()].find((one) =>
    isSamePosition({ ...one.instrument, product: one.product }, intent),
  );
  if (!holding) return null;
  const sign = side === 'buy' ? 1 : -1;
  const copied = (holding.copied.get(follower)?.quantity ?? 0) * sign;
  const isEntry = effect === 'entry';
  const counts = isEntry ? Math.sign(holding.master) === sign && copied >= 0 : copied < 0;
  const name = { follower, exchange, symbolToken, tradingSymbol, product, units, price: null };
  return counts ? { kind: 'ledger', change: isEntry ? 'adopt' : 'forget', ...name } : null;
}
