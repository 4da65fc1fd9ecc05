/**
 * Exact arithmetic. Money and shares are never binary fractions: 100 × 0.29 is 29.
 *
 * A `Ratio` is a fraction of two whole numbers: prices (rupees), multipliers, percentages and shares are all ratios, so
 * no rounding happens except where the contract names one (to lots, to ticks).
 */
import {
  addInt,
  divideExactly,
  floorDivide,
  greatestCommonDivisor,
  type Int,
  multiplyInt,
  quotientOf,
  shrink,
} from './int.ts';

export interface Ratio {
  /** Numerator; carries the sign. */
  readonly n: Int;
  /** Denominator, above zero. */
  readonly d: Int;
}

/** A decimal with more digits than this is not a price or a quantity that anybody meant. */
const MAX_DECIMAL_LENGTH = 40;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * The first of them is for V8 alone: it compiles code for the kinds of numbers that it has seen in fractions, and does
 * so anew where another kind comes. Who sees the widest first does that once: a twelfth of a replay's time.
 */
const [, zero, one]: readonly [Ratio, Ratio, Ratio] = [
  { n: 1n, d: 1n },
  { n: 0, d: 1 },
  { n: 1, d: 1 },
];
export const ZERO = zero;
export const ONE = one;

/** The ratio of two integers, in lowest terms unless they are very long. `d` must not be 0. */
export function ratio(n: Int, d: Int = 1): Ratio {
  if (d === 1) return { n: n === 0 ? 0 : n, d: 1 };
  if (d === 0 || d === 0n) throw new RangeError('a ratio needs a denominator other than 0');
  const divisor = greatestCommonDivisor(n, d);
  const negative = d < 0;
  const scale = negative ? multiplyInt(divisor, -1) : divisor;
  return { n: divideExactly(n, scale), d: divideExactly(d, scale) };
}

/**
 * Reads decimal text (`"101.5"`, `"-3"`, `".5"`) or a JSON number exactly as it is written.
 * @returns null for anything else: exponents beyond what a number prints, hex, blanks, text.
 */
export function parseDecimal(value: string | number): Ratio | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    if (Number.isSafeInteger(value)) return { n: value === 0 ? 0 : value, d: 1 };
    return fromShortFraction(value) ?? parseDecimalText(expandExponent(String(value)));
  }
  const text = value.trim();
  return fromDigits(text) ?? parseDecimalText(text);
}

/**
 * Prices have up to four decimals, and there are a million of them in a log: without a text they are read five times
 * as fast. A number below 10^10 that is the nearest one to n / d is written so: of two decimals with up to fifteen
 * digits each has its own nearest number.
 * @returns null where it has more decimals, or is large
 */
function fromShortFraction(value: number): Ratio | null {
  if (Math.abs(value) >= 1e10) return null;
  for (let d = 10; d <= TEN_THOUSAND; d *= 10) {
    const n = Math.round(value * d);
    if (n / d === value) return { n, d };
  }
  return null;
}

/** Plain digits with or without a point, up to fifteen. @returns null for all else */
function fromDigits(text: string): Ratio | null {
  const { length } = text;
  if (length === 0 || length > 15) return null;
  let [n, d, point] = [0, 1, false];
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === POINT && at > 0 && !point) {
      point = true;
      continue;
    }
    if (code < DIGIT_0 || code > DIGIT_9) return null;
    n = n * 10 + code - DIGIT_0;
    if (point) d *= 10;
  }
  while (d > 1 && n % 10 === 0) [n, d] = [n / 10, d / 10];
  return { n, d };
}

const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

function expandExponent(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function parseDecimalText(text: string): Ratio | null {
  if (text.length > MAX_DECIMAL_LENGTH) return null;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = '', rawFraction = ''] = match;
  if (whole === '' && rawFraction === '') return null;
  const fraction = rawFraction.replace(/0+$/, '');
  const digits = `${whole}${fraction}`;
  const n = digits.length > 15 ? shrink(BigInt(digits)) : Number(digits);
  const d = fraction.length > 15 ? 10n ** BigInt(fraction.length) : 10 ** fraction.length;
  return { n: sign === '-' && n !== 0 ? multiplyInt(n, -1) : n, d };
}

export function add(a: Ratio, b: Ratio): Ratio {
  if (a.d === b.d) return { n: addInt(a.n, b.n), d: a.d };
  const [timesB, timesA] = [quotientOf(a.d, b.d), quotientOf(b.d, a.d)];
  if (timesB !== null) return { n: addInt(a.n, multiplyInt(b.n, timesB)), d: a.d };
  if (timesA !== null) return { n: addInt(multiplyInt(a.n, timesA), b.n), d: b.d };
  return ratio(addInt(multiplyInt(a.n, b.d), multiplyInt(b.n, a.d)), multiplyInt(a.d, b.d));
}

export function negate(a: Ratio): Ratio {
  return { n: a.n === 0 ? 0 : multiplyInt(a.n, -1), d: a.d };
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return add(a, negate(b));
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  if (a.d === 1 && b.d === 1) return { n: multiplyInt(a.n, b.n), d: 1 };
  return ratio(multiplyInt(a.n, b.n), multiplyInt(a.d, b.d));
}

export function multiplyByInteger(a: Ratio, by: number): Ratio {
  return { n: multiplyInt(a.n, by), d: a.d };
}

/** `by` must be above 0. */
export function divideByInteger(a: Ratio, by: number): Ratio {
  return by === 1 ? a : ratio(a.n, multiplyInt(a.d, by));
}

/** `b` must not be 0. */
export function divide(a: Ratio, b: Ratio): Ratio {
  return ratio(multiplyInt(a.n, b.d), multiplyInt(a.d, b.n));
}

/** Below zero where a < b, zero where they are equal, above zero where a > b. */
export function compare(a: Ratio, b: Ratio): number {
  if (a.d === b.d) return a.n < b.n ? -1 : a.n > b.n ? 1 : 0;
  const left = multiplyInt(a.n, b.d);
  const right = multiplyInt(b.n, a.d);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** As a binary fraction: for a first answer only. */
export function toNumber({ n, d }: Ratio): number {
  return Number(n) / Number(d);
}

export function signOf(a: Ratio): -1 | 0 | 1 {
  return a.n > 0 ? 1 : a.n < 0 ? -1 : 0;
}

export function smaller(a: Ratio, b: Ratio): Ratio {
  return compare(a, b) <= 0 ? a : b;
}

/** The largest whole number not above `a`. Throws where it is no safe integer. */
export function floor(a: Ratio): number {
  return toSafe(floorDivide(a.n, a.d));
}

/** The largest whole number not above `a` / `by` (above zero). Throws where it is no safe integer. */
export function floorOf(a: Ratio, by: number): number {
  return toSafe(floorDivide(a.n, multiplyInt(a.d, by)));
}

/** The smallest whole number not below `a` / `by` (above zero). Throws where it is no safe integer. */
export function ceilOf(a: Ratio, by: number): number {
  return -toSafe(floorDivide(multiplyInt(a.n, -1), multiplyInt(a.d, by))) || 0;
}

/** The smallest whole number not below `a`. Throws where it is no safe integer. */
export function ceil(a: Ratio): number {
  return -toSafe(floorDivide(multiplyInt(a.n, -1), a.d)) || 0;
}

function toSafe(value: Int): number {
  if (typeof value === 'number') return value;
  throw new RangeError(`${value} is beyond what a quantity can be`);
}

/** `a` rounded to a multiple of `step` (above zero). */
export function roundToStep(a: Ratio, step: Ratio, direction: 'down' | 'up'): Ratio {
  const [n, d] = [multiplyInt(a.n, step.d), multiplyInt(a.d, step.n)];
  const whole =
    direction === 'down' ? floorDivide(n, d) : multiplyInt(floorDivide(multiplyInt(n, -1), d), -1);
  return multiply({ n: whole, d: 1 }, step);
}

/** Of a denominator beyond this, the thirtieth decimal is all that is kept. */
const FINEST = 10n ** 30n;

/**
 * `a` itself, unless its denominator has more than thirty digits: then `a` at thirty decimals, rounded in a direction.
 * Averages and shares of a position that is never closed would grow without bound, and with them the time of a
 * decision. Who rounds towards the side that its check asks for loses no tie.
 */
export function keepFine(a: Ratio, direction: 'down' | 'up'): Ratio {
  if (typeof a.d === 'number' || a.d <= FINEST) return a;
  const n = BigInt(a.n) * FINEST;
  const down = floorDivide(n, a.d);
  return { n: direction === 'down' || multiplyInt(down, a.d) === n ? down : addInt(down, 1), d: FINEST };
}

/**
 * Decimal text, two decimals at least, exact: `101.50`, `83.0025`.
 * A fraction that has no end in decimals (an average of three) is cut at ten and marked by an ellipsis.
 */
export function formatDecimal(a: Ratio, minDecimals = 2): string {
  const { n, d } = a;
  if (typeof n === 'number' && typeof d === 'number' && minDecimals === 2) {
    const tenThousandths = (n * TEN_THOUSAND) / d;
    if (Number.isSafeInteger(n * TEN_THOUSAND) && Number.isSafeInteger(tenThousandths))
      return formatTenThousandths(tenThousandths);
  }
  return formatLong(BigInt(n), BigInt(d), minDecimals);
}

const TEN_THOUSAND = 10_000;

/** The way of nearly all prices. */
function formatTenThousandths(value: number): string {
  const absolute = Math.abs(value);
  const rest = absolute % TEN_THOUSAND;
  const whole = (absolute - rest) / TEN_THOUSAND;
  const decimals = String(TEN_THOUSAND + rest).slice(1);
  const shown = decimals.endsWith('00')
    ? decimals.slice(0, 2)
    : decimals.endsWith('0')
      ? decimals.slice(0, 3)
      : decimals;
  return `${value < 0 ? '-' : ''}${whole}.${shown}`;
}

function formatLong(n: bigint, d: bigint, minDecimals: number): string {
  const numerator = n < 0n ? -n : n;
  let rest = numerator % d;
  let decimals = '';
  while (rest !== 0n && decimals.length < 30) {
    rest *= 10n;
    decimals += (rest / d).toString();
    rest %= d;
  }
  const tail = rest === 0n ? decimals.padEnd(minDecimals, '0') : `${decimals.slice(0, 10)}…`;
  return `${n < 0n ? '-' : ''}${numerator / d}${tail === '' ? '' : `.${tail}`}`;
}
