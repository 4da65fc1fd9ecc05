import { toJsonValue } from "../source/source-node.js";
import { wantsNumber } from "./error-types.js";
import { explainShapeError } from "./explain-shape-error.js";
import { findOddNumbers } from "./find-odd-numbers.js";
import { locate } from "./locate.js";
/** Errors that say something of a list or mapping itself; they arise only where the value is one. */
const STRUCTURAL = new Set([
    'additionalProperties',
    'required',
    'minItems',
    'minProperties',
    'maxProperties',
]);
/**
 * Checks a document against its schema.
 * @returns the values that cannot be read further, each with a finding.
 */
export function checkShape(check, validators, findings) {
    const { root, source, kind } = check;
    const unreadable = new Set(check.reported);
    const odd = findOddNumbers(root);
    for (const error of relevantErrors(validators.errorsOf(kind, toJsonValue(root)))) {
        const place = locate(root, error.instancePath);
        if (unreadable.has(place.node) || (place.node.kind === 'scalar' && place.node.broken))
            continue;
        // Where a number is wanted, how it is written comes first; where a text is wanted, that does.
        if (odd.has(place.node) && wantsNumber(error))
            continue;
        odd.delete(place.node);
        findings.add({ source, ...explainShapeError(error, place) });
        if (STRUCTURAL.has(error.keyword))
            markUnreadable(error, place, unreadable);
        else
            unreadable.add(place.node);
    }
    for (const [node, { message, path }] of odd) {
        findings.add({ source, span: node, code: 'number-form', message, path });
        unreadable.add(node);
    }
    return unreadable;
}
function markUnreadable(error, place, unreadable) {
    if (error.keyword === 'additionalProperties' && place.node.kind === 'map') {
        const entry = place.node.entries.get(String(error.params.additionalProperty));
        if (entry !== undefined)
            unreadable.add(entry.value);
    }
    else if (error.keyword !== 'required') {
        unreadable.add(place.node);
    }
}
/**
 * A value that may have several forms fails each of them, and the schema says so for each. What helps is: the errors
 * inside a list or mapping where the value is one, else the one that says which forms there are.
 */
function relevantErrors(errors) {
    const byPath = groupByPath(errors);
    const withInner = new Set();
    for (const path of byPath.keys()) {
        for (let cut = path.lastIndexOf('/'); cut >= 0; cut = path.lastIndexOf('/', cut - 1)) {
            withInner.add(path.slice(0, cut));
            if (cut === 0)
                break;
        }
    }
    return [...byPath].flatMap(([path, here]) => {
        const structural = here.filter((error) => STRUCTURAL.has(error.keyword));
        if (structural.length > 0)
            return structural;
        const isCollection = typeof here[0]?.data === 'object' && here[0].data !== null;
        if (isCollection && withInner.has(path))
            return [];
        const telling = here.findLast((error) => typeof error.parentSchema?.errorMessage === 'string');
        return [telling ?? here[0]].filter((error) => error !== undefined);
    });
}
function groupByPath(errors) {
    const groups = new Map();
    for (const error of errors) {
        const group = groups.get(error.instancePath);
        if (group === undefined)
            groups.set(error.instancePath, [error]);
        else
            group.push(error);
    }
    return groups;
}
//# sourceMappingURL=check-shape.js.map