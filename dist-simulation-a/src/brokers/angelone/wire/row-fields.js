import { parseDecimal } from "../../../core/exact.js";
import { shorten } from "./shorten.js";
/** No id, tag, symbol or enumeration word of the broker is near this long. */
const MAX_WORD_LENGTH = 128;
const MAX_SHOWN_LENGTH = 40;
export function isJsonObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A field as it stands in the row itself; what an object inherits is no field. */
export function fieldOf(row, key) {
    return Object.hasOwn(row, key) ? row[key] : undefined;
}
/** A value for a sentence: quoted, shortened, on one line. */
export function describeValue(value) {
    if (value === undefined)
        return 'missing';
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    if (typeof value !== 'string')
        return String(value);
    return JSON.stringify(value.length > MAX_SHOWN_LENGTH ? shorten(value, MAX_SHOWN_LENGTH) : value);
}
/**
 * Reads a row's fields: lenient in form (a number or a string, blanks around, letters of any case), strict in
 * meaning. The first trouble is kept as a sentence; a row with trouble must not be used.
 *
 * An absent field, null and a blank string are one thing: empty.
 */
export class RowFields {
    #row;
    #problem = null;
    constructor(row) {
        // A plain object inherits none of the broker's fields: asking of each whether it is the row's own costs more
        // than reading it.
        this.#row = Object.getPrototypeOf(row) === Object.prototype ? row : { ...row };
    }
    get problem() {
        return this.#problem;
    }
    /** A short text such as an id, trimmed. A number is read as its digits, and only where none of them is lost. */
    word(key) {
        const value = this.#row[key];
        if (typeof value === 'string' && value.length <= MAX_WORD_LENGTH)
            return value.trim();
        if (value === undefined || value === null)
            return '';
        if (typeof value === 'number' && Number.isSafeInteger(value))
            return String(value);
        this.#note(key, typeof value === 'number' ? 'whose digits are not all there' : 'which is no short text');
        return '';
    }
    requiredWord(key) {
        const word = this.word(key);
        if (word === '')
            this.#note(key, 'where a value must be');
        return word;
    }
    /** A word of a closed list (keys upper case). Anything else is trouble. */
    oneOf(key, words) {
        const word = this.word(key);
        const meaning = words.get(word) ?? words.get(word.toUpperCase()) ?? null;
        if (meaning === null)
            this.#note(key, `which is none of ${[...words.keys()].join(', ')}`);
        return meaning;
    }
    /** A whole number, zero or above; null where empty. */
    count(key) {
        const value = this.decimal(key);
        if (value === null)
            return null;
        if (value.d === 1 && typeof value.n === 'number' && value.n >= 0)
            return Math.abs(value.n);
        this.#note(key, 'which is no whole number from zero up');
        return null;
    }
    requiredCount(key) {
        const count = this.count(key);
        if (count === null)
            this.#note(key, 'where a whole number must be');
        return count;
    }
    /** A decimal number, exactly as written; null where empty. */
    decimal(key) {
        const value = this.#row[key];
        const decimal = typeof value === 'string' || typeof value === 'number' ? parseDecimal(value) : null;
        if (decimal === null && !isEmpty(value))
            this.#note(key, 'which is no decimal number');
        return decimal;
    }
    /** A price in rupees; null where empty or not above zero. */
    price(key) {
        return aboveZero(this.decimal(key));
    }
    /** What the row says besides: text, cut at `maxLength`; empty where it is no text. Never trouble. */
    remark(key, maxLength) {
        const value = this.#row[key];
        if (typeof value === 'number')
            return String(value);
        return typeof value === 'string' ? value.trim().slice(0, maxLength) : '';
    }
    /** What the row says besides: a number above zero, else null. Never trouble. */
    remarkAboveZero(key) {
        const value = this.#row[key];
        return typeof value === 'string' || typeof value === 'number' ? aboveZero(parseDecimal(value)) : null;
    }
    #note(key, trouble) {
        this.#problem ??= `${key} is ${describeValue(this.#row[key])}, ${trouble}`;
    }
}
function isEmpty(value) {
    return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
function aboveZero(value) {
    return value !== null && value.n > 0 ? value : null;
}
//# sourceMappingURL=row-fields.js.map