import { tightest } from "./limits.js";
import { NO, UNKNOWN, YES } from "./matching.js";
import { priceCopy } from "./pricing.js";
import { inherit } from "./sizing.js";
/** Nothing is kept where somebody listens: he is to hear each step, for each follower. */
export class AskedRules {
    facts;
    #truths = [];
    #firsts = [];
    #alls = [];
    #reasons = [];
    #quantities = [];
    #limits = [];
    #prices = { entry: new Map(), exit: new Map() };
    #observer;
    #trace;
    constructor(facts, observer, trace) {
        this.facts = facts;
        this.#observer = observer;
        this.#trace = trace;
    }
    /** The first rule that matches, and the first undecided one that would have been asked before it. */
    first(list) {
        const kept = this.#trace === null ? this.#firsts[list.id] : undefined;
        if (kept === undefined) {
            const answer = this.#askForFirst(list);
            this.#firsts[list.id] = answer;
            return answer;
        }
        if (kept.matched !== null)
            this.#observer.onMatched(kept.matched);
        return kept;
    }
    /** All rules that match, and the first undecided one. */
    all(list) {
        const kept = this.#trace === null ? this.#alls[list.id] : undefined;
        if (kept === undefined) {
            const answer = this.#askAll(list);
            this.#alls[list.id] = answer;
            return answer;
        }
        for (const rule of kept.matched)
            this.#observer.onMatched(rule);
        return kept;
    }
    /** The first filter that does not let the part through, or null. */
    refusal(filters) {
        const kept = this.#trace === null ? this.#reasons[filters.id] : undefined;
        if (kept !== undefined)
            return kept;
        const reason = filters.check(this.facts, this.#trace);
        this.#reasons[filters.id] = reason;
        return reason;
    }
    /** The follower's own quantity, or what the rule states in its place. */
    quantity(own, rule) {
        const stated = rule?.rule.quantity ?? null;
        if (this.#trace !== null || (stated === null && !own.hasOverrides)) {
            const resolved = own.resolve(this.facts, this.#trace);
            return stated === null ? resolved : inherit(stated, resolved);
        }
        const byOwn = this.#placeOf(this.#quantities, rule);
        let resolved = byOwn.get(own);
        if (resolved === undefined) {
            resolved = own.resolve(this.facts, null);
            if (stated !== null)
                resolved = inherit(stated, resolved);
            byOwn.set(own, resolved);
        }
        return resolved;
    }
    /** The tightest of the follower's own limits and those of the rules that match. */
    limits(own, list) {
        const { matched } = this.all(list);
        if (matched.length === 0)
            return own;
        let byOwn = this.#limits[list.id];
        if (byOwn === undefined) {
            byOwn = new Map();
            this.#limits[list.id] = byOwn;
        }
        let binding = byOwn.get(own);
        if (binding === undefined) {
            binding = matched.reduce((bound, { limits }) => (limits === null ? bound : tightest(bound, limits)), own);
            byOwn.set(own, binding);
        }
        return binding;
    }
    /** The price of a copy, worked out once for all followers with the same execution. */
    price(order, part, execution) {
        if (this.#trace !== null)
            return priceCopy(order, part, execution, this.#trace);
        const kept = this.#prices[part].get(execution);
        if (kept !== undefined)
            return kept;
        const priced = priceCopy(order, part, execution, null);
        this.#prices[part].set(execution, priced);
        return priced;
    }
    #placeOf(places, rule) {
        const index = rule === null ? 0 : rule.index + 1;
        let place = places[index];
        if (place === undefined) {
            place = new Map();
            places[index] = place;
        }
        return place;
    }
    #ask(rule) {
        let truth = this.#truths[rule.index];
        if (truth === undefined) {
            truth = rule.predicate(this.facts);
            this.#truths[rule.index] = truth;
        }
        this.#trace?.step({ step: 'rule', rule: rule.rule, facts: this.facts, truth });
        if (truth === YES)
            this.#observer.onMatched(rule);
        return truth;
    }
    #askForFirst({ rules, countsUndecided }) {
        let undecided = null;
        for (const rule of rules) {
            const truth = this.#ask(rule);
            if (truth === YES)
                return { matched: rule, undecided };
            if (truth === UNKNOWN && undecided === null && countsUndecided(rule.rule))
                undecided = rule;
        }
        return { matched: null, undecided };
    }
    #askAll({ rules }) {
        let undecided = null;
        const matched = [];
        for (const rule of rules) {
            const truth = this.#ask(rule);
            if (truth === YES)
                matched.push(rule);
            else if (truth !== NO && undecided === null)
                undecided = rule;
        }
        return { matched, undecided };
    }
}
//# sourceMappingURL=asked-rules.js.map