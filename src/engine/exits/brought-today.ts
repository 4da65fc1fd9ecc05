/** What an account's orders of today, whoever placed them, have made of a position: its book tells, where positions do not. */
import type { OrderReading } from '../../brokers/port.ts';
import { isOwnTag } from '../../core/book/registers.ts';
import type { OrderSnapshot, Side } from '../../core/orders/order.ts';
import { isSamePosition, type PositionName } from '../positions/held-units.ts';

/** Units, below zero for short. Null where a row cannot be read: it may be one that took it out. */
export function broughtToday(book: readonly OrderReading[], of: PositionName): number | null {
  return netFilled(book, of, () => true);
}

/**
 * How many units orders that are no copies took out of the position on this side, those that they brought taken off:
 * somebody trades it by hand. Rows that cannot be read tell of none.
 */
export function takenByHand(book: readonly OrderReading[], of: PositionName, side: Side): number {
  const readable = book.filter(({ ok }) => ok);
  const net = netFilled(readable, of, ({ tag }) => !isOwnTag(tag)) ?? 0;
  return Math.max(0, side === 'sell' ? -net : net);
}

function netFilled(
  book: readonly OrderReading[],
  of: PositionName,
  counts: (order: OrderSnapshot) => boolean,
): number | null {
  let units = 0;
  for (const reading of book) {
    if (!reading.ok) return null;
    const { order } = reading;
    if (isSamePosition(order, of) && counts(order))
      units += order.side === 'buy' ? order.filledQuantity : -order.filledQuantity;
  }
  return units;
}
