import { EXCHANGES, PRODUCTS, SIDES, VARIETIES } from "../../core/order.js";
import { readRange, readTimeWindow } from "./read-scalars.js";
import { readInstrumentKinds, readMatchSymbols, readOrderTypes, readUnderlyings, readUpperTexts, readWords, } from "./read-words.js";
/** Reads a match; `option` and `stop` become the two kinds that they stand for. */
export function readMatch(cursor) {
    return {
        ...stated('symbol', readMatchSymbols(cursor.get('symbol'))),
        ...stated('underlying', readUnderlyings(cursor.get('underlying'))),
        ...stated('exchange', readWords(cursor.get('exchange'), EXCHANGES)),
        ...stated('instrument', readInstrumentKinds(cursor.get('instrument'))),
        ...stated('side', readWords(cursor.get('side'), SIDES)),
        ...stated('orderType', readOrderTypes(cursor.get('order_type'))),
        ...stated('product', readWords(cursor.get('product'), PRODUCTS)),
        ...stated('variety', readWords(cursor.get('variety'), VARIETIES)),
        ...stated('tag', readUpperTexts(cursor.get('tag'))),
        ...stated('quantity', readRanges(cursor.get('quantity'))),
        ...stated('lots', readRanges(cursor.get('lots'))),
        ...stated('price', readRanges(cursor.get('price'))),
        ...stated('value', readRanges(cursor.get('value'))),
        ...stated('strike', readRanges(cursor.get('strike'))),
        ...stated('daysToExpiry', readRanges(cursor.get('days_to_expiry'))),
        ...stated('time', readTimeWindows(cursor.get('time'))),
        ...stated('any', cursor.get('any').isReadable ? cursor.get('any').items().map(readMatch) : null),
        ...stated('not', cursor.get('not').isReadable ? readMatch(cursor.get('not')) : null),
    };
}
function stated(key, value) {
    return value === null || value === undefined ? {} : { [key]: value };
}
function readRanges(cursor) {
    const ranges = cursor.items().map(readRange);
    const read = ranges.filter((range) => range !== null);
    return read.length === 0 ? null : read;
}
/** One window or a list of them. */
export function readTimeWindows(cursor) {
    const windows = cursor.items().map(readTimeWindow);
    const read = windows.filter((window) => window !== null);
    return read.length === 0 ? null : read;
}
//# sourceMappingURL=read-match.js.map