import { AUTO_EXECUTION, readExecution } from "./read-execution.js";
import { readFilters } from "./read-filters.js";
import { NO_LIMITS, readLimits, tightest } from "./read-limits.js";
import { MIRROR, readQuantity } from "./read-quantity.js";
import { readRules } from "./read-rules.js";
const COPY_ON = ['complete', 'fill', 'placed'];
/** Reads what deciding needs, with every default filled in. */
export function readPolicy(cursor, included, settings) {
    const filters = readFilters(cursor.get('filters'));
    const defaults = readDefaults(cursor.get('defaults'));
    const followers = settings.followers.map((follower) => readFollowerPolicy(cursor, follower, defaults));
    const names = cursor
        .get('followers')
        .entries()
        .map(([name]) => name);
    const known = cursor.get('followers').isReadable ? names : null;
    return {
        copyOn: readCopyOn(cursor.get('copy_on')),
        filters,
        followers,
        rules: readRules([cursor, ...included], known),
        masterCapital: settings.master.capital,
    };
}
function readDefaults(cursor) {
    return {
        quantity: readQuantity(cursor.get('quantity')) ?? MIRROR,
        execution: readExecution(cursor.get('execution')) ?? AUTO_EXECUTION,
        limits: readLimits(cursor.get('limits')) ?? NO_LIMITS,
    };
}
function readFollowerPolicy(cursor, { name, enabled, capital }, defaults) {
    const own = cursor.get('followers').get(name);
    return {
        name,
        enabled,
        filters: readFilters(own.get('filters')),
        quantity: readQuantity(own.get('quantity')) ?? defaults.quantity,
        execution: readExecution(own.get('execution')) ?? defaults.execution,
        limits: tightest(defaults.limits, readLimits(own.get('limits')) ?? NO_LIMITS),
        capital,
    };
}
function readCopyOn(cursor) {
    const copyOn = cursor.word(COPY_ON) ?? 'complete';
    if (copyOn === 'placed') {
        const message = 'Resting orders are not copied yet: `placed` copies as `complete` does. Write `complete` or `fill`.';
        cursor.report('placed-as-complete', message);
    }
    return copyOn;
}
//# sourceMappingURL=read-policy.js.map