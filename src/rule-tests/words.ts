/** Texts in words (`buy 75 RELIANCE-EQ @ 101.5`), taken word by word. */
import type { Cursor } from '../config/meaning/cursor.ts';
import { quote } from '../config/shape/describe-found.ts';
import { findNearest } from '../config/shape/nearest.ts';
import { parseDecimal, type Ratio, signOf } from '../core/exact.ts';

/** Something in the words is not understood; `word` is it, empty at the end. */
export class WordsError extends Error {
  readonly word: string;

  constructor(word: string, message: string) {
    super(message);
    this.name = 'WordsError';
    this.word = word;
  }
}

export class Words {
  readonly #words: string[];

  constructor(text: string) {
    // `@101.5` is `@ 101.5`.
    this.#words = text
      .replace(/(^|\s)@(?=\S)/g, '$1@ ')
      .split(/\s+/)
      .filter(Boolean);
  }

  get isEmpty(): boolean {
    return this.#words.length === 0;
  }

  /** The next word, without taking it. */
  peek(): string | undefined {
    return this.#words[0];
  }

  /** Takes the next word; `what` says what it should be. */
  next(what: string): string {
    const word = this.#words.shift();
    if (word === undefined) throw new WordsError('', `${what} is missing at the end.`);
    return word;
  }

  /** Takes one of `words`, in letters of any case. */
  oneOf<W extends string>(words: readonly W[], what: string): W {
    const word = this.next(what);
    return findWord(word, words) ?? refuseWord(word, words);
  }

  /** Takes a whole number above 0. */
  units(what: string): number {
    const word = this.next(what);
    if (/^[1-9]\d{0,8}$/.test(word)) return Number(word);
    throw new WordsError(word, `${quote(word)} is no ${what}. Write a whole number of units, such as 75.`);
  }

  /** Takes a price in rupees, above 0. */
  price(what: string): Ratio {
    const word = this.next(what);
    const price = /^\d+(\.\d+)?$/.test(word) ? parseDecimal(word) : null;
    if (price !== null && signOf(price) > 0) return price;
    throw new WordsError(word, `${quote(word)} is no ${what}. Write rupees, such as 101.5.`);
  }
}

export function findWord<W extends string>(written: string, words: readonly W[]): W | null {
  return words.find((word) => word.toLowerCase() === written.toLowerCase()) ?? null;
}

export function refuseWord(written: string, words: readonly string[]): never {
  const nearest = findNearest(written, words);
  const instead = nearest === null ? `Write one of ${words.join(', ')}.` : `Did you mean ${nearest}?`;
  throw new WordsError(written, `${quote(written)} is not known here. ${instead}`);
}

/** Reads the words of a text; what is wrong with them is reported at the word. Null: it has a finding. */
export function readWordsOf<T>(cursor: Cursor<unknown>, parse: (words: Words) => T): T | null {
  if (cursor.text === null) return null;
  try {
    return parse(new Words(cursor.text));
  } catch (error) {
    if (!(error instanceof WordsError)) throw error;
    reportWord(cursor, error);
    return null;
  }
}

function reportWord(cursor: Cursor<unknown>, { word, message }: WordsError): void {
  const { node, path, reading } = cursor;
  if (node === null) return;
  const { source, findings } = reading;
  const at = word === '' ? -1 : findWhole(word, source.text.slice(node.start, node.end));
  const start = node.start + at;
  const span = at === -1 ? node : { start, end: start + word.length };
  findings.add({ source, span, code: 'wrong-value', message, path });
}

/** Where a word stands in a text as something of its own; -1 where it does not (a quoted text may be escaped). */
function findWhole(word: string, text: string): number {
  const ends = /[\s"'@]/;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (ends.test(before) && ends.test(after)) return at;
  }
  return -1;
}
