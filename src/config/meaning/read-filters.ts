import type { Static } from '@sinclair/typebox';
import { EXCHANGES, PRODUCTS, SIDES } from '../../core/orders/order.ts';
import type { Filters } from '../../core/policy/policy.ts';
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
