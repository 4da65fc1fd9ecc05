/** Finds followers to whom nothing can ever be copied. */
import { type FollowerPolicy, NO_FILTERS, type Policy, type Rule } from '../../core/policy/policy.ts';
import type { FollowerSettings } from '../settings.ts';
import type { AnalysedConfig } from './analysed-config.ts';
import { excludes, implies, isImpossible } from './reasoning.ts';
import { regionOfFilters, type Terms } from './region.ts';

/** A rule that states `skip`. */
interface SkippingRule {
  readonly rule: Rule;
  readonly terms: Terms;
}

export function checkFollowers(config: AnalysedConfig): void {
  const { cursor, policy, settings, isSound } = config;
  const skips = skippingRules(config);
  const areRulesKnown = config.hasAllRules && config.ruleCursors.every(isSound);
  if (!areRulesKnown) return;
  // Followers without filters of their own are all alike to rules that name nobody.
  const nobodyNamed = policy.rules.every(({ followers }) => followers === null);
  const ofAll = nobodyNamed ? skippingRule({ name: '', filters: NO_FILTERS }, policy, skips) : null;
  for (const [index, follower] of policy.followers.entries()) {
    const own = settings.followers[index];
    if (!follower.enabled || own === undefined) continue;
    const at = cursor.get('followers').get(follower.name);
    if (!isSound(at) || !isSound(cursor.get('defaults'))) continue;
    const message = whyNothing(
      follower,
      own,
      policy,
      nobodyNamed && !at.get('filters').isStated ? ofAll : skippingRule(follower, policy, skips),
    );
    if (message !== null) at.report('copies-nothing', message);
  }
}

function whyNothing(
  follower: FollowerPolicy,
  settings: FollowerSettings,
  policy: Policy,
  skip: Rule | null,
): string | null {
  if (skip !== null) {
    return `Nothing is ever copied to \`${follower.name}\`: the rule \`${skip.id}\` (${skip.source.file}:${skip.source.line}) skips every entry that its filters let through. Narrow the rule's \`match\`, or write \`enabled: false\`.`;
  }
  return isSizedOtherwise(follower, policy) ? null : whyNoQuantity(follower, settings);
}

function skippingRules({ policy, terms }: AnalysedConfig): readonly SkippingRule[] {
  return policy.rules.flatMap((rule, index) => {
    const asked = terms[index];
    return rule.skip === null || asked === undefined ? [] : [{ rule, terms: asked }];
  });
}

/** The rule that skips all that the filters let through, unless one before it protects something. */
function skippingRule(
  follower: Pick<FollowerPolicy, 'name' | 'filters'>,
  { filters }: Policy,
  rules: readonly SkippingRule[],
): Rule | null {
  const region = regionOfFilters(filters, follower.filters);
  if (isImpossible(region)) return null;
  for (const { rule, terms } of rules) {
    if (rule.followers?.includes(follower.name) === false) continue;
    if (rule.skip === true && implies(region, terms)) return rule;
    if (rule.skip === false && !excludes(region, terms)) return null;
  }
  return null;
}

/** Whether an override or a rule may give the follower another quantity. */
function isSizedOtherwise({ name, quantity }: FollowerPolicy, { rules }: Policy): boolean {
  if (quantity.overrides.length > 0) return true;
  return rules.some((rule) => rule.quantity !== null && (rule.followers?.includes(name) ?? true));
}

function whyNoQuantity(
  { name, quantity, capital }: FollowerPolicy,
  { mode }: FollowerSettings,
): string | null {
  const { sizing, round, min } = quantity;
  if (sizing.kind === 'fixed' && round === 'down' && min !== null && sizing.units < min) {
    return `Nothing is ever copied to \`${name}\`: its \`fixed\` quantity of ${sizing.units} is below its \`min\` of ${min}. Lower \`min\`, or raise \`fixed\`.`;
  }
  if (sizing.kind === 'capital_ratio' && capital === null && mode === 'dry_run') {
    return `Nothing is ever copied to \`${name}\`: it is sized by \`capital_ratio\`, it has no \`capital\`, and in dry_run no account is asked for its funds. Add \`capital:\` in rupees.`;
  }
  return null;
}
