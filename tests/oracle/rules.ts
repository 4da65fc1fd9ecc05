/** Section 2, "Rules", "Quantity", "Execution", "Limits": which of them decide for one follower. */
import { holds, type Situation } from './conditions.ts';
import type { Config, Execution, Limits, Quantity, QuantityTerms, Rule } from './config.ts';

/** "`followers:` limits a rule to some". "Rules are read top to bottom for each follower". */
function rulesOf(config: Config, follower: string): Rule[] {
  return (config.rules ?? []).filter((rule) => rule.followers?.includes(follower) ?? true);
}

/**
 * "the first matching rule that states it decides; later ones are not asked."
 * `undecided` are the rules asked before it, of which it is not known whether they match.
 */
function askRules(
  rules: readonly Rule[],
  states: (rule: Rule) => boolean,
  situation: Situation,
): { decided: Rule | null; undecided: Rule[] } {
  const undecided: Rule[] = [];
  for (const rule of rules.filter(states)) {
    const truth = holds(rule.match, situation);
    if (truth === true) return { decided: rule, undecided };
    if (truth === 'unknown') undecided.push(rule);
  }
  return { decided: null, undecided };
}

/** What the rules say against an entry: skipped, or not known; null where nothing. */
export function ruledOut(
  config: Config,
  follower: string,
  situation: Situation,
): { reason: 'RULE_SKIP' | 'UNKNOWN_FACT'; rule: string } | null {
  const rules = rulesOf(config, follower);
  const skip = askRules(rules, (rule) => rule.skip !== undefined, situation);
  // "(unless a rule skips it anyway)". AMBIGUOUS (18): an undecided `skip: false` protects from nothing.
  if (skip.decided?.skip === true) return { reason: 'RULE_SKIP', rule: skip.decided.id };
  // "if that leaves undecided a rule with `skip: true`, `quantity` or `limits` that would have been asked".
  // 4.9: "the first undecided rule …, of the skip rules, then the quantity rules, then the limits rules".
  const undecided = [
    ...skip.undecided.filter((rule) => rule.skip === true),
    ...askRules(rules, (rule) => rule.quantity !== undefined, situation).undecided,
    // All matching rules' limits bind, so every one of them is asked.
    ...rules.filter((rule) => rule.limits !== undefined && holds(rule.match, situation) === 'unknown'),
  ];
  const [first] = undecided;
  return first === undefined ? null : { reason: 'UNKNOWN_FACT', rule: first.id };
}

export interface DecidingQuantity {
  readonly terms: QuantityTerms;
  readonly rule: string | null;
}

function withoutOverrides(quantity: Quantity): QuantityTerms {
  if (quantity === 'mirror') return {};
  const { overrides: _, ...terms } = quantity;
  return terms;
}

/** "What a rule's or an override's does not state of `round`, `min`, `max` it takes from the quantity that it stands in for." */
function standIn(stated: QuantityTerms, standsInFor: QuantityTerms): QuantityTerms {
  const { round, min, max } = { ...standsInFor, ...stated };
  return {
    ...stated,
    ...(round === undefined ? {} : { round }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/**
 * "Who decides: a rule's, else the follower's (its first matching override, else its own), else the default's likewise,
 * else mirror."
 * AMBIGUOUS (19): a rule's stands in for the override that would have decided (not for the follower's own).
 * AMBIGUOUS (20): an override that is not known to match does not match, and makes no UNKNOWN_FACT: it is no rule.
 */
export function decidingQuantity(config: Config, follower: string, situation: Situation): DecidingQuantity {
  const stated = config.followers[follower]?.quantity ?? config.defaults?.quantity ?? 'mirror';
  const own = withoutOverrides(stated);
  const overrides = stated === 'mirror' ? [] : (stated.overrides ?? []);
  const override = overrides.find(({ match }) => holds(match, situation) === true);
  let terms = own;
  if (override !== undefined) {
    const { match: _, ...overriding } = override;
    terms = standIn(overriding, own);
  }
  const rules = rulesOf(config, follower);
  const { decided } = askRules(rules, (rule) => rule.quantity !== undefined, situation);
  if (decided?.quantity === undefined) return { terms, rule: null };
  return { terms: standIn(withoutOverrides(decided.quantity), terms), rule: decided.id };
}

/**
 * "its own quantity or execution replaces the default's whole".
 * AMBIGUOUS (21): so does a rule's; what it does not state is `auto`.
 */
export function decidingExecution(
  config: Config,
  follower: string,
  situation: Situation,
): { execution: Execution; rule: string | null } {
  const rules = rulesOf(config, follower);
  const { decided } = askRules(rules, (rule) => rule.execution !== undefined, situation);
  const stated = config.followers[follower]?.execution ?? config.defaults?.execution ?? {};
  return { execution: decided?.execution ?? stated, rule: decided?.id ?? null };
}

/**
 * "Those of the defaults, the follower and every matching rule all bind: the tightest of each kind."
 * AMBIGUOUS (22): of two that are equally tight the one read first (defaults, follower, rules) bound.
 */
export function bindingLimit(
  kind: keyof Limits,
  config: Config,
  follower: string,
  situation: Situation,
): { value: number; rule: string | null } | null {
  const stated: { limits: Limits | undefined; rule: string | null }[] = [
    { limits: config.defaults?.limits, rule: null },
    { limits: config.followers[follower]?.limits, rule: null },
    ...rulesOf(config, follower)
      .filter((rule) => holds(rule.match, situation) === true)
      .map((rule) => ({ limits: rule.limits, rule: rule.id })),
  ];
  let tightest: { value: number; rule: string | null } | null = null;
  for (const { limits, rule } of stated) {
    const value = limits?.[kind];
    if (value !== undefined && (tightest === null || value < tightest.value)) tightest = { value, rule };
  }
  return tightest;
}
