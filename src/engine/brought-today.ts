import type { OrderReading } from '../brokers/port.ts';
import { isSamePosition, type PositionName } from './held-units.ts';

/**
 * What the orders in an account's book, whoever placed them, have brought of a position today: units, below zero for
 * short. Null where a row cannot be read: it may be one that took it out.
 */
export function broughtToday(book: readonly OrderReading[], of: PositionName): number | null {
  let units = 0;
  for (const reading of book) {
    if (!reading.ok) return null;
    const { order } = reading;
    if (isSamePosition(order, of))
      units += order.side === 'buy' ? order.filledQuantity : -order.filledQuantity;
  }
  return units;
}
