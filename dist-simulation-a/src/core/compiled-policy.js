/** The policy, compiled once: closures and per-follower tables, so that nothing is looked up by name for an order. */
import { compileFilters } from "./filters.js";
import { bindLimits } from "./limits.js";
import { compileMatch } from "./matching.js";
import { compileQuantity } from "./sizing.js";
/** @param seats of the book that will be decided on */
export function compilePolicy(policy, seats) {
    return new PolicyCompiler(policy, seats).compile();
}
class PolicyCompiler {
    #policy;
    #seats;
    #rules;
    #executions = new Shared((execution) => execution);
    #limits = new Shared((limits) => bindLimits(limits, null));
    #quantities = new Shared(compileQuantity);
    #filters = new Shared((filters, id) => ({
        id,
        check: compileFilters(filters),
    }));
    #lists = new Map();
    constructor(policy, seats) {
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
    compile() {
        return {
            policy: this.#policy,
            rules: this.#rules,
            filters: this.#filters.of(this.#policy.filters),
            followers: this.#policy.followers.map((follower) => this.#compileFollower(follower)),
        };
    }
    #compileFollower(policy) {
        const own = this.#rules.filter(({ rule }) => rule.followers === null || rule.followers.includes(policy.name));
        const skips = own.filter(({ rule }) => rule.skip !== null);
        return {
            policy,
            seat: this.#seats.of(policy.name),
            filters: this.#filters.of(policy.filters),
            quantity: this.#quantities.of(policy.quantity),
            execution: this.#executions.of(policy.execution),
            limits: this.#limits.of(policy.limits),
            skipRules: this.#list('skip', skips, (rule) => rule.skip === true),
            quantityRules: this.#list('quantity', own.filter(({ rule }) => rule.quantity !== null)),
            executionRules: this.#list('execution', own.filter(({ rule }) => rule.execution !== null)),
            limitsRules: this.#list('limits', own.filter(({ rule }) => rule.limits !== null)),
        };
    }
    #list(kind, rules, countsUndecided = () => true) {
        const key = `${kind} ${rules.map(({ index }) => index).join(' ')}`;
        let list = this.#lists.get(key);
        if (!list) {
            list = { id: this.#lists.size, rules, countsUndecided };
            this.#lists.set(key, list);
        }
        return list;
    }
}
/** What is made of equal values is made once. */
class Shared {
    #make;
    #made = new Map();
    constructor(make) {
        this.#make = make;
    }
    of(from) {
        const key = JSON.stringify(from, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
        let made = this.#made.get(key);
        if (made === undefined) {
            made = this.#make(from, this.#made.size);
            this.#made.set(key, made);
        }
        return made;
    }
}
//# sourceMappingURL=compiled-policy.js.map