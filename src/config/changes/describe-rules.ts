import type { Limits, Rule } from '../../core/policy/policy.ts';
import { changed, type Describers, describeEach, prefixed, untold } from './changes.ts';
import { describeLimits } from './describe-terms.ts';
import { compareLists, placeIn } from './keyed-lists.ts';
import { writeMatch } from './write-match.ts';
import { orElse, writeExecution, writeLimits, writePartialQuantity } from './write-values.ts';

const NOT_STATED = 'not stated';

const DESCRIBERS: Describers<Rule> = {
  id: untold,
  why: (before, after) => (before === after ? [] : ['its why is worded differently']),
  followers: changed('for', writeFollowers),
  match: changed('matches', writeMatch),
  skip: changed(
    'skip',
    orElse(NOT_STATED, (skip) => (skip ? 'yes' : 'no')),
  ),
  quantity: changed('quantity', orElse(NOT_STATED, writePartialQuantity)),
  execution: changed('execution', orElse(NOT_STATED, writeExecution)),
  limits: describeRuleLimits,
  // Lines move with every edit above them; the file is all that says something.
  source: (before, after) => (before.file === after.file ? [] : [`now in ${after.file}`]),
};

/** Added, removed and changed rules, and those that are asked at another place now. */
export function describeRules(before: readonly Rule[], after: readonly Rule[]): string[] {
  const idOf = ({ id }: Rule): string => id;
  const changes = compareLists(before, after, idOf);
  return [
    ...changes.removed.map((rule) => `rule ${rule.id} removed (${writeRule(rule)})`),
    ...changes.added.map((rule) => {
      const place = placeIn(rule, after, idOf);
      return `rule ${rule.id} added${place === 'last' ? '' : ` ${place}`}: ${writeRule(rule)}`;
    }),
    ...changes.kept.flatMap((kept) =>
      prefixed(`rule ${kept.after.id}`, describeEach(DESCRIBERS, kept.before, kept.after)),
    ),
    ...changes.moved.map((rule) => `rule ${rule.id} now ${placeIn(rule, after, idOf)}`),
  ];
}

/** `underlying BANKNIFTY, for follower1: quantity 0.25 ×` */
function writeRule(rule: Rule): string {
  const who = rule.followers === null ? '' : `, for ${writeFollowers(rule.followers)}`;
  const effects = [
    ...(rule.skip === null ? [] : [rule.skip ? 'skip' : 'do not skip']),
    ...(rule.quantity === null ? [] : [`quantity ${writePartialQuantity(rule.quantity)}`]),
    ...(rule.execution === null ? [] : [`execution ${writeExecution(rule.execution)}`]),
    ...(rule.limits === null ? [] : [writeLimits(rule.limits)]),
  ];
  return `${writeMatch(rule.match)}${who}: ${effects.join('; ')}`;
}

function writeFollowers(followers: readonly string[] | null): string {
  return followers === null ? 'all followers' : followers.toSorted().join(', ');
}

function describeRuleLimits(before: Limits | null, after: Limits | null): string[] {
  if (before !== null && after !== null) return describeLimits(before, after);
  return changed('limits', orElse(NOT_STATED, writeLimits))(before, after);
}
