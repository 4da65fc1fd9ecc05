/** 4.7 Limits: "They bind entries only." */
import type { FollowerBook } from './books.ts';
import type { Situation } from './conditions.ts';
import type { Config } from './config.ts';
import type { Refusal } from './follower.ts';
import { compare, decimal, type Fraction, fraction, minus, times } from './fraction.ts';
import type { Order } from './registry.ts';
import { bindingLimit } from './rules.ts';

interface Entering {
  readonly config: Config;
  readonly name: string;
  readonly book: FollowerBook;
  readonly order: Order;
}

/** The limit that binds, in the order of the text; null where none does. */
export function limitedBy(
  { config, name, book, order }: Entering,
  situation: Situation,
  { total, price }: { total: number; price: Fraction | null },
): Refusal | null {
  const rupees = (value: number) => decimal(value) ?? fraction(0);
  // "Quantity × price (the reference for MARKET; unknown: `NO_PRICE`) above `max_order_value`"; 4.5: "`max_order_value`
  // sees the order's total × the price now".
  const value = bindingLimit('max_order_value', config, name, situation);
  if (value !== null) {
    if (price === null) return { reason: 'NO_PRICE', rule: null };
    if (compare(times(fraction(total), price), rupees(value.value)) > 0)
      return { reason: 'MAX_ORDER_VALUE', rule: value.rule };
  }
  // "master orders whose entry this follower copied today ≥ `max_orders_per_day`"; 4.5: "an order already counted today
  // passes".
  const orders = bindingLimit('max_orders_per_day', config, name, situation);
  if (orders !== null && !book.countedToday.has(order) && book.countedToday.size >= orders.value)
    return { reason: 'MAX_ORDERS', rule: orders.rule };
  // "the lowest that the day's realised result … has been today … at or below −`daily_loss`".
  const loss = bindingLimit('daily_loss', config, name, situation);
  if (loss !== null && compare(book.lowest, minus(fraction(0), rupees(loss.value))) <= 0)
    return { reason: 'DAILY_LOSS', rule: loss.rule };
  return null;
}
