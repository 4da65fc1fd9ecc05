import { copyDecision, skipDecision, verdictOf } from "./decide-context.js";
import { capitalsOf, resolveQuantity } from "./decide-quantity.js";
import { compare, ZERO } from "./exact.js";
import { toEpochMs } from "./ist-time.js";
import { findBreach } from "./limits.js";
import { chooseExecution, planSlices } from "./plan-orders.js";
import { sizeEntry } from "./sizing.js";
import { sliceQuantity } from "./slicing.js";
import { whyHeldBack } from "./steering.js";
export function decideEntry(context, follower) {
    const outcome = checkEntry(context, follower);
    const masterQuantity = context.event.opening;
    if (!('units' in outcome)) {
        const { reason, rule } = outcome;
        return verdictOf(skipDecision(context, follower, { reason, masterQuantity, rule }), 'none');
    }
    const { units, slices, price, rule } = outcome;
    const decision = copyDecision(context, follower, {
        reason: 'ENTRY',
        masterQuantity,
        rule,
        quantity: units,
        orders: planSlices(context.event, slices, price),
    });
    return verdictOf(decision, 'entry');
}
function checkEntry(context, follower) {
    const filtered = checkFilters(context, follower);
    if (filtered)
        return filtered;
    const ruled = checkRules(context, follower);
    if ('reason' in ruled)
        return ruled;
    const { quantity } = ruled;
    const { event, trace } = context;
    const chosen = chooseExecution(context.askedOfEntry, follower, trace);
    const steered = checkMoment(context, follower, chosen);
    if (steered)
        return steered;
    const sized = sizeOpening(context, follower, quantity);
    if ('reason' in sized)
        return sized;
    const priced = context.askedOfEntry.price(event, 'entry', chosen.execution);
    const ends = priced.kind === 'none' ? 'NO_PRICE' : null;
    trace?.step({ step: 'priced', part: 'entry', execution: chosen.execution, priced, ends });
    if (priced.kind === 'none')
        return { reason: 'NO_PRICE', rule: chosen.rule };
    const price = priced.kind === 'limit' ? priced.price : null;
    const breach = checkLimits(context, follower, { total: sized.total, price, chosen });
    if (breach)
        return breach;
    const slices = sliceEntry(context, sized.units);
    if (slices === null)
        return { reason: 'FREEZE_BELOW_LOT', rule: null };
    return { units: sized.units, slices, price, rule: quantity.rule?.rule.id ?? null };
}
function sliceEntry({ event, trace }, quantity) {
    const { lotSize, freezeQuantity } = event.instrument;
    const slices = sliceQuantity(quantity, lotSize, freezeQuantity);
    const ends = slices === null ? 'FREEZE_BELOW_LOT' : null;
    trace?.step({ step: 'slices', quantity, lotSize, freezeQuantity, slices, ends });
    return slices;
}
/** The file's filters, then the follower's. */
function checkFilters(context, follower) {
    const { askedOfEntry, policy, trace } = context;
    trace?.step({ step: 'filters', of: 'file', filters: policy.policy.filters });
    let reason = askedOfEntry.refusal(policy.filters);
    if (reason === null) {
        trace?.step({ step: 'filters', of: 'follower', filters: follower.policy.filters });
        reason = askedOfEntry.refusal(follower.filters);
    }
    return reason === null ? null : { reason, rule: null };
}
/** A rule that skips; else the first undecided one: of the skip rules, the quantity rules, the limits rules. */
function checkRules(context, follower) {
    const { askedOfEntry: asked, trace } = context;
    trace?.step({ step: 'asking', about: 'skip' });
    const skip = asked.first(follower.skipRules);
    const skips = skip.matched?.rule.skip === true;
    trace?.step({ step: 'skip_rules', rule: skip.matched?.rule ?? null, ends: skips ? 'RULE_SKIP' : null });
    if (skip.matched?.rule.skip === true)
        return { reason: 'RULE_SKIP', rule: skip.matched.rule.id };
    const quantity = resolveQuantity(context, follower);
    trace?.step({ step: 'asking', about: 'limits_known' });
    const undecided = skip.undecided ?? quantity.undecided ?? asked.all(follower.limitsRules).undecided;
    trace?.step({
        step: 'unknown_facts',
        rule: undecided?.rule ?? null,
        ends: undecided === null ? null : 'UNKNOWN_FACT',
    });
    return undecided === null ? { quantity } : { reason: 'UNKNOWN_FACT', rule: undecided.rule.id };
}
/** Checks of the running engine only: age, and what the user says now. */
function checkMoment(context, follower, chosen) {
    const { event, book, trace } = context;
    const { name } = follower.policy;
    if (context.live && event.missed !== null) {
        // What the user is asked is not asked of its age again.
        const ends = event.missed.verdict === 'stale' ? 'STALE' : null;
        trace?.step({ step: 'missed', missed: event.missed, ends });
        if (ends !== null)
            return { reason: ends, rule: null };
    }
    else if (context.live && event.time !== null && event.seenAtMs !== null) {
        const ageMs = event.seenAtMs - toEpochMs(event.time);
        const { maxAgeMs } = chosen.execution;
        trace?.step({ step: 'age', ageMs, maxAgeMs, ends: ageMs > maxAgeMs ? 'STALE' : null });
        if (ageMs > maxAgeMs)
            return { reason: 'STALE', rule: null };
    }
    const reason = whyHeldBack(book, name) ?? (event.declined ? 'DECLINED' : null);
    trace?.step({ step: 'steering', ends: reason });
    return reason === null ? null : { reason, rule: null };
}
function sizeOpening(context, follower, quantity) {
    const { event, trace } = context;
    const rule = quantity.rule?.rule.id ?? null;
    const sized = sizeEntry(event, quantity.resolved, capitalsOf(context, follower, quantity.resolved), trace);
    const copied = event.order.copied.at(follower.seat) ?? 0;
    if (!sized.ok) {
        trace?.step({ step: 'entry_quantity', total: null, copied, units: 0, ends: sized.reason });
        const ruleDecides = sized.reason === 'BELOW_LOT' || sized.reason === 'BELOW_MIN';
        return { reason: sized.reason, rule: ruleDecides ? rule : null };
    }
    const total = sized.quantity;
    const units = total - copied;
    trace?.step({ step: 'entry_quantity', total, copied, units, ends: units <= 0 ? 'BELOW_LOT' : null });
    return units <= 0 ? { reason: 'BELOW_LOT', rule } : { units, total };
}
function checkLimits(context, follower, entry) {
    const { askedOfEntry: asked, trace } = context;
    trace?.step({ step: 'asking', about: 'limits' });
    const limits = asked.limits(follower.limits, follower.limitsRules);
    const copy = { total: entry.total, unitPrice: entry.price ?? asked.facts.reference };
    const breach = findBreach(limits, copy, dayFigures(context, follower.seat), trace);
    if (breach === null)
        return null;
    return { reason: breach.reason, rule: breach.reason === 'NO_PRICE' ? entry.chosen.rule : breach.rule };
}
function dayFigures({ book, event }, seat) {
    const day = book.days.at(seat);
    return day ? new FiguresOfDay(day, event.order.sequence) : NOTHING_YET;
}
const NOTHING_YET = {
    ordersCopied: 0,
    countsAlready: false,
    lowestResult: ZERO,
    hasReached: (result) => compare(ZERO, result) <= 0,
};
class FiguresOfDay {
    ordersCopied;
    countsAlready;
    #result;
    constructor({ ordersCopied, result }, order) {
        this.ordersCopied = ordersCopied.size;
        this.countsAlready = ordersCopied.has(order);
        this.#result = result;
    }
    get lowestResult() {
        return this.#result.lowest;
    }
    hasReached(result) {
        return this.#result.hasReached(result);
    }
}
//# sourceMappingURL=decide-entry.js.map