import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '../../src/core/exact.ts';
import { istDayOf, parseIstTime } from '../../src/core/ist-time.ts';

test('a number with a few decimals is read as it is written', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      fc.constantFrom(1, 10, 100, 1000, 10_000, 100_000),
      (n, d) => {
        const value = n / d;
        // With a sign in front its text is read the long way.
        expect(parseDecimal(value)).toEqual(parseDecimal(value < 0 ? `${value}` : `+${value}`));
      },
    ),
    { numRuns: 2000 },
  );
});

test('the two ways of reading decimal text agree', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (whole, fraction) => {
      const text = `${whole}.${fraction}`;
      // Beyond fifteen characters, or with a sign, it is read the long way.
      expect(parseDecimal(text)).toEqual(parseDecimal(`+${text}`));
      expect(parseDecimal(text)).toEqual(parseDecimal(`${text}${'0'.repeat(16)}`));
    }),
    { numRuns: 2000 },
  );
});

test.each(['', '.', '1.2.3', '1e3', '0x10', '1,000', '1 0', '--1', 'NaN', '5.'])('of %j', (text) => {
  expect(parseDecimal(text)).toEqual(text === '5.' ? { n: 5, d: 1 } : null);
});

test('the days are those of the calendar', () => {
  const wrong: Date[] = [];
  for (let day = new Date('0100-01-01').getTime(); day < Date.UTC(2500, 0); day += 86_400_000 * 5) {
    const date = new Date(day);
    const found = istDayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    if (found !== day / 86_400_000) wrong.push(date);
  }
  expect(wrong).toEqual([]);
});

test.each([
  [99, 1, 1],
  [2026, 0, 1],
  [2026, 13, 1],
  [2026, 4, 31],
  [2026, 2, 29],
  [1900, 2, 29],
  [2026, 1, 0],
])('the calendar has no %i-%i-%i', (year, month, day) => {
  expect(istDayOf(year, month, day)).toBeNull();
});

test.each([
  ['20-Oct-2020 13:10:59', Date.UTC(2020, 9, 20, 13, 10, 59) / 1000],
  [' 29-FEB-2024 00:00:00 ', Date.UTC(2024, 1, 29) / 1000],
  ['29-Feb-2023 00:00:00', null],
  ['20-Okt-2020 13:10:59', null],
  ['20-Oct-2020 24:00:00', null],
  ['20-Oct-2020 23:60:00', null],
  ['20-Oct-2020 23:00:60', null],
  ['2x-Oct-2020 13:10:59', null],
  ['20-Oct-2020 1 :10:59', null],
  ['20-Oct-2020T13:10:59', null],
  ['20-Oct-2020 13:10:5', null],
])('the time %j', (text, seconds) => {
  expect(parseIstTime(text)).toBe(seconds);
});
