/** Rules and filters, asked about one part of an event: what they answer is the same for many followers, and is kept. */
import type { CompiledRule, FilterSet, RuleList, RuleObserver } from '../policy/compiled-policy.ts';
import type { PartFacts } from '../policy/facts.ts';
import { type BindingLimits, tightest } from '../policy/limits.ts';
import { NO, type Truth, UNKNOWN, YES } from '../policy/matching.ts';
import type { Execution } from '../policy/policy.ts';
import { type CompiledQuantity, inherit, type ResolvedQuantity } from '../policy/sizing.ts';
import { type Part, type Priced, type PricedOrder, priceCopy } from './pricing.ts';
import type { Reason } from './reasons.ts';
import type { Trace } from './trace.ts';

export interface FirstRule {
  readonly matched: CompiledRule | null;
  /** The first undecided one that would have been asked before it. */
  readonly undecided: CompiledRule | null;
}

export interface AllRules {
  readonly matched: readonly CompiledRule[];
  /** The first of them. */
  readonly undecided: CompiledRule | null;
}

/** Nothing is kept where somebody listens: he is to hear each step, for each follower. */
export class AskedRules {
  readonly facts: PartFacts;
  readonly #truths: (Truth | undefined)[] = [];
  readonly #firsts: (FirstRule | undefined)[] = [];
  readonly #alls: (AllRules | undefined)[] = [];
  readonly #reasons: (Reason | null | undefined)[] = [];
  readonly #quantities: Map<CompiledQuantity, ResolvedQuantity>[] = [];
  readonly #limits: Map<BindingLimits, BindingLimits>[] = [];
  readonly #prices: Record<Part, Map<Execution, Priced> | null> = { entry: null, exit: null };
  readonly #observer: RuleObserver;
  readonly #trace: Trace | null;

  constructor(facts: PartFacts, observer: RuleObserver, trace: Trace | null) {
    this.facts = facts;
    this.#observer = observer;
    this.#trace = trace;
  }

  /** The first rule that matches, and the first undecided one that would have been asked before it. */
  first(list: RuleList): FirstRule {
    const kept = this.#trace === null ? this.#firsts[list.id] : undefined;
    if (kept === undefined) {
      const answer = this.#askForFirst(list);
      this.#firsts[list.id] = answer;
      return answer;
    }
    if (kept.matched !== null) this.#observer.onMatched(kept.matched);
    return kept;
  }

  /** All rules that match, and the first undecided one. */
  all(list: RuleList): AllRules {
    const kept = this.#trace === null ? this.#alls[list.id] : undefined;
    if (kept === undefined) {
      const answer = this.#askAll(list);
      this.#alls[list.id] = answer;
      return answer;
    }
    for (const rule of kept.matched) this.#observer.onMatched(rule);
    return kept;
  }

  /** The first filter that does not let the part through, or null. */
  refusal(filters: FilterSet): Reason | null {
    const kept = this.#trace === null ? this.#reasons[filters.id] : undefined;
    if (kept !== undefined) return kept;
    const reason = filters.check(this.facts, this.#trace);
    this.#reasons[filters.id] = reason;
    return reason;
  }

  /** The follower's own quantity, or what the rule states in its place. */
  quantity(own: CompiledQuantity, rule: CompiledRule | null): ResolvedQuantity {
    const stated = rule?.rule.quantity ?? null;
    if (this.#trace !== null || (stated === null && !own.hasOverrides)) {
      const resolved = own.resolve(this.facts, this.#trace);
      return stated === null ? resolved : inherit(stated, resolved);
    }
    const byOwn = this.#placeOf(this.#quantities, rule);
    let resolved = byOwn.get(own);
    if (resolved === undefined) {
      resolved = own.resolve(this.facts, null);
      if (stated !== null) resolved = inherit(stated, resolved);
      byOwn.set(own, resolved);
    }
    return resolved;
  }

  /** The tightest of the follower's own limits and those of the rules that match. */
  limits(own: BindingLimits, list: RuleList): BindingLimits {
    const { matched } = this.all(list);
    if (matched.length === 0) return own;
    let byOwn = this.#limits[list.id];
    if (byOwn === undefined) {
      byOwn = new Map();
      this.#limits[list.id] = byOwn;
    }
    let binding = byOwn.get(own);
    if (binding === undefined) {
      binding = matched.reduce(
        (bound, { limits }) => (limits === null ? bound : tightest(bound, limits)),
        own,
      );
      byOwn.set(own, binding);
    }
    return binding;
  }

  /** The price of a copy, worked out once for all followers with the same execution. */
  price(order: PricedOrder, part: Part, execution: Execution): Priced {
    if (this.#trace !== null) return priceCopy(order, part, execution, this.#trace);
    this.#prices[part] ??= new Map();
    const prices = this.#prices[part];
    let priced = prices.get(execution);
    if (priced === undefined) {
      priced = priceCopy(order, part, execution, null);
      prices.set(execution, priced);
    }
    return priced;
  }

  /** Of another follower, for whom the same was asked. */
  holdAgain(rules: readonly CompiledRule[]): void {
    for (const rule of rules) this.#observer.onMatched(rule);
  }

  #placeOf<K, V>(places: Map<K, V>[], rule: CompiledRule | null): Map<K, V> {
    const index = rule === null ? 0 : rule.index + 1;
    let place = places[index];
    if (place === undefined) {
      place = new Map();
      places[index] = place;
    }
    return place;
  }

  #ask(rule: CompiledRule): Truth {
    let truth = this.#truths[rule.index];
    if (truth === undefined) {
      truth = rule.predicate(this.facts);
      this.#truths[rule.index] = truth;
    }
    this.#trace?.step({ step: 'rule', rule: rule.rule, facts: this.facts, truth });
    if (truth === YES) this.#observer.onMatched(rule);
    return truth;
  }

  #askForFirst({ rules, countsUndecided }: RuleList): FirstRule {
    let undecided: CompiledRule | null = null;
    for (const rule of rules) {
      const truth = this.#ask(rule);
      if (truth === YES) return { matched: rule, undecided };
      if (truth === UNKNOWN && undecided === null && countsUndecided(rule.rule)) undecided = rule;
    }
    return { matched: null, undecided };
  }

  #askAll({ rules }: RuleList): AllRules {
    let undecided: CompiledRule | null = null;
    const matched: CompiledRule[] = [];
    for (const rule of rules) {
      const truth = this.#ask(rule);
      if (truth === YES) matched.push(rule);
      else if (truth !== NO && undecided === null) undecided = rule;
    }
    return { matched, undecided };
  }
}
