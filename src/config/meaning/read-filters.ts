import type { Static } from '@sinclair/typebox';
import { EXCHANGES, PRODUCTS, SIDES } from '../../core/order.ts';
import type { Filters, SymbolPattern } from '../../core/policy.ts';
import type { filters } from '../schema/filters-schema.ts';
import type { Cursor } from './cursor.ts';
import { readTimeWindows } from './read-match.ts';
import { readInstrumentKinds, readOrderTypes, readSymbolPatterns, readWords } from './read-words.ts';

export type FiltersFile = Static<typeof filters>;

/** Filters; an absent key is null and lets everything through. */
export function readFilters(cursor: Cursor<FiltersFile | undefined>): Filters {
  const symbols = cursor.get('symbols');
  return {
    exchanges: readWords(cursor.get('exchanges'), EXCHANGES),
    blockSymbols: readSymbolPatterns(symbols.get('block')),
    allowSymbols: readSymbolPatterns(symbols.get('allow')),
    instruments: readInstrumentKinds(cursor.get('instruments')),
    orderTypes: readOrderTypes(cursor.get('order_types')),
    products: readWords(cursor.get('products'), PRODUCTS),
    sides: readWords(cursor.get('sides'), SIDES),
    time: readTimeWindows(cursor.get('time')),
  };
}

const LISTS = [
  ['exchanges', 'exchanges'],
  ['instruments', 'instruments'],
  ['order_types', 'orderTypes'],
  ['products', 'products'],
  ['sides', 'sides'],
] as const;

/** Warns of what can never pass: an allowed symbol that is blocked, lists of file and follower without a common value. */
export function checkContradictions(
  cursor: Cursor<FiltersFile | undefined>,
  own: Filters,
  outer: Filters | null,
): void {
  const blocked = [...(outer?.blockSymbols ?? []), ...(own.blockSymbols ?? [])];
  for (const item of cursor.get('symbols').get('allow').items()) {
    const entry = item.text?.toUpperCase();
    const block = blocked.find((pattern) => entry !== undefined && formatPattern(pattern) === entry);
    if (block === undefined) continue;
    const message = `${entry} is allowed here and blocked too, and block beats allow, so it never passes. Remove one of the two.`;
    item.report('filters-contradict', message);
  }
  if (outer === null) return;
  for (const [key, field] of LISTS) {
    const [mine, theirs] = [own[field], outer[field]];
    if (mine === null || theirs === null) continue;
    const common = (theirs as readonly string[]).some((value) => (mine as readonly string[]).includes(value));
    if (common) continue;
    const message = `None of these passes the file's own \`filters.${key}\` (${theirs.join(', ')}), so no entry would ever be copied. Remove one of the two.`;
    cursor.get(key).report('filters-contradict', message);
  }
}

function formatPattern({ exchange, text }: SymbolPattern): string {
  return exchange === null ? text : `${exchange}:${text}`;
}
