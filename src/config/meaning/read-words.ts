/** Reads lists of words: exchanges, sides, kinds, symbols. A single word counts as a list of one. */
import {
  EXCHANGES,
  INSTRUMENT_KINDS,
  type InstrumentKind,
  ORDER_TYPES,
  type OrderType,
} from '../../core/orders/order.ts';
import type { SymbolPattern } from '../../core/policy/policy.ts';
import { INSTRUMENT_WORDS, ORDER_TYPE_WORDS } from '../schema/word-lists.ts';
import { quote } from '../shape/describe-found.ts';
import { findNearest } from '../shape/nearest.ts';
import type { Cursor } from './cursor.ts';

type Words = Cursor<string | string[] | undefined>;

/** The words of a list, each once; null where the key is absent or nothing of it can be read. */
export function readWords<W extends string>(cursor: Words, words: readonly W[]): readonly W[] | null {
  return unique(cursor.items().map((item) => item.word(words)));
}

/** `option` is a call and a put. */
export function readInstrumentKinds(cursor: Words): readonly InstrumentKind[] | null {
  const words = readWords(cursor, INSTRUMENT_WORDS);
  const has = (kind: InstrumentKind): boolean =>
    words?.some((word) => word === kind || (word === 'option' && (kind === 'call' || kind === 'put'))) ??
    false;
  return words && INSTRUMENT_KINDS.filter(has);
}

/** `stop` is a stop_limit and a stop_market. */
export function readOrderTypes(cursor: Words): readonly OrderType[] | null {
  const words = readWords(cursor, ORDER_TYPE_WORDS);
  const has = (type: OrderType): boolean =>
    words?.some((word) => word === type || (word === 'stop' && type.startsWith('stop_'))) ?? false;
  return words && ORDER_TYPES.filter(has);
}

/** Symbols, underlyings, tags: upper case. */
export function readUpperTexts(cursor: Words): readonly string[] | null {
  return unique(cursor.items().map((item) => item.text?.toUpperCase() ?? null));
}

/** Symbols of a match, which has a key of its own for the exchange. */
export function readMatchSymbols(cursor: Words): readonly string[] | null {
  for (const item of cursor.items()) {
    const prefix = /^([a-z]+):(.+)$/i.exec(item.text ?? '');
    if (prefix) {
      const message = `A match has its exchange under a key of its own. Write \`exchange: ${prefix[1]}\` and \`${item.steps.at(-1)}: ${prefix[2]}\`.`;
      item.report('wrong-value', message);
    }
  }
  return readUpperTexts(cursor);
}

/** Underlyings of a match, which are compared whole. */
export function readUnderlyings(cursor: Words): readonly string[] | null {
  for (const item of cursor.items()) {
    if (!/[*?]/.test(item.text ?? '')) continue;
    const message =
      'An underlying is compared whole. Write its name, or `symbol:` for a pattern over trading symbols.';
    item.report('wrong-value', message);
  }
  return readMatchSymbols(cursor);
}

/** The entries of `symbols.allow` and `symbols.block`. */
export function readSymbolPatterns(cursor: Words): readonly SymbolPattern[] | null {
  const patterns = cursor.items().map(readSymbolPattern);
  const read = patterns.filter((pattern) => pattern !== null);
  return read.length === 0 ? null : read;
}

function readSymbolPattern(cursor: Cursor<string>): SymbolPattern | null {
  const text = cursor.text?.toUpperCase() ?? null;
  if (text === null) return null;
  const colon = text.indexOf(':');
  const isGlob = /[*?]/.test(text);
  if (colon === -1) return { text, isGlob, exchange: null };
  const [prefix, rest] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  const exchange = EXCHANGES.find((each) => each === prefix);
  if (exchange !== undefined && rest !== '') return { text: rest, isGlob, exchange };
  const nearest = findNearest(prefix, EXCHANGES);
  const instead =
    nearest === null ? `Exchanges: ${EXCHANGES.join(', ')}.` : `Did you mean ${nearest}:${rest}?`;
  const message = `${quote(text)} does not name an exchange and a symbol. ${instead}`;
  cursor.report('wrong-value', message);
  return null;
}

function unique<T>(values: readonly (T | null)[]): readonly T[] | null {
  const read = [...new Set(values)].filter((value) => value !== null);
  return read.length === 0 ? null : read;
}
