/** Reads columns of a row that the database gave. The schema promises their types; a row that breaks it is a bug. */
import assert from 'node:assert/strict';
function readColumn(row, column) {
    assert(typeof row === 'object' && row !== null && column in row, `the row has no column ${column}`);
    return Reflect.get(row, column);
}
export function readInteger(row, column) {
    const value = readColumn(row, column);
    assert(typeof value === 'number' && Number.isSafeInteger(value), `${column} is no whole number`);
    return value;
}
export function readText(row, column) {
    const value = readColumn(row, column);
    assert(typeof value === 'string', `${column} is no text`);
    return value;
}
export function readNullableText(row, column) {
    return readColumn(row, column) === null ? null : readText(row, column);
}
/** One of a closed set of words. */
export function readWord(row, column, words) {
    const value = readText(row, column);
    const word = words.find((known) => known === value);
    assert(word !== undefined, `${column} is ${value}, which is none of ${words.join(', ')}`);
    return word;
}
//# sourceMappingURL=row.js.map