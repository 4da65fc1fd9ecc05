import { readDuration, readSlippage } from "./read-scalars.js";
const WAYS = ['auto', 'same', 'limit', 'market'];
export const AUTO_EXECUTION = { as: 'auto', slippage: 'auto', maxAgeMs: 60_000 };
/** An execution with what it does not state filled in; null where there is none. */
export function readExecution(cursor) {
    if (!cursor.isReadable)
        return null;
    const as = cursor.get('as').word(WAYS) ?? AUTO_EXECUTION.as;
    return {
        as,
        slippage: readSlippage(cursor.get('slippage')) ?? AUTO_EXECUTION.slippage,
        maxAgeMs: readDuration(cursor.get('max_age'), 1) ?? AUTO_EXECUTION.maxAgeMs,
    };
}
//# sourceMappingURL=read-execution.js.map