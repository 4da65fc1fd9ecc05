/**
 * Whole numbers of any length: a JavaScript number while it is safe, a bigint beyond.
 *
 * What is done with long ones stands apart, in `…Long`: they are rare, and code that has both in it is compiled anew
 * each time that another kind of number comes by.
 */
export type Int = number | bigint;

/** A number where it is safe. */
export function shrink(value: bigint): Int {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

export function addInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return addLong(a, b);
}

function addLong(a: Int, b: Int): Int {
  return shrink(BigInt(a) + BigInt(b));
}

export function multiplyInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return multiplyLong(a, b);
}

function multiplyLong(a: Int, b: Int): Int {
  return shrink(BigInt(a) * BigInt(b));
}

/** Divides two integers, towards minus infinity. */
export function floorDivide(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    // a % b is exact for safe integers, and so is the difference and the division of a multiple.
    let remainder = a % b;
    if (remainder < 0) remainder += b;
    return (a - remainder) / b;
  }
  return floorDivideLong(a, b);
}

function floorDivideLong(a: Int, b: Int): Int {
  const [x, y] = [BigInt(a), BigInt(b)];
  let quotient = x / y;
  if (x % y < 0n) quotient -= 1n;
  return shrink(quotient);
}

/** @param b divides `a` */
export function divideExactly(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return a === 0 ? 0 : a / b;
  return divideLong(a, b);
}

function divideLong(a: Int, b: Int): Int {
  return shrink(BigInt(a) / BigInt(b));
}

/** @returns null where `b` does not divide `a`. */
export function quotientOf(a: Int, b: Int): Int | null {
  if (b === 1) return a;
  if (typeof a === 'number') return typeof b === 'number' && a % b === 0 ? a / b : null;
  return longQuotientOf(a, b);
}

function longQuotientOf(a: bigint, b: Int): Int | null {
  const divisor = BigInt(b);
  return a % divisor === 0n ? shrink(a / divisor) : null;
}

/** Below this the remainder of a division is one instruction of the machine. */
const SMALL = 0x4000_0000;
/** Integers of more bits are taken to have no common divisor: finding it would cost more than it saves. */
const SHORTENED = 1n << 107n;

export function greatestCommonDivisor(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') return divisorOfSafe(Math.abs(a), Math.abs(b));
  return divisorOfLong(a, b);
}

function divisorOfSafe(a: number, b: number): number {
  let [x, y] = [a, b];
  while (x >= SMALL || y >= SMALL) {
    if (y === 0) return x;
    const rest = x % y;
    x = y;
    y = rest;
  }
  let [i, j] = [x | 0, y | 0];
  while (j !== 0) {
    const rest = (i % j) | 0;
    i = j;
    j = rest;
  }
  return i;
}

function divisorOfLong(a: Int, b: Int): Int {
  let [x, y] = [BigInt(a), BigInt(b)];
  if (x < 0n) x = -x;
  if (y < 0n) y = -y;
  if (x > SHORTENED || y > SHORTENED) return 1;
  while (y !== 0n) [x, y] = [y, x % y];
  return shrink(x);
}
