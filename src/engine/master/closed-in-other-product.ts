/**
 * An order that opens in one product against what the master holds in another may close what was just converted: it
 * would be copied as an opening on the other side. So the master's positions are asked before such an order is taken in.
 */
import type { OrderReading } from '../../brokers/port.ts';
import type { Book } from '../../core/book/book.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { isSameInstrument } from '../copies/live-copies.ts';
import { heldUnits } from '../positions/held-units.ts';
import { areSeen, type Conversion, findConversions, seenPositions } from './conversions.ts';
import { positionsNow } from './master-positions.ts';

export interface ClosedInOtherProductParts {
  readonly book: () => Book;
  readonly master: Pick<AccountGate, 'readPositions' | 'readOrderBook'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export class ClosedInOtherProduct {
  readonly #parts: ClosedInOtherProductParts;
  readonly #asked = new WeakSet<OrderReading>();

  constructor(parts: ClosedInOtherProductParts) {
    this.#parts = parts;
  }

  /** Whether the positions have to be asked first; they are asked once for a reading. */
  mayBe(reading: OrderReading): boolean {
    return reading.ok && !this.#asked.has(reading) && opensAgainstAnother(this.#parts.book(), reading.order);
  }

  /** @returns what was converted into the order's product before it; nothing where the account does not tell in time. */
  async find(reading: OrderReading): Promise<readonly Conversion[]> {
    this.#asked.add(reading);
    if (!reading.ok) return [];
    const { clock, signal } = this.#parts;
    const late = clock.sleep(BOUNDS.heldReadMs, signal).then(() => []);
    return Promise.race([this.#look(reading.order), late]);
  }

  async #look(order: OrderSnapshot): Promise<readonly Conversion[]> {
    const { book, master } = this.#parts;
    const reading = await master.readPositions();
    if (!reading.ok || reading.value.problems.length > 0) return [];
    const { positions } = reading.value;
    const now = positionsNow({ readings: [], positions, shares: null }, book());
    // Whether the order is in them already is not known.
    const before = [...now, takenBack(order, newlyFilled(book(), order))];
    const listings = [before, now].map((listed) => intoProductOf(order, findConversions(book(), listed)));
    const found = listings.find((one) => one.length > 0);
    if (!found) return [];
    // Two orders that were not seen look the same: they will be copied.
    const orders = await master.readOrderBook();
    const others = orders.ok
      ? orders.value.filter((one) => !(one.ok && isSameOrder(one.order, order)))
      : null;
    return others !== null && areSeen(book(), others) ? found : [];
  }
}

function isSameOrder(a: OrderSnapshot, b: OrderSnapshot): boolean {
  return a.orderId === b.orderId || (a.uniqueOrderId !== null && a.uniqueOrderId === b.uniqueOrderId);
}

function opensAgainstAnother(book: Book, order: OrderSnapshot): boolean {
  const filled = newlyFilled(book, order);
  if (filled <= 0 || isSaleOfShares(order)) return false;
  const sign = order.side === 'buy' ? 1 : -1;
  const seen = seenPositions(book);
  if (-sign * heldUnits(seen, order) >= filled) return false;
  return seen.some(
    (one) =>
      one.product !== order.product && isSameInstrument(one, order) && Math.sign(one.netQuantity) === -sign,
  );
}

/** It is never copied as an opening. */
function isSaleOfShares({ side, product }: OrderSnapshot): boolean {
  return side === 'sell' && (product === 'delivery' || product === 'margin');
}

function newlyFilled(book: Book, order: OrderSnapshot): number {
  const known =
    (order.uniqueOrderId === null ? undefined : book.ordersByUniqueId.get(order.uniqueOrderId)) ??
    book.ordersById.get(order.orderId);
  return order.filledQuantity - (known?.filled ?? 0);
}

function takenBack(order: OrderSnapshot, units: number): MasterPosition {
  const { exchange, symbolToken, tradingSymbol, product, side } = order;
  return { exchange, symbolToken, tradingSymbol, product, netQuantity: side === 'buy' ? -units : units };
}

function intoProductOf(order: OrderSnapshot, found: readonly Conversion[]): readonly Conversion[] {
  return found.filter(({ instrument, to }) => to === order.product && isSameInstrument(instrument, order));
}
