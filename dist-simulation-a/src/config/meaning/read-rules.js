import { findNearest } from "../shape/nearest.js";
import { readExecution } from "./read-execution.js";
import { readLimits } from "./read-limits.js";
import { readMatch } from "./read-match.js";
import { readRuleQuantity } from "./read-quantity.js";
const EFFECTS = ['skip', 'quantity', 'execution', 'limits'];
/** Reads the rules of all files, in order. `followers` are the names in the file; null where they cannot be read. */
export function readRules(files, followers) {
    const ids = new Map();
    return files.flatMap((file) => file
        .get('rules')
        .items()
        .map((rule) => readRule(rule, followers, ids)));
}
function readRule(cursor, followers, ids) {
    const { line, column } = cursor.position;
    const file = cursor.reading.source.path;
    const id = cursor.get('id').text ?? '';
    checkId(cursor, id, ids);
    if (!EFFECTS.some((key) => cursor.get(key).isStated)) {
        const message = `The rule does nothing. Add one of skip, quantity, execution and limits, such as \`skip: true\`.`;
        cursor.report('rule-without-effect', message);
    }
    return {
        id,
        why: cursor.get('why').text,
        followers: readFollowers(cursor.get('followers'), followers),
        match: readMatch(cursor.get('match')),
        skip: cursor.get('skip').flag,
        quantity: readRuleQuantity(cursor.get('quantity')),
        execution: readExecution(cursor.get('execution')),
        limits: readLimits(cursor.get('limits')),
        source: { file, line, column },
    };
}
function checkId(cursor, id, ids) {
    if (id === '')
        return;
    const { line } = cursor.get('id').position;
    const here = `${cursor.reading.source.path}:${line}`;
    const earlier = ids.get(id);
    if (earlier === undefined)
        ids.set(id, here);
    else
        cursor
            .get('id')
            .report('rule-id-duplicate', `The id \`${id}\` is taken by the rule at ${earlier}. Use another.`);
}
function readFollowers(cursor, known) {
    if (!cursor.isReadable)
        return null;
    const named = cursor.items();
    for (const item of named) {
        const name = item.text ?? '';
        if (known === null || known.includes(name))
            continue;
        const nearest = findNearest(name, known);
        const instead = nearest === null ? `Followers: ${known.join(', ')}.` : `Did you mean \`${nearest}\`?`;
        item.report('rule-follower-unknown', `There is no follower \`${name}\`. ${instead}`);
    }
    return [...new Set(named.map((item) => item.text ?? ''))];
}
//# sourceMappingURL=read-rules.js.map