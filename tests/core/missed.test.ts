import { expect, test } from 'vitest';
import { parseDecimal, type Ratio } from '../../src/core/exact.ts';
import { deviationOf, formatAge, judgeMissed, type MissedSight } from '../../src/core/orders/missed.ts';

function rupees(text: string): Ratio {
  const value = parseDecimal(text);
  if (value === null) throw new Error(text);
  return value;
}

const SEEN: MissedSight = { ageMs: 240_000, reference: rupees('100'), priceNow: rupees('99') };
const ONE_PERCENT = rupees('0.01');

test('a price moves as far down as up', () => {
  expect(deviationOf(SEEN)).toEqual(ONE_PERCENT);
  expect(deviationOf({ ...SEEN, priceNow: rupees('101') })).toEqual(ONE_PERCENT);
  expect(deviationOf({ ...SEEN, priceNow: null })).toBe(null);
  expect(deviationOf({ ...SEEN, reference: null })).toBe(null);
});

test('nothing said leaves it to execution.max_age, and a price that is near enough does as well', () => {
  expect(judgeMissed(SEEN, { maxAgeMs: null, maxDeviation: null })).toBe(null);
  expect(judgeMissed(SEEN, { maxAgeMs: null, maxDeviation: ONE_PERCENT })).toBe(null);
});

test('both bounds are in: at the bound it is taken', () => {
  expect(judgeMissed(SEEN, { maxAgeMs: 240_000, maxDeviation: ONE_PERCENT })).toEqual({
    verdict: 'take',
    why: '4 min old; 100.00 then, 99.00 now (1% away)',
  });
});

test('beyond a bound it is stale, and so is what is not known', () => {
  const bounds = { maxAgeMs: 240_000, maxDeviation: ONE_PERCENT };
  expect(judgeMissed({ ...SEEN, ageMs: 240_001 }, bounds)).toEqual({
    verdict: 'stale',
    why: '4 min old; 100.00 then, 99.00 now (1% away): catch_up.max_age is 4 min',
  });
  expect(judgeMissed({ ...SEEN, priceNow: rupees('98.99') }, bounds)?.why).toBe(
    '4 min old; 100.00 then, 98.99 now (1.01% away): catch_up.max_deviation is 1%',
  );
  expect(judgeMissed({ ageMs: null, reference: null, priceNow: null }, bounds)).toEqual({
    verdict: 'stale',
    why: 'its age is not known; the price then is not known: catch_up.max_age is 4 min, catch_up.max_deviation is 1%',
  });
});

test('an age is cut to what matters', () => {
  expect([0, 400, 59_999, 60_000, 3_600_000, 7_500_000].map(formatAge)).toEqual([
    '0 s',
    '400 ms',
    '59 s',
    '1 min',
    '1 h',
    '2 h 5 min',
  ]);
});
