import { expect, test } from 'vitest';
import { sliceQuantity } from '../../src/core/deciding/slicing.ts';

test.each([
  [1800, 75, 1800, [1800]],
  [1801, 75, 1800, [1800, 1]],
  // Lots that do not divide the freeze.
  [3600, 70, 1800, [1750, 1750, 100]],
  [100, null, 40, [40, 40, 20]],
  [100, 50, 40, null],
  [5, 1, null, [5]],
])('%i units in lots of %o at a freeze of %o: %o', (quantity, lot, freeze, slices) => {
  expect(sliceQuantity(quantity, lot, freeze)).toEqual(slices);
});

test('a quantity that nobody can mean fills no memory', () => {
  expect(sliceQuantity(10_000 * 1800, 75, 1800)).toHaveLength(10_000);
  expect(sliceQuantity(Number.MAX_SAFE_INTEGER, 75, 1800)).toBe(null);
});
