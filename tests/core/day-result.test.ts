import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DayResult } from '../../src/core/book/day-result.ts';
import {
  add,
  compare,
  multiplyByInteger,
  type Ratio,
  ratio,
  smaller,
  subtract,
  ZERO,
} from '../../src/core/exact.ts';

const rupees = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(1, 3, 7, 20))
  .map(([n, d]) => ratio(n, d));
const step = fc.oneof(
  fc.record({ price: rupees, cost: rupees, units: fc.integer({ min: -9, max: 9 }) }),
  fc.record({
    unrealised: fc
      .tuple(fc.integer({ min: -99, max: 99 }), fc.constantFrom(1, 3))
      .map(([n, d]) => ratio(n, d)),
  }),
);

const isEqual = (a: Ratio, b: Ratio) => compare(a, b) === 0;

/** Ties are frequent with numbers as small as these: binary fractions alone would lose them. */
test('the lowest result of a day, and whether a limit was reached, are exact', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const result = new DayResult();
      let [realised, unrealised, lowest] = [ZERO, ZERO, ZERO];
      for (const one of steps) {
        if ('unrealised' in one) {
          unrealised = one.unrealised;
          result.setUnrealised(unrealised);
        } else {
          realised = add(realised, multiplyByInteger(subtract(one.price, one.cost), one.units));
          result.take(one.price, one.cost, one.units);
        }
        lowest = smaller(lowest, add(realised, unrealised));
        const nextAbove = add(lowest, ratio(1, 1_000_000));
        const nextBelow = subtract(lowest, ratio(1, 1_000_000));
        const reached = [lowest, nextAbove, nextBelow].map((limit) => result.hasReached(limit));
        expect(reached).toEqual([true, true, false]);
      }
      const same = [isEqual(result.lowest, lowest), isEqual(result.realised, realised)];
      expect(same).toEqual([true, true]);
    }),
    { numRuns: 500 },
  );
});
