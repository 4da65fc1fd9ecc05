/**
 * Orders that nobody saw: those of the last moments before midnight, while no engine ran. The broker's books are
 * emptied then and nothing tells of them; but what they brought is in the master's positions of the next day.
 */
import type { Book } from '../core/book.ts';
import type { MasterPosition } from '../core/copy-session.ts';
import { dayOf } from '../core/ist-time.ts';
import type { OrderSnapshot, Product } from '../core/order.ts';
import { heldUnits } from './held-units.ts';
import { isSameInstrument } from './live-copies.ts';

/** What is carried over as a position: the rest ends with its day, or lies among the holdings on the next. */
const CARRIED_OVER: Product = 'carryforward';

/**
 * @param book of the new day, as the orders that were seen make it
 * @param positions the master's, before the fills of the new day
 * @returns a sentence for each position that differs
 */
export function tellUnseenOrders(book: Book, positions: readonly MasterPosition[]): readonly string[] {
  const ours = [...book.holdings.values()].map(({ instrument, product, master }) => ({
    ...nameOf(instrument, product),
    seen: master,
  }));
  const theirs = positions.map((one) => ({ ...nameOf(one, one.product), seen: 0 }));
  const names = [...ours, ...theirs]
    .filter(({ product }) => product === CARRIED_OVER)
    .filter((name, index, all) => all.findIndex((one) => isSameInstrument(one, name)) === index);
  return names.flatMap((name) => {
    const { tradingSymbol, seen } = name;
    const held = heldUnits(positions, name);
    if (held === seen) return [];
    const differs = `the master's position in ${tradingSymbol} is ${held}, and its orders that were seen make ${seen}`;
    return [
      `${differs}: it differs by ${held - seen}, so an order was not seen and not copied; look at the followers' positions`,
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
