/** The change of an IST day (section 4.2 of the contract). */

import type { IstDay } from '../ist-time.ts';
import type { InstrumentMaster } from '../orders/instrument.ts';
import { parseTradingSymbol } from '../orders/symbol-format.ts';
import type { Book, Holding } from './book.ts';
import { forgetOrders } from './forget-orders.ts';
import { endOrder, type MasterEvent, type RowContext } from './master-event.ts';
import { holdingKey } from './registers.ts';
import { confirmOpening } from './rowless-event.ts';

/** No symbol: what was gathered counts until a row comes, and is gathered again then. */
const OF_A_DAY_BEFORE = '';

/**
 * Ends every order that is still alive, in the order first seen; then the new day starts flat in intraday and
 * bracket products and in instruments that expired before it, and with no result and no orders counted.
 * An opening that still waits for the user's word is declined: nobody answered. Orders of long ago are forgotten.
 */
export function endDay(
  book: Book,
  newDay: IstDay,
  context: Omit<RowContext, 'time'>,
  decide: (event: MasterEvent) => void,
): void {
  for (const order of book.orders.filter((one) => !one.terminal)) {
    decide(endOrder(book, order, context));
  }
  for (const order of [...book.awaiting].sort((a, b) => a.sequence - b.sequence)) {
    const event = confirmOpening(book, order, false, context);
    if (event) decide(event);
  }
  for (const holding of [...book.holdings.values()]) {
    if (endsWithTheDay(holding, newDay, context.instruments)) flatten(book, holding);
    if (hasExpired(holding, newDay, context.instruments)) forgetInstrument(book, holding);
  }
  // Of a new day's instruments more may be new than the rows say, such as the freeze quantity.
  for (const entry of book.instruments.values())
    if (entry.facts) entry.facts = { ...entry.facts, symbol: OF_A_DAY_BEFORE };
  book.days.clear();
  forgetOrders(book, newDay);
}

/** Whether what is held there is gone once the new day has begun. */
export function endsWithTheDay(holding: Holding, newDay: IstDay, instruments: InstrumentMaster): boolean {
  if (holding.product === 'intraday' || holding.product === 'bracket') return true;
  return hasExpired(holding, newDay, instruments);
}

function hasExpired(holding: Holding, newDay: IstDay, instruments: InstrumentMaster): boolean {
  const expiryDay = expiryOf(holding, instruments);
  return expiryDay !== null && expiryDay < newDay;
}

/** The exchange gives its token to another contract some day, which must not be taken for it. */
function forgetInstrument(book: Book, { instrument, product }: Holding): void {
  for (const [name, entry] of book.instruments) if (entry === instrument) book.instruments.delete(name);
  book.holdings.delete(holdingKey(instrument, product));
}

/** A position that no order of the session has touched is known by its name only. */
function expiryOf({ instrument }: Holding, instruments: InstrumentMaster): IstDay | null {
  if (instrument.facts) return instrument.facts.facts.expiryDay;
  const { exchange, symbolToken, tradingSymbol } = instrument;
  const record =
    (symbolToken === null ? null : instruments.byToken(exchange, symbolToken)) ??
    instruments.bySymbol(exchange, tradingSymbol);
  return record?.expiryDay ?? parseTradingSymbol(exchange, tradingSymbol)?.expiryDay ?? null;
}

/** What its copies turn out to have brought belongs to the day before: taken back later, it would be taken off the new one. */
function flatten(book: Book, holding: Holding): void {
  holding.master = 0;
  holding.waiting = [];
  holding.resting = [];
  holding.copied.clear();
  for (const [key, copy] of book.openCopies) if (copy.holding === holding) book.openCopies.delete(key);
}
