import { expect, test } from 'vitest';
import { ratio } from '../../src/core/exact.ts';
import { count, formatRupees, plural } from '../../src/replay/report/figure-text.ts';

test('rupees are grouped as in India, whatever the locale of the machine', () => {
  const amounts = [0, 5, 99_950, 100_000, 1_234_567_850, -100_000, -99_900].map((paise) => ratio(paise, 100));
  expect(amounts.map(formatRupees)).toEqual([
    '₹0.00',
    '₹0.05',
    '₹999.50',
    '₹1,000.00',
    '₹1,23,45,678.50',
    '-₹1,000.00',
    '-₹999.00',
  ]);
  expect(formatRupees(ratio(830_025, 10_000))).toBe('₹83.0025');
});

test('one is one, and all else are many', () => {
  expect([0, 1, 2].map((many) => plural(many, 'order'))).toEqual(['0 orders', '1 order', '2 orders']);
  expect(count(10_000_000)).toBe('1,00,00,000');
});
