import type { Cursor } from '../config/meaning/cursor.ts';
import type { InstrumentCase } from '../config/schema/rule-test-instrument-schema.ts';
import type { GivenCase, PositionEntry } from '../config/schema/rule-test-schema.ts';
import type { MasterPosition } from '../core/copy-session.ts';
import type { Ratio } from '../core/exact.ts';
import { istDayOf } from '../core/ist-time.ts';
import type { InstrumentRecord } from '../core/orders/instrument.ts';
import { EXCHANGES, PRODUCTS, type Product } from '../core/orders/order.ts';
import { parseTradingSymbol } from '../core/orders/symbol-format.ts';
import { nameInstrument } from './instrument-name.ts';
import { readDay, readTimeOfDay } from './read-times.ts';
import type { Given } from './rule-test.ts';
import { findWord, readWordsOf, refuseWord, type Words } from './words.ts';

/** A Monday on which the exchanges were open: what a test does not date happens then, at ten. */
const USUAL_DAY = istDayOf(2026, 11, 23) ?? 0;
const USUAL_SECOND = 10 * 3600;

/** What a place in the file states; null is not stated there. */
export type StatedGiven = { readonly [K in keyof Given]: Given[K] | null };

export function readGiven(cursor: Cursor<GivenCase | undefined>): StatedGiven {
  const positions = cursor.get('positions');
  const capital = cursor.get('capital');
  const lotSizes = cursor.get('lot_sizes');
  const instruments = cursor.get('instruments');
  return {
    day: readDay(cursor.get('date')),
    second: readTimeOfDay(cursor.get('time')),
    positions: positions.isStated ? positions.items().flatMap(readPosition) : null,
    capital: capital.isStated ? readCapital(capital) : null,
    lotSizes: lotSizes.isStated ? readLotSizes(lotSizes) : null,
    instruments: instruments.isStated ? instruments.items().map(readInstrument) : null,
  };
}

/** What the test says of a key stands in for what the file says of it. */
export function mergeGiven(ofFile: StatedGiven, ofTest: StatedGiven): Given {
  return {
    day: ofTest.day ?? ofFile.day ?? USUAL_DAY,
    second: ofTest.second ?? ofFile.second ?? USUAL_SECOND,
    positions: ofTest.positions ?? ofFile.positions ?? [],
    capital: ofTest.capital ?? ofFile.capital ?? new Map(),
    lotSizes: ofTest.lotSizes ?? ofFile.lotSizes ?? new Map(),
    instruments: ofTest.instruments ?? ofFile.instruments ?? [],
  };
}

function readPosition(cursor: Cursor<PositionEntry>): MasterPosition[] {
  const position =
    cursor.text === null
      ? {
          symbol: cursor.get('symbol').text,
          quantity: cursor.get('quantity').whole,
          product: cursor.get('product').word(PRODUCTS),
        }
      : readWordsOf(cursor, parsePositionWords);
  if (position === null || position.symbol === null || position.quantity === null) return [];
  const name = nameInstrument(position.symbol, cursor.get('exchange').word(EXCHANGES));
  const isDerivative = parseTradingSymbol(name.exchange, name.tradingSymbol) !== null;
  const product: Product = position.product ?? (isDerivative ? 'carryforward' : 'intraday');
  return [{ ...name, symbolToken: null, product, netQuantity: position.quantity }];
}

/** `long 75 NIFTY01DEC2625300CE`, `short 10 RELIANCE-EQ intraday` */
function parsePositionWords(words: Words): { symbol: string; quantity: number; product: Product | null } {
  const side = words.oneOf(['long', 'short'], 'long or short');
  const units = words.units('quantity');
  const symbol = words.next('The trading symbol');
  const word = words.isEmpty ? null : words.next('');
  const product = word === null ? null : (findWord(word, PRODUCTS) ?? refuseWord(word, PRODUCTS));
  if (!words.isEmpty) refuseWord(words.next(''), PRODUCTS);
  return { symbol, quantity: side === 'long' ? units : -units, product };
}

function readCapital(cursor: Cursor<GivenCase['capital']>): Map<string, Ratio> {
  const capital = new Map<string, Ratio>();
  for (const [name, amount] of cursor.entries()) {
    if (amount.decimal !== null) capital.set(name === 'master' ? '' : name, amount.decimal);
  }
  return capital;
}

function readLotSizes(cursor: Cursor<GivenCase['lot_sizes']>): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [name, units] of cursor.entries()) {
    if (units.whole !== null) sizes.set(name.toUpperCase(), units.whole);
  }
  return sizes;
}

function readInstrument(cursor: Cursor<InstrumentCase>): InstrumentRecord {
  const name = nameInstrument(cursor.get('symbol').text ?? '', cursor.get('exchange').word(EXCHANGES));
  return {
    ...name,
    // Orders of a test name their instrument by its symbol; a token only has to be its own.
    symbolToken: name.tradingSymbol.toUpperCase(),
    underlying: cursor.get('underlying').text ?? '',
    instrumentType: cursor.get('type').text?.toUpperCase() ?? '',
    expiryDay: readDay(cursor.get('expiry')),
    strike: cursor.get('strike').decimal,
    lotSize: cursor.get('lot_size').whole,
    tickSize: cursor.get('tick_size').decimal,
    freezeQuantity: cursor.get('freeze_quantity').whole,
  };
}
