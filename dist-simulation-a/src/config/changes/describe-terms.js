import { changed, describeEach } from "./changes.js";
import { compareLists, placeIn } from "./keyed-lists.js";
import { writeMatch } from "./write-match.js";
import { orElse, writeDuration, writePartialQuantity, writeQuantity, writeRupees, writeSlippage, } from "./write-values.js";
const EXECUTION = {
    as: changed('execution.as', String),
    slippage: changed('execution.slippage', writeSlippage),
    maxAgeMs: changed('execution.max_age', writeDuration),
};
const NO_LIMIT = 'no limit';
const LIMITS = {
    maxOrderValue: changed('limits.max_order_value', orElse(NO_LIMIT, writeRupees)),
    maxOrdersPerDay: changed('limits.max_orders_per_day', orElse(NO_LIMIT, String)),
    dailyLoss: changed('limits.daily_loss', orElse(NO_LIMIT, writeRupees)),
};
export function describeExecution(before, after) {
    return describeEach(EXECUTION, before, after);
}
export function describeLimits(before, after) {
    return describeEach(LIMITS, before, after);
}
/** `quantity 0.5 × → 0.25 ×`, then what became of the overrides. */
export function describeQuantity(before, after) {
    return [...changed('quantity', writeQuantity)(before, after), ...describeOverrides(before, after)];
}
function describeOverrides(before, after) {
    const [was, is] = [nameOverrides(before), nameOverrides(after)];
    const nameOf = ({ name }) => name;
    const changes = compareLists(was, is, nameOf);
    return [
        ...changes.added.map(({ name, text }) => `quantity override added for ${name}: ${text}`),
        ...changes.removed.map(({ name, text }) => `quantity override removed for ${name} (was ${text})`),
        ...changes.kept.flatMap((kept) => changed(`quantity override for ${kept.after.name}:`, String)(kept.before.text, kept.after.text)),
        ...changes.moved.map((moved) => `quantity override for ${moved.name} now ${placeIn(moved, is, nameOf)}`),
    ];
}
function nameOverrides({ overrides }) {
    const seen = new Map();
    return overrides.map(({ match, quantity }) => {
        const written = writeMatch(match);
        const times = (seen.get(written) ?? 0) + 1;
        seen.set(written, times);
        const name = times === 1 ? written : `${written} (${times})`;
        return { name, text: writePartialQuantity(quantity) };
    });
}
//# sourceMappingURL=describe-terms.js.map