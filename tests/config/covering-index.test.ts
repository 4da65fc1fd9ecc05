/** Comparing rules by what they ask for finds what comparing each with each finds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { possibleRegions } from '../../src/config/analysis/check-match.ts';
import { excludes, implies } from '../../src/config/analysis/reasoning.ts';
import { termsOf } from '../../src/config/analysis/region.ts';
import type { Policy, Rule } from '../../src/core/policy/policy.ts';
import { compiled } from './findings-of.ts';

const EFFECTS = {
  skip: fc.boolean(),
  quantity: fc.constant({ multiplier: 0.5 }),
  execution: fc.constant({ as: 'limit' }),
  limits: fc.constant({ max_orders_per_day: 5 }),
};
const some = <V>(...values: V[]) => fc.subarray(values, { minLength: 1, maxLength: 2 });
const keys = {
  symbol: some('NIFTY*', 'NIFTY', 'N?FTY', 'NIF*', '*'),
  underlying: some('NIFTY', 'BANKNIFTY', 'TCS'),
  tag: some('A*', 'AB', 'AB*', '*B'),
  product: some('intraday', 'delivery'),
  side: some('buy', 'sell'),
  price: fc.constantFrom('> 5', '> 10', '5..20', '< 20'),
};
const plain = fc.record(keys, { requiredKeys: [] });
const match = fc.oneof(
  { weight: 4, arbitrary: plain },
  fc.record(
    { ...keys, any: fc.array(plain, { minLength: 1, maxLength: 2 }), not: plain },
    { requiredKeys: [] },
  ),
);
const rule = fc
  .tuple(match, fc.record(EFFECTS, { requiredKeys: [] }), fc.option(some('f1', 'f2', 'f3'), { freq: 4 }))
  .filter(([, effects]) => Object.keys(effects).length > 0)
  .map(([asked, effects, followers]) => ({
    match: asked,
    ...effects,
    ...(followers === null ? {} : { followers }),
  }));

test('the same rules are overtaken by the same ones', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(rule, { minLength: 2, maxLength: 14 }), (rules) => {
      const lines = rules.map((each, index) => `  - ${JSON.stringify({ id: `r${index}`, ...each })}`);
      const text = `version: 1\nmaster: {}\nfollowers: { f1: {}, f2: {}, f3: { enabled: false } }\nrules:\n${lines.join('\n')}\n`;
      const { findings, policy } = compiled(text);
      const told = findings.filter(({ code }) => code === 'overtaken');
      const pairs = told.map(({ path, message }) => `${path} ${/`(r\d+)`/.exec(message)?.[1] ?? 'own'}`);
      const expected = overtakenPairwise(policy);
      found += expected.length;
      expect(pairs.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 80 },
  );
  expect(found).toBeGreaterThan(80);
});

/** `path rule` of each finding, each rule compared with each other one. */
function overtakenPairwise({ rules, followers }: Policy): string[] {
  const enabled = followers.filter((follower) => follower.enabled).map(({ name }) => name);
  const concerned = (one: Rule) => enabled.filter((name) => one.followers?.includes(name) ?? true);
  const isOver = (other: Rule, one: Rule): boolean =>
    possibleRegions(one.match).every((region) => implies(region, termsOf(other.match))) &&
    concerned(one).every((name) => concerned(other).includes(name));
  const protects = (other: Rule, one: Rule): boolean =>
    other.skip === false &&
    !possibleRegions(one.match).every((region) => excludes(region, termsOf(other.match)));
  return rules.flatMap((one, index) => {
    if (possibleRegions(one.match).length === 0 || concerned(one).length === 0) return [];
    const before = rules.slice(0, index);
    const decided = (['skip', 'quantity', 'execution'] as const).filter((effect) => one[effect] !== null);
    const by = new Map<string, Rule>();
    for (const effect of decided) {
      const first = before.find((other) => other[effect] !== null && isOver(other, one));
      if (first !== undefined) by.set(effect, first);
    }
    const path = `rules[${index}]`;
    const [first] = by.values();
    if (
      first !== undefined &&
      by.size === decided.length &&
      one.limits === null &&
      new Set(by.values()).size === 1
    )
      return [`${path}.id ${first.id}`];
    const told = [...by].map(([effect, { id }]) => `${path}.${effect} ${id}`);
    const skips = rules.find(
      (other, at) =>
        other.skip === true &&
        (other === one || isOver(other, one)) &&
        !rules.slice(0, at).some((earlier) => protects(earlier, one)),
    );
    if (skips === undefined) return told;
    const unused = (['quantity', 'limits'] as const).filter(
      (effect) => one[effect] !== null && !by.has(effect),
    );
    return [...told, ...unused.map((effect) => `${path}.${effect} ${skips === one ? 'own' : skips.id}`)];
  });
}
