/** The kinds of value that keys take. Every key has a title, a description and examples: editors show them. */
import { Type } from '@sinclair/typebox';
/** `errorMessage` completes a finding and is shown by editors: what to write instead. */
const text = (about, errorMessage, rest) => Type.Unsafe({ ...about, type: 'string', ...rest, errorMessage });
/** One of some words, in letters of any case. */
export function choice(words, about) {
    const anyCase = `^(${words.map(inAnyCase).join('|')})$`;
    return text(about, `Write ${listWords(words)}.`, { anyOf: [{ enum: [...words] }, { pattern: anyCase }] });
}
function inAnyCase(word) {
    return word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}
function listWords(words) {
    return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
export function flag(about) {
    return Type.Boolean({ ...about, errorMessage: 'Write true or false.' });
}
/** A whole number of `what`, at least 1. */
export function wholeNumber(what, about, minimum = 1) {
    const errorMessage = `Write a whole number of ${what}, ${minimum} or more, such as ${about.examples[0]}.`;
    return Type.Integer({ ...about, minimum, maximum: 1_000_000_000, errorMessage });
}
/** A decimal above zero. */
export function positiveNumber(what, about) {
    const errorMessage = `Write ${what} above 0 as a plain number, such as ${about.examples[0]}.`;
    return Type.Number({ ...about, exclusiveMinimum: 0, maximum: 1_000_000_000_000, errorMessage });
}
export function duration(about) {
    const errorMessage = `Write a duration: a whole number and ms, s, m or h, such as ${about.examples[0]}.`;
    return text(about, errorMessage, { pattern: '^\\d{1,9} ?(ms|s|m|h)$' });
}
/** A number or a range of numbers. */
export function numberRange(about) {
    const number = '-?\\d+(\\.\\d+)?';
    return Type.Unsafe({
        ...about,
        anyOf: [
            { type: 'number' },
            { type: 'string', pattern: `^\\s*((>=|<=|>|<)?\\s*${number}|${number}\\s*\\.\\.\\s*${number})\\s*$` },
        ],
        errorMessage: 'Write a number or a range in quotes: 65, ">= 100", "< 20.5", "10..50".',
    });
}
export function timeWindow(about) {
    const pattern = '^([01]\\d|2[0-3]):[0-5]\\d ?\\.\\. ?(([01]\\d|2[0-3]):[0-5]\\d|24:00)$';
    return text(about, 'Write a time window in quotes, IST: "14:30..15:40".', { pattern });
}
/** Text that is not blank. `what` completes "Write …". */
export function words(what, about, pattern = '^\\S(.*\\S)?$') {
    return text(about, `Write ${what}.`, { pattern, maxLength: 200 });
}
export function percentOrAuto(about) {
    return text(about, 'Write auto, or a percentage below 100 in quotes: "0.5%".', {
        anyOf: [{ enum: ['auto'] }, { pattern: `^(${inAnyCase('auto')}|\\d{1,2}(\\.\\d{1,6})?\\s?%)$` }],
    });
}
export function percent(about) {
    const errorMessage = 'Write a percentage below 100 in quotes: "1%".';
    return text(about, errorMessage, { pattern: '^\\d{1,2}(\\.\\d{1,6})?\\s?%$' });
}
/** One value or a list of them; an empty list is an error unless `minItems` is 0. */
export function oneOrMany(one, minItems = 1) {
    const { title = '', description = '', examples = [] } = one;
    return Type.Unsafe({
        title,
        description,
        examples: [...examples, examples.slice(0, 2)],
        anyOf: [one, { type: 'array', items: one, minItems }],
        errorMessage: `${one.errorMessage} Several go into a list: [a, b].`,
    });
}
/** A mapping with these keys and no others. */
export function mapping(properties, about, rest = {}) {
    return Type.Object(properties, {
        ...about,
        additionalProperties: false,
        errorMessage: 'Write a mapping: `key: value` lines, indented below it.',
        ...rest,
    });
}
/** A use of something under `definitions`, which is written (and compiled) once. */
export function refersTo(name, _definition) {
    return Type.Unsafe({ $ref: `#/definitions/${name}` });
}
//# sourceMappingURL=building-blocks.js.map