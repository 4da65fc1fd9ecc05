/** What an account holds of one instrument in one product, by the broker's own figures. */
import type { PositionReading } from '../brokers/port.ts';
import type { Product } from '../core/order.ts';
import { type InstrumentName, isSameInstrument } from './live-copies.ts';

/** Positions of these products are all that an account can sell; shares may also lie among its holdings. */
export const NETTED_PRODUCTS: ReadonlySet<Product> = new Set<Product>(['intraday', 'carryforward']);

/** Units, below zero for short; 0 where no row tells of any. */
export function heldUnits(
  positions: readonly Pick<
    PositionReading,
    'exchange' | 'symbolToken' | 'tradingSymbol' | 'product' | 'netQuantity'
  >[],
  of: InstrumentName & { readonly product: Product },
): number {
  return positions
    .filter((position) => position.product === of.product && isSameInstrument(position, of))
    .reduce((sum, { netQuantity }) => sum + netQuantity, 0);
}
