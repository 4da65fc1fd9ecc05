/**
 * Shares of an account in delivery: those of earlier days lie among its holdings, those of today among its positions.
 * Whether the broker takes today's out of the one, or puts them into the other, before the day has ended is not
 * documented; so there is a figure that is certainly there, and one that nothing exceeds.
 */
import type { HoldingReading } from '../../brokers/port.ts';
import { type InstrumentName, isSameInstrument } from '../copies/live-copies.ts';
import { heldUnits, type PositionUnits } from './held-units.ts';

export interface DeliveryUnits {
  /** Certainly there. */
  readonly least: number;
  /** There are no more. */
  readonly most: number;
}

export function deliveryUnits(
  holdings: readonly HoldingReading[],
  positions: readonly PositionUnits[],
  of: InstrumentName,
): DeliveryUnits {
  const earlier = holdings
    .filter((holding) => isSameInstrument(holding, of))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const today = heldUnits(positions, { ...of, product: 'delivery' });
  return {
    least: Math.max(0, today, earlier + Math.min(0, today)),
    most: earlier + Math.max(0, today),
  };
}
