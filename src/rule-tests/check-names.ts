import { findNearest } from '../config/shape/nearest.ts';
import type { Policy } from '../core/policy/policy.ts';
import { NONE } from './decision-facts.ts';
import type { Place, RuleTest } from './rule-test.ts';

/** Followers and rules that a test names and the configuration has not: such an expectation says nothing. */
export function checkNames({ orders }: RuleTest, policy: Policy): void {
  const followers = policy.followers.map(({ name }) => name);
  const rules = policy.rules.map(({ id }) => id);
  for (const { follower, at, decisions } of orders.flatMap(({ expectations }) => expectations)) {
    if (follower !== null) checkName(at, follower, 'follower', followers);
    for (const { facts, at: place } of decisions) {
      const rule = facts.get('rule') ?? NONE;
      if (rule !== NONE) checkName(place, rule, 'rule', rules);
    }
  }
}

function checkName(at: Place, name: string, what: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const nearest = findNearest(name, known);
  const all = known.length === 0 ? `It has no ${what}s.` : `It has ${known.join(', ')}.`;
  const instead = nearest === null ? all : `Did you mean \`${nearest}\`?`;
  at.report('wrong-value', `The configuration under test has no ${what} \`${name}\`. ${instead}`);
}
