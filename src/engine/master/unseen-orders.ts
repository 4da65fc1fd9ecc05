/**
 * Orders that nobody saw: those of the last moments before midnight, while no engine ran. The broker's books are
 * emptied then and nothing tells of them; but what they brought is in the master's positions of the next day.
 */
import type { Book } from '../../core/book/book.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import { dayOf } from '../../core/ist-time.ts';
import type { OrderSnapshot, Product } from '../../core/orders/order.ts';
import { heldUnits, isSamePosition } from '../positions/held-units.ts';

/** What is carried over; intraday ends with its day, and what becomes of margin positions is not documented. */
const CARRIED_OVER: ReadonlySet<Product> = new Set<Product>(['carryforward', 'delivery']);

/**
 * @param book of the new day, as the orders that were seen make it
 * @param positions the master's, before the fills of the new day
 * @returns a sentence for each position that differs
 */
export function tellUnseenOrders(book: Book, positions: readonly MasterPosition[]): readonly string[] {
  return tellDifferences(book, positions, CARRIED_OVER);
}

/**
 * @param positions the master's, as they ought to be by the orders that were seen
 * @param products those that are compared; null: all
 * @returns a sentence for each position that differs
 */
export function tellDifferences(
  book: Book,
  positions: readonly MasterPosition[],
  products: ReadonlySet<Product> | null,
): readonly string[] {
  const ours = [...book.holdings.values()].map(({ instrument, product, master }) => ({
    ...nameOf(instrument, product),
    seen: master,
  }));
  const theirs = positions.map((one) => ({ ...nameOf(one, one.product), seen: 0 }));
  const names = [...ours, ...theirs]
    .filter(({ product }) => products === null || products.has(product))
    .filter((name, index, all) => all.findIndex((one) => isSamePosition(one, name)) === index);
  return names.flatMap((name) => {
    const { tradingSymbol, product, seen } = name;
    const held = heldUnits(positions, name);
    if (held === seen) return [];
    const otherwise = product === 'delivery' ? ', or shares came or went without one (a bonus, a split)' : '';
    const differs = `the master's position in ${tradingSymbol} is ${held}, and its orders that were seen make ${seen}`;
    return [
      `${differs}: it differs by ${held - seen}, so an order was not seen and not copied${otherwise}; look at the followers' positions`,
    ];
  });
}

/**
 * News of yesterday's that comes after midnight: what it opened intraday is gone by now, and is copied as if it had been
 * opened today.
 * @returns a sentence; null where the row is no such news
 */
export function tellLateNews(book: Book, row: OrderSnapshot): string | null {
  if (row.eventTime === null || book.day === null || dayOf(row.eventTime) >= book.day) return null;
  const known = book.ordersById.get(row.orderId)?.last;
  if (row.filledQuantity <= (known?.filledQuantity ?? 0)) return null;
  const { side, filledQuantity, tradingSymbol } = row;
  return `the master's order to ${side} ${filledQuantity} ${tradingSymbol} was filled before midnight and is told only now: look at the positions`;
}

function nameOf(
  {
    exchange,
    symbolToken,
    tradingSymbol,
  }: Pick<MasterPosition, 'exchange' | 'symbolToken' | 'tradingSymbol'>,
  product: Product,
) {
  return { exchange, symbolToken, tradingSymbol, product };
}
