/** Shares in delivery of earlier days, all of them or none: absent shares are not none. */
import type { HoldingReading, Holdings, Reading } from '../../brokers/port.ts';

/** @returns why they are not known, in words */
export function toShares(reading: Reading<Holdings>): readonly HoldingReading[] | string {
  if (!reading.ok) return `${reading.error.message} (${reading.error.code})`;
  const { holdings, problems } = reading.value;
  return problems.length > 0 ? problems.join('; ') : holdings;
}
