/** What is said of matches holds for every order: the reasoning beside the evaluation that decides. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { possibleRegions } from '../../src/config/analysis/check-match.ts';
import { globCovers, globsMeet } from '../../src/config/analysis/glob-sets.ts';
import { excludes, implies } from '../../src/config/analysis/reasoning.ts';
import { termsOf } from '../../src/config/analysis/region.ts';
import {
  EXCHANGES,
  type Exchange,
  type InstrumentKind,
  ORDER_TYPES,
  PRODUCTS,
  SIDES,
  VARIETIES,
} from '../../src/core/orders/order.ts';
import type { PartFacts } from '../../src/core/policy/facts.ts';
import { compileGlob } from '../../src/core/policy/glob.ts';
import { compileMatch, NO, YES } from '../../src/core/policy/matching.ts';
import type { Match } from '../../src/core/policy/policy.ts';
import { match as anyMatch } from './arbitrary-config.ts';

const orNull = <V>(arbitrary: fc.Arbitrary<V>): fc.Arbitrary<V | null> => fc.option(arbitrary, { nil: null });
const rupees = fc.constantFrom(1, 20, 49, 50, 51, 60, 99, 100).map((n) => ({ n, d: 1 }));
const symbol = fc.constantFrom('NIFTY', 'BANKNIFTY', 'RELIANCE-EQ', 'X-BE', 'SENSEX5', 'SENSEX');

function kindsAt(exchange: Exchange): readonly (InstrumentKind | null)[] {
  return exchange === 'NSE' || exchange === 'BSE' ? ['equity'] : ['future', 'call', 'put', null];
}

/** Facts as orders have them, every value as often at a bound as beside it. */
const facts: fc.Arbitrary<PartFacts> = fc
  .record({
    exchange: fc.constantFrom(...EXCHANGES),
    kind: fc.nat(3),
    side: fc.constantFrom(...SIDES),
    product: fc.constantFrom(...PRODUCTS),
    orderType: fc.constantFrom(...ORDER_TYPES),
    variety: orNull(fc.constantFrom(...VARIETIES)),
    underlying: orNull(symbol),
    symbol,
    tag: symbol,
    quantity: fc.constantFrom(1, 20, 50, 51, 99, 100),
    lotSize: orNull(fc.constantFrom(1, 2, 25)),
    reference: orNull(rupees),
    strike: orNull(rupees),
    expiryIn: orNull(fc.constantFrom(0, 1, 50, 51, 99)),
    second: orNull(fc.constantFrom(0, 20_000, 43_000, 43_200, 60_000, 86_399)),
  })
  .map((given) => {
    const kinds = kindsAt(given.exchange);
    const kind = kinds[given.kind % kinds.length] ?? null;
    const isDerivative = kind !== 'equity';
    const isOption = isDerivative && kind !== 'future';
    const order = {
      orderId: '1',
      uniqueOrderId: null,
      exchange: given.exchange,
      symbolToken: null,
      tradingSymbol: given.symbol,
      side: given.side,
      orderType: given.orderType,
      product: given.product,
      variety: given.variety,
      quantity: given.quantity,
      filledQuantity: given.quantity,
      status: 'complete',
      terminal: true,
      averagePrice: given.reference,
      limitPrice: null,
      triggerPrice: null,
      tag: given.tag,
      eventTime: null,
      text: '',
      instrument: { instrumentType: '', lotSize: null, strike: null, optionKind: null, expiryDay: null },
    };
    const instrument = {
      kind,
      isDerivative,
      isOption,
      underlying: given.underlying,
      lotSize: given.lotSize,
      tickSize: { n: 5, d: 100 },
      freezeQuantity: null,
      strike: isOption ? given.strike : null,
      expiryDay: isDerivative ? given.expiryIn : null,
      slippageClass: 'cash' as const,
    };
    const { symbol: name, tag, quantity, reference, second } = given;
    return { order, instrument, symbol: name, tag, quantity, reference, time: second };
  });

/** The match with some keys left out: what it says, it says of more orders. */
const widened = (match: Match): fc.Arbitrary<Match> =>
  fc.subarray(Object.keys(match)).map((left) => {
    const entries = Object.entries(match).filter(([key]) => !left.includes(key));
    return Object.fromEntries(entries);
  });
/** A match of two or three keys: one of many is hardly ever met. */
const smallMatch = anyMatch
  .chain((match) =>
    fc.subarray(Object.keys(match), { minLength: 1, maxLength: 3 }).map((keys) => {
      const entries = Object.entries(match).filter(([key]) => keys.includes(key));
      return Object.fromEntries(entries) as Match;
    }),
  )
  .filter((match) => Object.keys(match).length > 0);
const manyFacts = fc.array(facts, { minLength: 20, maxLength: 60 });

test('what never matches is met by no order', () => {
  fc.assert(
    fc.property(smallMatch, smallMatch, manyFacts, (one, other, orders) => {
      const match = { ...one, any: [other] };
      if (possibleRegions(match).length > 0) return;
      const predicate = compileMatch(match);
      for (const order of orders) expect(predicate(order)).not.toBe(YES);
    }),
    { numRuns: 600 },
  );
});

test('what is overtaken is met by no order that the other does not match, nor left undecided alone', () => {
  const pair = fc.oneof(
    smallMatch.chain((match) => fc.tuple(fc.constant(match), widened(match))),
    fc.tuple(smallMatch, smallMatch),
    fc.tuple(smallMatch, smallMatch).map(([a, b]): [Match, Match] => [a, { not: b }]),
    fc.tuple(smallMatch, smallMatch).map(([a, b]): [Match, Match] => [{ not: { ...a, ...b } }, { not: a }]),
    fc.tuple(smallMatch, smallMatch).map(([a, b]): [Match, Match] => [a, { any: [b, a] }]),
  );
  let implied = 0;
  fc.assert(
    fc.property(pair, manyFacts, ([later, earlier], orders) => {
      const regions = possibleRegions(later);
      if (!regions.every((region) => implies(region, termsOf(earlier)))) return;
      implied += 1;
      const [narrow, wide] = [compileMatch(later), compileMatch(earlier)];
      for (const order of orders) if (narrow(order) === YES) expect(wide(order)).toBe(YES);
    }),
    { numRuns: 1000 },
  );
  expect(implied).toBeGreaterThan(150);
});

test('what excludes a match fails it for certain', () => {
  let excluded = 0;
  const pair = fc.oneof(
    fc.tuple(smallMatch, smallMatch),
    fc.tuple(smallMatch, smallMatch).map(([a, b]): [Match, Match] => [a, { not: { any: [a, b] } }]),
    fc.tuple(smallMatch, smallMatch).map(([a, b]): [Match, Match] => [{ not: a }, { ...a, ...b }]),
  );
  fc.assert(
    fc.property(pair, manyFacts, ([match, other], orders) => {
      const regions = possibleRegions(match);
      if (!regions.every((region) => excludes(region, termsOf(other)))) return;
      excluded += 1;
      const [one, against] = [compileMatch(match), compileMatch(other)];
      for (const order of orders) if (one(order) === YES) expect(against(order)).toBe(NO);
    }),
    { numRuns: 1000 },
  );
  expect(excluded).toBeGreaterThan(50);
});

test('sets of globs: covering and meeting are what matching says', () => {
  const glob = fc.string({ unit: fc.constantFrom('A', 'B', '*', '?'), maxLength: 5 });
  const texts = fc.array(fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 6 }), {
    minLength: 30,
  });
  fc.assert(
    fc.property(glob, glob, texts, (a, b, samples) => {
      const [matchesA, matchesB] = [compileGlob(a), compileGlob(b)];
      for (const text of samples) {
        if (globCovers(a, b) && matchesB(text)) expect(matchesA(text)).toBe(true);
        if (matchesA(text) && matchesB(text)) expect(globsMeet(a, b)).toBe(true);
      }
      expect(globsMeet(a, b)).toBe(globsMeet(b, a));
    }),
    { numRuns: 1000 },
  );
  expect([globsMeet('A*B', '?C*'), globsMeet('A*B', 'C*'), globsMeet('*', ''), globsMeet('?', '')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect([
    globCovers('NIFTY*', 'NIFTY?CE'),
    globCovers('NIFTY?CE', 'NIFTY*CE'),
    globCovers('*', '**'),
  ]).toEqual([true, false, true]);
});
