import { readQuantity } from "../meaning/read-quantity.js";
import { checkMatch, possibleRegions } from "./check-match.js";
import { implies } from "./reasoning.js";
/** Later overrides of one quantity are not compared. */
const MAX_OVERRIDES = 200;
export function checkOverrides({ cursor, policy, isSound }) {
    const ofDefaults = cursor.get('defaults').get('quantity');
    const defaults = isSound(ofDefaults) ? readQuantity(ofDefaults) : null;
    if (defaults !== null)
        checkList(placed(ofDefaults.get('overrides').items(), defaults));
    for (const follower of policy.followers) {
        const own = cursor.get('followers').get(follower.name).get('quantity');
        if (own.isReadable && isSound(own))
            checkList(placed(own.get('overrides').items(), follower.quantity));
    }
}
function placed(items, { overrides }) {
    return items.flatMap((item, index) => {
        const match = overrides[index]?.match;
        return match === undefined ? [] : [{ match, cursor: item.get('match') }];
    });
}
function checkList(list) {
    for (const [index, { match, cursor }] of list.slice(0, MAX_OVERRIDES).entries()) {
        if (!checkMatch(cursor, match))
            continue;
        const regions = possibleRegions(match);
        const first = list
            .slice(0, index)
            .find((earlier) => regions.every((region) => implies(region, earlier.match)));
        if (first === undefined)
            continue;
        const message = `The override in line ${first.cursor.position.line} matches every order that this one matches and comes first, so this one is never used. Put it before that one, or remove it.`;
        cursor.report('overtaken', message);
    }
}
//# sourceMappingURL=check-overrides.js.map