/** The policy, compiled once: closures and per-follower tables, so that nothing is looked up by name for an order. */
import type { PartFacts } from './facts.ts';
import { compileFilters, type FilterCheck } from './filters.ts';
import { compileMatch, NO, type Predicate, type Truth, UNKNOWN, YES } from './matching.ts';
import type { FollowerPolicy, Policy, Rule } from './policy.ts';
import { type CompiledQuantity, compileQuantity } from './sizing.ts';
import type { Trace } from './trace.ts';

export interface CompiledRule {
  readonly rule: Rule;
  /** Its place in the policy; truths and coverage are kept by it. */
  readonly index: number;
  readonly predicate: Predicate;
}

export interface CompiledFollower {
  readonly policy: FollowerPolicy;
  readonly passesFilters: FilterCheck;
  readonly quantity: CompiledQuantity;
  /** The rules that concern this follower, by what they state. */
  readonly skipRules: readonly CompiledRule[];
  readonly quantityRules: readonly CompiledRule[];
  readonly executionRules: readonly CompiledRule[];
  readonly limitsRules: readonly CompiledRule[];
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly passesFilters: FilterCheck;
  readonly followers: readonly CompiledFollower[];
  readonly rules: readonly CompiledRule[];
}

export function compilePolicy(policy: Policy): CompiledPolicy {
  const rules = policy.rules.map((rule, index) => ({ rule, index, predicate: compileMatch(rule.match) }));
  return {
    policy,
    rules,
    passesFilters: compileFilters(policy.filters),
    followers: policy.followers.map((follower) => compileFollower(follower, rules)),
  };
}

function compileFollower(policy: FollowerPolicy, rules: readonly CompiledRule[]): CompiledFollower {
  const own = rules.filter(({ rule }) => rule.followers === null || rule.followers.includes(policy.name));
  return {
    policy,
    passesFilters: compileFilters(policy.filters),
    quantity: compileQuantity(policy.quantity),
    skipRules: own.filter(({ rule }) => rule.skip !== null),
    quantityRules: own.filter(({ rule }) => rule.quantity !== null),
    executionRules: own.filter(({ rule }) => rule.execution !== null),
    limitsRules: own.filter(({ rule }) => rule.limits !== null),
  };
}

/** Told of each rule that was asked and held, once a part and follower. */
export interface RuleObserver {
  onMatched(rule: CompiledRule): void;
}

/** The rules, asked about one part. What they answer is the same for every follower and is kept. */
export class AskedRules {
  readonly facts: PartFacts;
  readonly #truths: (Truth | undefined)[] = [];
  readonly #observer: RuleObserver;
  readonly #trace: Trace | null;

  constructor(facts: PartFacts, observer: RuleObserver, trace: Trace | null) {
    this.facts = facts;
    this.#observer = observer;
    this.#trace = trace;
  }

  ask(rule: CompiledRule): Truth {
    let truth = this.#truths[rule.index];
    if (truth === undefined) {
      truth = rule.predicate(this.facts);
      this.#truths[rule.index] = truth;
    }
    this.#trace?.step({ step: 'rule', rule: rule.rule, facts: this.facts, truth });
    if (truth === YES) this.#observer.onMatched(rule);
    return truth;
  }

  /** The first rule that matches, and the first undecided one that would have been asked before it. */
  first(
    rules: readonly CompiledRule[],
    counts: (rule: Rule) => boolean = () => true,
  ): { readonly matched: CompiledRule | null; readonly undecided: CompiledRule | null } {
    let undecided: CompiledRule | null = null;
    for (const rule of rules) {
      const truth = this.ask(rule);
      if (truth === YES) return { matched: rule, undecided };
      if (truth === UNKNOWN && undecided === null && counts(rule.rule)) undecided = rule;
    }
    return { matched: null, undecided };
  }

  /** All rules that match, and the first undecided one. */
  all(rules: readonly CompiledRule[]): {
    readonly matched: readonly CompiledRule[];
    readonly undecided: CompiledRule | null;
  } {
    let undecided: CompiledRule | null = null;
    const matched: CompiledRule[] = [];
    for (const rule of rules) {
      const truth = this.ask(rule);
      if (truth === YES) matched.push(rule);
      else if (truth !== NO && undecided === null) undecided = rule;
    }
    return { matched, undecided };
  }
}
