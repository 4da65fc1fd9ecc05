/** Quantities, positions and exact numbers as people read them. */
import { formatDecimal, type Ratio, ratio } from '../../core/exact.ts';
import { formatIstTime, type IstSeconds } from '../../core/ist-time.ts';

/** `65`, `0.5`; what has no end in decimals as a fraction: `200/3`. */
export function writeExact(value: Ratio): string {
  const decimal = formatDecimal(value, 0);
  if (!decimal.endsWith('…')) return decimal;
  const { n, d } = ratio(value.n, value.d);
  return `${n}/${d}`;
}

/** Rupees: `101.50`, and `200/3` where decimals have no end. */
export function writePrice(value: Ratio): string {
  const decimal = formatDecimal(value);
  return decimal.endsWith('…') ? writeExact(value) : decimal;
}

/** `1 unit`, `65 units` */
export function writeUnits(units: number): string {
  return `${units} unit${units === 1 ? '' : 's'}`;
}

/** `65 long`, `65 short`, `nothing` */
export function writePosition(units: number): string {
  if (units === 0) return 'nothing';
  return `${Math.abs(units)} ${units > 0 ? 'long' : 'short'}`;
}

/** `14:31:02` */
export function writeClock(time: IstSeconds): string {
  return formatIstTime(time).slice(11);
}
