import { checkMatch, possibleRegions } from "./check-match.js";
import { excludes, implies, isImpossible } from "./reasoning.js";
import { both, regionOfFilters } from "./region.js";
/** Comparisons of a region with a match: a second or so. Beyond, later rules are not compared. */
const MAX_COMPARISONS = 1_000_000;
/** Of these the first rule that matches decides. */
const FIRST_DECIDES = ['skip', 'quantity', 'execution'];
export function checkRules(config) {
    const { ruleCursors, policy, isSound } = config;
    // A list of followers with a mistake in it may be shorter than meant.
    if (!config.hasAllRules || !isSound(config.cursor.get('filters')))
        return;
    const rules = [];
    for (const [index, rule] of policy.rules.entries()) {
        const cursor = ruleCursors[index];
        if (cursor === undefined)
            continue;
        const isRead = isSound(cursor);
        const isMet = isRead && checkMatch(cursor.get('match'), rule.match) && isAsked(cursor, rule, policy);
        rules.push({ rule, cursor, isRead, regions: isMet ? possibleRegions(rule.match) : [] });
    }
    new RuleComparison(rules, policy).report();
}
/** Entries are asked about after the filters, of enabled followers; exits ask for the execution whatever the filters say. */
function isAsked(cursor, rule, policy) {
    const { followers: named } = rule;
    const concerned = policy.followers.filter(({ name, enabled }) => enabled && (named?.includes(name) ?? true));
    if (named !== null && concerned.length === 0) {
        cursor
            .get('followers')
            .report('never-matches', 'Every follower that is named here has `enabled: false`, so the rule is never asked. Enable one, or remove the rule.');
        return false;
    }
    if (rule.execution !== null)
        return true;
    const passes = (filtered) => possibleRegions(rule.match).some((region) => !isImpossible(both(region, filtered)));
    if (!passes(regionOfFilters(policy.filters))) {
        const message = "The file's own `filters` let none of these orders through, so the rule is never asked. Change one of the two.";
        cursor.get('match').report('never-matches', message);
        return false;
    }
    if (named === null || concerned.some(({ filters }) => passes(regionOfFilters(policy.filters, filters))))
        return true;
    const message = 'The filters of the followers that the rule is for let none of these orders through, so it is never asked. Change one of the two.';
    cursor.get('match').report('never-matches', message);
    return false;
}
class RuleComparison {
    #rules;
    #policy;
    #comparisons = 0;
    constructor(rules, policy) {
        this.#rules = rules;
        this.#policy = policy;
    }
    report() {
        for (const [index, placed] of this.#rules.entries()) {
            if (this.#comparisons > MAX_COMPARISONS)
                return;
            if (placed.regions.length > 0)
                this.#compare(placed, index);
        }
    }
    #compare(placed, index) {
        const { rule, cursor } = placed;
        const stated = FIRST_DECIDES.filter((effect) => rule[effect] !== null);
        const overtaken = stated.map((effect) => ({
            effect,
            by: this.#firstBefore(index, (other) => other.rule[effect] !== null && this.#holdsFirst(other, placed)),
        }));
        const found = overtaken.flatMap(({ effect, by }) => (by === undefined ? [] : [{ effect, by }]));
        const [first] = found;
        const isWhole = found.length === stated.length && rule.limits === null;
        if (first !== undefined && isWhole && found.every(({ by }) => by === first.by)) {
            const message = `${nameOf(first.by)} matches every order that this one matches and decides first, so this one never does. Put it before that one, or remove it.`;
            cursor.get('id').report('overtaken', message);
            return;
        }
        for (const { effect, by } of found) {
            const message = `${nameOf(by)} states \`${effect}\` too, matches every order that this rule matches, and comes first. Put this rule before it, or remove this \`${effect}\`.`;
            cursor.get(effect).report('overtaken', message);
        }
        this.#compareWithSkips(placed, new Set(found.map(({ effect }) => effect)));
    }
    /** What is skipped has no quantity and no limits, wherever the skipping rule stands. */
    #compareWithSkips(placed, reported) {
        const { rule, cursor } = placed;
        if (rule.quantity === null && rule.limits === null)
            return;
        const skips = this.#rules.find((other, index) => other.rule.skip === true && this.#skipsAll(other, index, placed));
        if (skips === undefined)
            return;
        const by = skips === placed ? "The rule's own `skip: true`" : nameOf(skips);
        for (const effect of ['quantity', 'limits']) {
            if (rule[effect] === null || reported.has(effect))
                continue;
            const message = `${by} skips every entry that this rule matches, so this \`${effect}\` is never used. Remove one of the two.`;
            cursor.get(effect).report('overtaken', message);
        }
    }
    /** No `skip: false` protects one of them before. */
    #skipsAll(skip, index, placed) {
        if (!skip.isRead || (skip !== placed && !this.#holdsFirst(skip, placed)))
            return false;
        const mayProtect = ({ rule, isRead }) => !isRead || (rule.skip === false && !placed.regions.every((region) => excludes(region, rule.match)));
        return this.#firstBefore(index, mayProtect) === undefined;
    }
    #firstBefore(index, test) {
        for (const rule of this.#rules) {
            if (rule === this.#rules[index])
                return undefined;
            if (test(rule))
                return rule;
        }
        return undefined;
    }
    /** Whether `other` matches whatever `placed` matches, for each of its followers. */
    #holdsFirst(other, placed) {
        if (!other.isRead)
            return false;
        this.#comparisons += placed.regions.length * sizeOf(other.rule.match);
        return (placed.regions.every((region) => implies(region, other.rule.match)) &&
            this.#concernsAllOf(other.rule, placed.rule));
    }
    #concernsAllOf(other, rule) {
        const { followers } = other;
        if (followers === null)
            return true;
        const enabled = this.#policy.followers.filter((follower) => follower.enabled).map(({ name }) => name);
        return enabled.every((name) => followers.includes(name) || !(rule.followers?.includes(name) ?? true));
    }
}
function nameOf({ rule }) {
    return `The rule \`${rule.id}\` (${rule.source.file}:${rule.source.line})`;
}
function sizeOf(match) {
    const inner = [...(match.any ?? []), ...(match.not === undefined ? [] : [match.not])];
    return inner.reduce((sum, each) => sum + sizeOf(each), 1);
}
//# sourceMappingURL=check-rules.js.map