import { EXCHANGES, PRODUCTS, SIDES, VARIETIES } from '../../core/orders/order.ts';
import type { Match, Range, TimeWindow } from '../../core/policy/policy.ts';
import type { MatchFile } from '../schema/match-schema.ts';
import type { Cursor } from './cursor.ts';
import { readRange, readTimeWindow } from './read-scalars.ts';
import {
  readInstrumentKinds,
  readMatchSymbols,
  readOrderTypes,
  readUnderlyings,
  readUpperTexts,
  readWords,
} from './read-words.ts';

type MutableMatch = { -readonly [K in keyof Match]: Match[K] };

/** Reads a match; `option` and `stop` become the two kinds that they stand for. */
export function readMatch(cursor: Cursor<MatchFile | undefined>): Match {
  const match: MutableMatch = {};
  const take = <K extends keyof Match, F extends keyof MatchFile>(
    key: K,
    from: F,
    read: (at: Cursor<MatchFile[F]>) => Match[K] | null,
  ): void => {
    // Most keys of most matches are not there.
    const value = cursor.has(from) ? read(cursor.get(from)) : null;
    if (value !== null && value !== undefined) match[key] = value;
  };
  take('symbol', 'symbol', readMatchSymbols);
  take('underlying', 'underlying', readUnderlyings);
  take('exchange', 'exchange', (at) => readWords(at, EXCHANGES));
  take('instrument', 'instrument', readInstrumentKinds);
  take('side', 'side', (at) => readWords(at, SIDES));
  take('orderType', 'order_type', readOrderTypes);
  take('product', 'product', (at) => readWords(at, PRODUCTS));
  take('variety', 'variety', (at) => readWords(at, VARIETIES));
  take('tag', 'tag', readUpperTexts);
  take('quantity', 'quantity', readRanges);
  take('lots', 'lots', readRanges);
  take('price', 'price', readRanges);
  take('value', 'value', readRanges);
  take('strike', 'strike', readRanges);
  take('daysToExpiry', 'days_to_expiry', readRanges);
  take('time', 'time', readTimeWindows);
  take('any', 'any', (at) => (at.isReadable ? at.items().map(readMatch) : null));
  take('not', 'not', (at) => (at.isReadable ? readMatch(at) : null));
  return match;
}

function readRanges(
  cursor: Cursor<number | string | (number | string)[] | undefined>,
): readonly Range[] | null {
  const ranges = cursor.items().map(readRange);
  const read = ranges.filter((range) => range !== null);
  return read.length === 0 ? null : read;
}

/** One window or a list of them. */
export function readTimeWindows(cursor: Cursor<string | string[] | undefined>): readonly TimeWindow[] | null {
  const windows = cursor.items().map(readTimeWindow);
  const read = windows.filter((window) => window !== null);
  return read.length === 0 ? null : read;
}
