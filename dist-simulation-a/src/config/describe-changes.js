import { changed, describeEach, untold } from "./changes/changes.js";
import { describeCapital, describeMaster } from "./changes/describe-accounts.js";
import { describeFilters } from "./changes/describe-filters.js";
import { describeFollowers } from "./changes/describe-followers.js";
import { describeRules } from "./changes/describe-rules.js";
import { writeCatchUp } from "./changes/write-values.js";
const SETTINGS = {
    mode: describeMode,
    confirm: changed('confirm:', String),
    catchUp: changed('catch_up:', writeCatchUp),
    master: describeMaster,
    followers: untold,
    instrumentsFile: changed('instruments:', (path) => path ?? "the day's, downloaded"),
    folder: changed('folder of the configuration:', String),
};
const POLICY = {
    copyOn: changed('copy_on:', String),
    filters: describeFilters,
    followers: untold,
    rules: describeRules,
    masterCapital: (before, after) => describeCapital(before, after).map((line) => `master: ${line}`),
};
/**
 * One sentence for each difference; none where nothing changes. Comments, the order of words in a list that means any
 * of, and the lines at which rules stand are no differences.
 */
export function describeChanges(before, after) {
    const lines = [
        ...describeEach(SETTINGS, before.settings, after.settings),
        ...describeFollowers(before, after),
        ...describeEach(POLICY, before.policy, after.policy),
    ];
    return [...new Set(lines)];
}
/** Going live is nothing that a save alone may do. */
function describeMode(before, after) {
    const line = changed('mode:', String)(before, after);
    return after === 'live' ? line.map((each) => `${each} takes effect at the next start with --live`) : line;
}
//# sourceMappingURL=describe-changes.js.map