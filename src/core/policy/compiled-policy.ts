/** The policy, compiled once: closures and per-follower tables, so that nothing is looked up by name for an order. */

import type { Seats } from '../per-follower.ts';
import { compileFilters, type FilterCheck } from './filters.ts';
import { type BindingLimits, bindLimits } from './limits.ts';
import { compileMatch, type Predicate } from './matching.ts';
import type { Execution, Filters, FollowerPolicy, Limits, Policy, Quantity, Rule } from './policy.ts';
import { type CompiledQuantity, compileQuantity } from './sizing.ts';

export interface CompiledRule {
  readonly rule: Rule;
  /** Its place in the policy; truths and coverage are kept by it. */
  readonly index: number;
  readonly predicate: Predicate;
  /** Null where the rule states none. */
  readonly execution: Execution | null;
  /** Null where the rule states none. */
  readonly limits: BindingLimits | null;
}

/** The rules of one kind that concern a follower. Followers whom the same rules concern have the same list. */
export interface RuleList {
  /** Counts the lists of a policy. */
  readonly id: number;
  readonly rules: readonly CompiledRule[];
  /** Whether it matters that a rule cannot be decided. */
  readonly countsUndecided: (rule: Rule) => boolean;
}

/** Followers with equal filters have the same set. */
export interface FilterSet {
  /** Counts the sets of a policy. */
  readonly id: number;
  readonly check: FilterCheck;
}

/** What is equal for two followers is one object, so that it is worked out once for both. */
export interface CompiledFollower {
  readonly policy: FollowerPolicy;
  readonly seat: number;
  /** Counts what is not equal of all that follows but the limits: an entry's terms are kept by it. */
  readonly settings: number;
  readonly filters: FilterSet;
  readonly quantity: CompiledQuantity;
  readonly execution: Execution;
  readonly limits: BindingLimits;
  /** The rules that concern this follower, by what they state. */
  readonly skipRules: RuleList;
  readonly quantityRules: RuleList;
  readonly executionRules: RuleList;
  readonly limitsRules: RuleList;
}

type Settings = Omit<CompiledFollower, 'policy' | 'seat' | 'settings' | 'limits'>;

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly filters: FilterSet;
  readonly followers: readonly CompiledFollower[];
  readonly rules: readonly CompiledRule[];
}

/** Told of each rule that was asked and held, once a part and follower. */
export interface RuleObserver {
  onMatched(rule: CompiledRule): void;
}

/** @param seats of the book that will be decided on */
export function compilePolicy(policy: Policy, seats: Seats): CompiledPolicy {
  return new PolicyCompiler(policy, seats).compile();
}

class PolicyCompiler {
  readonly #policy: Policy;
  readonly #seats: Seats;
  readonly #rules: readonly CompiledRule[];
  readonly #executions = new Shared<Execution, Execution>((execution) => execution);
  readonly #limits = new Shared<Limits, BindingLimits>((limits) => bindLimits(limits, null));
  readonly #quantities = new Shared<Quantity, CompiledQuantity>(compileQuantity);
  readonly #filters = new Shared<Filters, FilterSet>((filters, id) => ({
    id,
    check: compileFilters(filters),
  }));
  readonly #lists = new Map<string, RuleList>();
  readonly #settings = new Map<string, number>();
  readonly #parts = new Map<object, number>();

  constructor(policy: Policy, seats: Seats) {
    this.#policy = policy;
    this.#seats = seats;
    this.#rules = policy.rules.map((rule, index) => ({
      rule,
      index,
      predicate: compileMatch(rule.match),
      execution: rule.execution === null ? null : this.#executions.of(rule.execution),
      limits: rule.limits === null ? null : bindLimits(rule.limits, rule.id),
    }));
  }

  compile(): CompiledPolicy {
    return {
      policy: this.#policy,
      rules: this.#rules,
      filters: this.#filters.of(this.#policy.filters),
      followers: this.#policy.followers.map((follower) => this.#compileFollower(follower)),
    };
  }

  #compileFollower(policy: FollowerPolicy): CompiledFollower {
    const own = this.#rules.filter(
      ({ rule }) => rule.followers === null || rule.followers.includes(policy.name),
    );
    const skips = own.filter(({ rule }) => rule.skip !== null);
    const settings = {
      filters: this.#filters.of(policy.filters),
      quantity: this.#quantities.of(policy.quantity),
      execution: this.#executions.of(policy.execution),
      skipRules: this.#list('skip', skips, (rule) => rule.skip === true),
      quantityRules: this.#list(
        'quantity',
        own.filter(({ rule }) => rule.quantity !== null),
      ),
      executionRules: this.#list(
        'execution',
        own.filter(({ rule }) => rule.execution !== null),
      ),
      limitsRules: this.#list(
        'limits',
        own.filter(({ rule }) => rule.limits !== null),
      ),
    };
    return {
      policy,
      seat: this.#seats.of(policy.name),
      settings: this.#number(settings),
      limits: this.#limits.of(policy.limits),
      ...settings,
    };
  }

  /** What is equal is one object already. */
  #number(settings: Settings): number {
    const key = Object.values(settings)
      .map((part) => numberIn(this.#parts, part))
      .join(' ');
    return numberIn(this.#settings, key);
  }

  #list(
    kind: string,
    rules: readonly CompiledRule[],
    countsUndecided: RuleList['countsUndecided'] = () => true,
  ): RuleList {
    const key = `${kind} ${rules.map(({ index }) => index).join(' ')}`;
    let list = this.#lists.get(key);
    if (!list) {
      list = { id: this.#lists.size, rules, countsUndecided };
      this.#lists.set(key, list);
    }
    return list;
  }
}

/** Counts what it has not been asked for before. */
function numberIn<T>(numbers: Map<T, number>, one: T): number {
  const number = numbers.get(one) ?? numbers.size;
  numbers.set(one, number);
  return number;
}

/** What is made of equal values is made once. */
class Shared<From extends object, To> {
  readonly #make: (from: From, id: number) => To;
  readonly #made = new Map<string, To>();

  constructor(make: (from: From, id: number) => To) {
    this.#make = make;
  }

  of(from: From): To {
    const key = JSON.stringify(from, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#make(from, this.#made.size);
      this.#made.set(key, made);
    }
    return made;
  }
}
