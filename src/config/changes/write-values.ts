/** Values as people write them in the file, or read them at a glance. */
import { compare, formatDecimal, multiply, type Ratio } from '../../core/exact.ts';
import type { CatchUp } from '../../core/orders/missed.ts';
import type {
  Chase,
  Execution,
  Limits,
  PartialQuantity,
  Quantity,
  Range,
  Sizing,
  TimeWindow,
} from '../../core/policy/policy.ts';

const HUNDRED: Ratio = { n: 100, d: 1 };

export function writeNumber(value: Ratio): string {
  return formatDecimal(value, 0);
}

/** `₹5,00,000` */
export function writeRupees(value: Ratio): string {
  const [whole = '', fraction] = writeNumber(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{2})*\d{3}$)/g, ',');
  return `₹${grouped}${fraction === undefined ? '' : `.${fraction.padEnd(2, '0')}`}`;
}

/** `60s`, `1500ms` */
export function writeDuration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

/** `ask`, `max_age 300s, max_deviation 1%`, or what holds where nothing is said. */
export function writeCatchUp(catchUp: CatchUp): string {
  if (catchUp === 'ask') return 'ask';
  const { maxAgeMs, maxDeviation } = catchUp;
  const parts = [
    ...(maxAgeMs === null ? [] : [`max_age ${writeDuration(maxAgeMs)}`]),
    ...(maxDeviation === null ? [] : [`max_deviation ${writeSlippage(maxDeviation)}`]),
  ];
  return parts.join(', ') || 'by execution.max_age';
}

/** `14:30..15:40` */
export function writeTimeWindow({ startSecond, endSecond }: TimeWindow): string {
  return `${writeTime(startSecond)}..${writeTime(endSecond)}`;
}

function writeTime(second: number): string {
  const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return shown.map((part) => String(part).padStart(2, '0')).join(':');
}

/** `65`, `10..50`, `>= 10`, `> 10 and <= 50` */
export function writeRange({ min, minIncluded, max, maxIncluded }: Range): string {
  if (min !== null && max !== null && minIncluded && maxIncluded) {
    return compare(min, max) === 0 ? writeNumber(min) : `${writeNumber(min)}..${writeNumber(max)}`;
  }
  const above = min === null ? [] : [`${minIncluded ? '>=' : '>'} ${writeNumber(min)}`];
  const below = max === null ? [] : [`${maxIncluded ? '<=' : '<'} ${writeNumber(max)}`];
  return [...above, ...below].join(' and ') || 'any number';
}

export function writeSizing(sizing: Sizing): string {
  switch (sizing.kind) {
    case 'mirror':
      return 'mirror';
    case 'multiplier':
      return `${writeNumber(sizing.by)} ×`;
    case 'fixed':
      return writeCount(sizing.units, 'unit');
    case 'lots':
      return writeCount(sizing.lots, 'lot');
    case 'capital_ratio':
      return `${writeNumber(sizing.by)} × the ratio of capitals`;
  }
}

function writeCount(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? '' : 's'}`;
}

/** `0.5 ×, rounded up, at most 500 units`; overrides stand apart. Rounding down goes without saying. */
export function writeQuantity({ round, ...rest }: Omit<Quantity, 'overrides'>): string {
  return writePartialQuantity({ ...rest, round: round === 'down' ? null : round });
}

export function writePartialQuantity({ sizing, round, min, max }: PartialQuantity): string {
  const rounded = { down: 'rounded down', nearest: 'rounded to the nearest lot', up: 'rounded up' };
  return [
    writeSizing(sizing),
    ...(round === null ? [] : [rounded[round]]),
    ...(min === null ? [] : [`at least ${writeCount(min, 'unit')}`]),
    ...(max === null ? [] : [`at most ${writeCount(max, 'unit')}`]),
  ].join(', ');
}

/** `auto` or `0.5%` */
export function writeSlippage(slippage: Execution['slippage']): string {
  return slippage === 'auto' ? 'auto' : `${writeNumber(multiply(slippage, HUNDRED))}%`;
}

export function writeExecution({ as, slippage, maxAgeMs }: Execution): string {
  return `${as}, slippage ${writeSlippage(slippage)}, max_age ${writeDuration(maxAgeMs)}`;
}

/** `every 5s, 3 times, within 1%` */
export function writeChase({ everyMs, times, within }: Chase): string {
  return `every ${writeDuration(everyMs)}, ${writeCount(times, 'time')}, within ${writeSlippage(within)}`;
}

export function writeLimits({ maxOrderValue, maxOrdersPerDay, dailyLoss }: Limits): string {
  const limits = [
    ...(maxOrderValue === null ? [] : [`max_order_value ${writeRupees(maxOrderValue)}`]),
    ...(maxOrdersPerDay === null ? [] : [`max_orders_per_day ${maxOrdersPerDay}`]),
    ...(dailyLoss === null ? [] : [`daily_loss ${writeRupees(dailyLoss)}`]),
  ];
  return limits.join(', ') || 'no limits';
}

/** Writes null as these words. */
export function orElse<V>(words: string, write: (value: V) => string) {
  return (value: V | null): string => (value === null ? words : write(value));
}
