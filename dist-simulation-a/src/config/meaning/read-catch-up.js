import { readDuration, readPercent } from "./read-scalars.js";
/** `ask`, or what bounds the entries that were missed. */
export function readCatchUp(cursor) {
    if (cursor.word(['ask']) === 'ask')
        return 'ask';
    const bounds = cursor;
    return {
        maxAgeMs: readDuration(bounds.get('max_age'), 1),
        maxDeviation: readPercent(bounds.get('max_deviation')),
    };
}
//# sourceMappingURL=read-catch-up.js.map