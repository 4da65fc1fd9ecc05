/** What an account holds of one instrument in one product, by the broker's own figures. */
import type { PositionReading } from '../../brokers/port.ts';
import type { Product } from '../../core/orders/order.ts';
import { type InstrumentName, isSameInstrument } from '../copies/live-copies.ts';

/** Positions of these products are all that an account can sell; shares may also lie among its holdings. */
export const NETTED_PRODUCTS: ReadonlySet<Product> = new Set<Product>(['intraday', 'carryforward']);

export type PositionName = InstrumentName & { readonly product: Product };

export type PositionUnits = PositionName & Pick<PositionReading, 'netQuantity'>;

export function isSamePosition(a: PositionName, b: PositionName): boolean {
  return a.product === b.product && isSameInstrument(a, b);
}

/** Units, below zero for short; 0 where no row tells of any. */
export function heldUnits(positions: readonly PositionUnits[], of: PositionName): number {
  return positions
    .filter((position) => isSamePosition(position, of))
    .reduce((sum, { netQuantity }) => sum + netQuantity, 0);
}
