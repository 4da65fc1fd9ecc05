import { isImpossible } from "./reasoning.js";
import { regionsOf } from "./region.js";
const KEYS = [
    ['symbol', 'symbol'],
    ['underlying', 'underlying'],
    ['exchange', 'exchange'],
    ['instrument', 'instrument'],
    ['side', 'side'],
    ['order_type', 'orderType'],
    ['product', 'product'],
    ['variety', 'variety'],
    ['tag', 'tag'],
    ['quantity', 'quantity'],
    ['lots', 'lots'],
    ['price', 'price'],
    ['value', 'value'],
    ['strike', 'strike'],
    ['days_to_expiry', 'daysToExpiry'],
    ['time', 'time'],
    ['any', 'any'],
    ['not', 'not'],
];
/** What of the match can be met; empty where nothing can. */
export function possibleRegions(match) {
    return regionsOf(match).filter((region) => !isImpossible(region));
}
/**
 * Reports a match that no order meets, or the entries of its `any` that none meets.
 * @returns whether any order meets it.
 */
export function checkMatch(cursor, match) {
    if (possibleRegions(match).length > 0) {
        checkBranches(cursor, match);
        return true;
    }
    const involved = KEYS.filter(([, field]) => match[field] !== undefined && possibleRegions(without(match, field)).length > 0);
    const places = involved
        .map(([key]) => ({ key, at: cursor.get(key) }))
        .toSorted((a, b) => (a.at.node?.start ?? 0) - (b.at.node?.start ?? 0));
    const last = places.at(-1);
    const others = places.slice(0, -1).map(({ key }) => `\`${key}\``);
    const what = others.length === 0 ? 'No order has this' : `No order has this together with ${others.join(' and ')}`;
    const message = `${what}, so the match never holds. Change it or remove the rule.`;
    (last?.at ?? cursor).report('never-matches', message);
    return false;
}
/** An `any` may have one entry that can be met and one that cannot. */
function checkBranches(cursor, match) {
    const { any, not } = match;
    const items = cursor.get('any').items();
    for (const [index, branch] of (any ?? []).entries()) {
        const at = items[index];
        if (at === undefined)
            continue;
        if (possibleRegions(branch).length === 0)
            checkMatch(at, branch);
        else if (possibleRegions({ ...match, any: [branch] }).length === 0) {
            const message = 'No order meets this entry together with the keys beside `any`, so it never holds. Change it or remove it.';
            at.report('never-matches', message);
        }
        else
            checkBranches(at, branch);
    }
    if (not !== undefined && possibleRegions(not).length > 0)
        checkBranches(cursor.get('not'), not);
}
function without(match, field) {
    const { [field]: _, ...rest } = match;
    return rest;
}
//# sourceMappingURL=check-match.js.map