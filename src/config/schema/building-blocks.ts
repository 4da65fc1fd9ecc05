/** The kinds of value that keys take. Every key has a title, a description and examples: editors show them. */
import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';

/** What people read of a key: hover text in editors, the reference in docs. */
export interface About {
  readonly title: string;
  readonly description: string;
  readonly examples: readonly unknown[];
  /** What absence means. */
  readonly default?: unknown;
}

type Text = ReturnType<typeof Type.Unsafe<string>>;
type NumberOrText = ReturnType<typeof Type.Unsafe<number | string>>;

/** `errorMessage` completes a finding and is shown by editors: what to write instead. */
const text = (about: About, errorMessage: string, rest: object): Text =>
  Type.Unsafe<string>({ ...about, type: 'string', ...rest, errorMessage });

/** One of some words, in letters of any case. */
export function choice(words: readonly string[], about: About): Text {
  const anyCase = `^(${words.map(inAnyCase).join('|')})$`;
  return text(about, `Write ${listWords(words)}.`, { anyOf: [{ enum: [...words] }, { pattern: anyCase }] });
}

function inAnyCase(word: string): string {
  return word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

export function flag(about: About) {
  return Type.Boolean({ ...about, errorMessage: 'Write true or false.' });
}

/** A whole number of `what`, at least 1. */
export function wholeNumber(what: string, about: About, minimum = 1) {
  const errorMessage = `Write a whole number of ${what}, ${minimum} or more, such as ${about.examples[0]}.`;
  return Type.Integer({ ...about, minimum, maximum: 1_000_000_000, errorMessage });
}

/** A decimal above zero. */
export function positiveNumber(what: string, about: About) {
  const errorMessage = `Write ${what} above 0 as a plain number, such as ${about.examples[0]}.`;
  return Type.Number({ ...about, exclusiveMinimum: 0, maximum: 1_000_000_000_000, errorMessage });
}

export function duration(about: About): Text {
  const errorMessage = `Write a duration: a whole number and ms, s, m or h, such as ${about.examples[0]}.`;
  return text(about, errorMessage, { pattern: '^\\d{1,9} ?(ms|s|m|h)$' });
}

/** A number or a range of numbers. */
export function numberRange(about: About): NumberOrText {
  const number = '-?\\d+(\\.\\d+)?';
  return Type.Unsafe<number | string>({
    ...about,
    anyOf: [
      { type: 'number' },
      { type: 'string', pattern: `^\\s*((>=|<=|>|<)?\\s*${number}|${number}\\s*\\.\\.\\s*${number})\\s*$` },
    ],
    errorMessage: 'Write a number or a range in quotes: 65, ">= 100", "< 20.5", "10..50".',
  });
}

export function timeWindow(about: About): Text {
  const pattern = '^([01]\\d|2[0-3]):[0-5]\\d ?\\.\\. ?(([01]\\d|2[0-3]):[0-5]\\d|24:00)$';
  return text(about, 'Write a time window in quotes, IST: "14:30..15:40".', { pattern });
}

/** Text that is not blank. `what` completes "Write …". */
export function words(what: string, about: About, pattern = '^\\S(.*\\S)?$'): Text {
  return text(about, `Write ${what}.`, { pattern, maxLength: 200 });
}

export function percentOrAuto(about: About): Text {
  return text(about, 'Write auto, or a percentage below 100 in quotes: "0.5%".', {
    anyOf: [{ enum: ['auto'] }, { pattern: `^(${inAnyCase('auto')}|\\d{1,2}(\\.\\d{1,6})?\\s?%)$` }],
  });
}

export function percent(about: About): Text {
  const errorMessage = 'Write a percentage below 100 in quotes: "1%".';
  return text(about, errorMessage, { pattern: '^\\d{1,2}(\\.\\d{1,6})?\\s?%$' });
}

/** One value or a list of them; an empty list is an error unless `minItems` is 0. */
export function oneOrMany<T extends TSchema>(one: T, minItems = 1) {
  const { title = '', description = '', examples = [] } = one;
  return Type.Unsafe<T['static'] | T['static'][]>({
    title,
    description,
    examples: [...examples, examples.slice(0, 2)],
    anyOf: [one, { type: 'array', items: one, minItems }],
    errorMessage: `${one.errorMessage} Several go into a list: [a, b].`,
  });
}

/** A mapping with these keys and no others. */
export function mapping<P extends TProperties>(properties: P, about: About, rest: object = {}): TObject<P> {
  return Type.Object(properties, {
    ...about,
    additionalProperties: false,
    errorMessage: 'Write a mapping: `key: value` lines, indented below it.',
    ...rest,
  });
}

/** A use of something under `definitions`, which is written (and compiled) once. */
export function refersTo<T extends TSchema>(name: string, _definition: T) {
  return Type.Unsafe<Static<T>>({ $ref: `#/definitions/${name}` });
}
