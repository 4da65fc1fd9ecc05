/**
 * Positions that the master converts into another product: no order tells of it (broker's documents: convertPosition). Without
 * it, what closes them later would be taken for an opening in the new product, and followers would go in on the other
 * side. So the master's positions are compared with what its orders make: one product has lost what another has won.
 */
import type { OrderReading } from '../../brokers/port.ts';
import type { Book } from '../../core/book/book.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { Product } from '../../core/orders/order.ts';
import { isNews } from '../../core/rehearse.ts';
import type { AccountGate } from '../accounts/account-gate.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import { type InstrumentName, isSameInstrument } from '../copies/live-copies.ts';
import { heldUnits, isSamePosition } from '../positions/held-units.ts';
import { positionsNow } from './master-positions.ts';

/** Units of one instrument that went from one product to another; below zero for short. */
export interface Conversion {
  readonly instrument: InstrumentName;
  readonly units: number;
  readonly from: Product;
  readonly to: Product;
}

export interface ConversionParts {
  readonly master: Pick<AccountGate, 'state' | 'readPositions' | 'readOrderBook'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly book: () => Book;
  /** The master's positions from now on, all of them. */
  readonly takePositions: (positions: readonly MasterPosition[]) => void;
  readonly onConverted: (text: string) => void;
}

/**
 * Looks again and again; a conversion that two readings show, and that no order explains, is taken in and told. Resolves
 * when the signal aborts.
 */
export async function watchConversions(parts: ConversionParts): Promise<void> {
  const { master, clock, signal, book, takePositions, onConverted } = parts;
  let before = '';
  while (!signal.aborted) {
    await clock.sleep(before === '' ? BOUNDS.conversionsIntervalMs : BOUNDS.positionsRecheckMs, signal);
    const reading = signal.aborted || master.state !== 'open' ? null : await master.readPositions();
    if (signal.aborted || !reading?.ok || reading.value.problems.length > 0) continue;
    const { positions } = reading.value;
    const find = () =>
      findConversions(book(), positionsNow({ readings: [], positions, shares: null }, book()));
    const texts = find().map(describeConversion).join();
    if (texts === '' || texts !== before) {
      before = texts;
      continue;
    }
    // Out of the one product and into the other by two orders that were not seen looks the same: they will be copied.
    const orders = await master.readOrderBook();
    const found = find();
    if (signal.aborted || !orders.ok || !areSeen(book(), orders.value)) continue;
    if (found.map(describeConversion).join() !== texts) continue;
    before = '';
    takePositions(converted(book(), found));
    for (const one of found) onConverted(describeConversion(one));
  }
}

/** Whether orders explain nothing more of the positions: all are followed. */
export function areSeen(book: Book, orders: readonly OrderReading[]): boolean {
  return orders.every((one) => !one.ok || !isNews(book, one.order));
}

/**
 * Where exactly two products of an instrument differ from what the orders make, and by the same units: a list that is late or
 * empty never looks so.
 * @param positions the master's, as the broker lists them
 */
export function findConversions(book: Book, positions: readonly MasterPosition[]): readonly Conversion[] {
  const seen = seenPositions(book);
  const names = [...seen, ...positions];
  const instruments = names.filter(
    (name, index) => names.findIndex((one) => isSameInstrument(one, name)) === index,
  );
  return instruments.flatMap((instrument): Conversion[] => {
    const products = new Set(
      names.filter((one) => isSameInstrument(one, instrument)).map(({ product }) => product),
    );
    const [first, second, ...more] = [...products]
      .map((product) => {
        const name = { ...instrument, product };
        const [held, made] = [heldUnits(positions, name), heldUnits(seen, name)];
        return { product, units: held - made, isLess: Math.abs(held) < Math.abs(made) };
      })
      .filter(({ units }) => units !== 0);
    if (!first || !second || more.length > 0 || first.units + second.units !== 0) return [];
    if (first.product === 'bracket' || second.product === 'bracket') return [];
    const [from, to] = first.isLess ? [first, second] : [second, first];
    return [{ instrument, units: to.units, from: from.product, to: to.product }];
  });
}

/** What the master holds with them, all of it. */
export function converted(book: Book, conversions: readonly Conversion[]): MasterPosition[] {
  const moved = conversions.flatMap(({ instrument, units, from, to }) => [
    { ...instrument, product: from, netQuantity: -units },
    { ...instrument, product: to, netQuantity: units },
  ]);
  const all = [...seenPositions(book), ...moved];
  return all
    .filter((one, index) => all.findIndex((other) => isSamePosition(other, one)) === index)
    .map((one) => ({ ...one, netQuantity: heldUnits(all, one) }))
    .filter(({ netQuantity }) => netQuantity !== 0);
}

/** What the master's orders make. */
export function seenPositions(book: Book): MasterPosition[] {
  return [...book.holdings.values()].map(({ instrument, product, master }) => {
    const { exchange, symbolToken, tradingSymbol } = instrument;
    return { exchange, symbolToken, tradingSymbol, product, netQuantity: master };
  });
}

export function describeConversion({ instrument, units, from, to }: Conversion): string {
  return `the master's ${units} ${instrument.tradingSymbol} were converted from ${from} to ${to}, which is no order and is not copied: what followers hold of it stays ${from}, and the master's exit in ${to} finds nothing there. Convert it in their accounts and run \`copytrade reconcile --adopt\`, or close it there`;
}
