import { describeEach, untold } from "./changes.js";
import { describeAccount, describeCapital } from "./describe-accounts.js";
import { describeFilters } from "./describe-filters.js";
import { describeExecution, describeLimits, describeQuantity } from "./describe-terms.js";
import { compareLists, placeIn } from "./keyed-lists.js";
import { writeQuantity } from "./write-values.js";
const POLICY = {
    name: untold,
    // Told as a sentence of its own.
    enabled: untold,
    filters: describeFilters,
    quantity: describeQuantity,
    execution: describeExecution,
    limits: describeLimits,
    capital: describeCapital,
};
/** New, gone, changed and moved followers. What policy and settings both hold may be said twice. */
export function describeFollowers(before, after) {
    const [policies, settings] = [comparePolicies(before, after), compareSettings(before, after)];
    return [
        ...policies.sentences,
        ...settings.sentences,
        ...gather([...policies.terms, ...settings.terms], after.policy.followers.length),
    ];
}
const nameOf = ({ name }) => name;
function comparePolicies(before, after) {
    return compareFollowers(before.policy.followers, after.policy.followers, {
        after,
        describe: (was, is) => describeEach(POLICY, was, is),
    });
}
function compareSettings(before, after) {
    const modes = [before.settings.mode, after.settings.mode];
    return compareFollowers(before.settings.followers, after.settings.followers, {
        after,
        describe: (was, is) => [...describeMode(was, is, modes), ...describeAccount(was, is)],
    });
}
function compareFollowers(before, after, { after: config, describe }) {
    const changes = compareLists(before, after, nameOf);
    return {
        sentences: [
            ...changes.added.map(({ name }) => describeNew(name, config)),
            ...changes.removed.map(({ name }) => describeGone(name)),
            ...changes.kept.flatMap((kept) => describeSwitch(kept.before, kept.after)),
            ...changes.moved.map((follower) => `${follower.name} now ${placeIn(follower, after, nameOf)}`),
        ],
        terms: changes.kept.flatMap((kept) => describe(kept.before, kept.after).map((text) => ({ name: kept.after.name, text }))),
    };
}
/** The same change of several followers (of the defaults, often) in one line. */
function gather(terms, followers) {
    const namesOf = new Map();
    for (const { name, text } of terms)
        namesOf.set(text, (namesOf.get(text) ?? new Set()).add(name));
    return [...namesOf].map(([text, names]) => {
        const isAll = names.size === followers && followers > 2;
        return `${isAll ? `all ${followers} followers` : [...names].join(', ')}: ${text}`;
    });
}
/** `new follower follower3 (0.5 ×), logging in` */
function describeNew(name, { policy, settings }) {
    const quantity = policy.followers.find((each) => each.name === name)?.quantity;
    const account = settings.followers.find((each) => each.name === name);
    const sized = quantity === undefined ? '' : ` (${writeQuantity(quantity)})`;
    return `new follower ${name}${sized}${account === undefined ? '' : describeState(account, settings.mode)}`;
}
function describeState({ enabled, mode }, fileMode) {
    if (!enabled)
        return ', switched off';
    if (mode === 'live')
        return ', logging in';
    return fileMode === 'live' ? ', dry run' : '';
}
function describeGone(name) {
    return `${name} is removed: no new entries; exits of what it still holds are copied`;
}
function describeSwitch(before, after) {
    if (before.enabled === after.enabled)
        return [];
    return after.enabled
        ? [`${after.name} is switched on`]
        : [`${after.name} is switched off: nothing is copied to it, exits neither`];
}
/** Silent where the follower only goes along with the file. */
function describeMode(before, after, [was, is]) {
    if (before.mode === after.mode)
        return [];
    const goesAlong = was !== is && before.mode === was && after.mode === is;
    return goesAlong ? [] : [`mode ${before.mode} → ${after.mode}`];
}
//# sourceMappingURL=describe-followers.js.map