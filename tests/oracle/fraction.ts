/**
 * Fractions of two BigInts, for the oracle only. Section 4: "Pure, exact (no binary fractions: 100 × 0.29 is 29)".
 * Slow and plain on purpose; shares nothing with the code that it judges.
 */
export interface Fraction {
  readonly n: bigint;
  /** Above zero. */
  readonly d: bigint;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A whole number, or n/d in lowest terms. */
export function fraction(n: bigint | number, d: bigint | number = 1n): Fraction {
  let [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError('division by zero');
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  const divisor = gcd(top, bottom);
  return divisor === 0n ? { n: 0n, d: 1n } : { n: top / divisor, d: bottom / divisor };
}

export const zero = fraction(0);
export const one = fraction(1);

/** Decimal text, or a number as it is printed, exactly; null for anything else. */
export function decimal(value: unknown): Fraction | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(value).trim());
  if (match === null) return null;
  const [, sign = '', whole = '', part = '', exponent = '0'] = match;
  if (whole === '' && part === '') return null;
  const digits = BigInt(`${whole}${part}`) * (sign === '-' ? -1n : 1n);
  const shift = BigInt(exponent) - BigInt(part.length);
  return shift >= 0n ? fraction(digits * 10n ** shift) : fraction(digits, 10n ** -shift);
}

export const plus = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d);
export const over = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n);

/** Below zero where a < b, 0 where equal, above zero where a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The whole number at or below. */
export function floor(a: Fraction): bigint {
  const quotient = a.n / a.d;
  return a.n % a.d < 0n ? quotient - 1n : quotient;
}

/** The whole number at or above. */
export const ceiling = (a: Fraction) => -floor({ n: -a.n, d: a.d });

/** The nearest whole number, a half upwards. */
export const nearest = (a: Fraction) => floor(plus(a, fraction(1, 2)));

/** 4.9: "Prices are decimal text, two decimals at least, exact". The fraction must end in decimals. */
export function decimalText(a: Fraction): string {
  const sign = a.n < 0n ? '-' : '';
  const top = a.n < 0n ? -a.n : a.n;
  let rest = top % a.d;
  let decimals = '';
  while (rest !== 0n) {
    if (decimals.length > 40) throw new RangeError(`${a.n}/${a.d} has no end in decimals`);
    decimals += String((rest * 10n) / a.d);
    rest = (rest * 10n) % a.d;
  }
  return `${sign}${top / a.d}.${decimals.padEnd(2, '0')}`;
}
