/**
 * What the user has agreed to where the copies and an account do not agree: positions that the account already had are
 * taken for copies, copies that somebody has sold by hand are taken off, and what is left of copies that their master
 * has closed is closed too.
 */

import { type Ratio, ratio } from '../exact.ts';
import { type IstSeconds, toIstSeconds } from '../ist-time.ts';
import type { InstrumentMaster } from '../orders/instrument.ts';
import type { Exchange, OrderSnapshot, Product } from '../orders/order.ts';
import type { Book, Holding } from './book.ts';
import { addEntry, copiedIn } from './follower-ledger.ts';
import type { MasterEvent } from './master-event.ts';
import { factsOf, findHolding, findInstrument, findOrder } from './registers.ts';

export interface MendedPosition {
  readonly follower: string;
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly product: Product;
  /** Units; more are never taken. */
  readonly units: number;
  /** Rupees: what an adopted position cost, or the last price of one that is closed; null where it is not known. */
  readonly price: Ratio | null;
}

/** `adopt`: held on the master's side, and copies from now on. `forget`: no longer held, and no longer copies. */
export interface LedgerInput extends MendedPosition {
  readonly kind: 'ledger';
  readonly change: 'adopt' | 'forget';
}

/** Copies beyond what their follower ought to hold go. */
export interface CloseInput extends MendedPosition {
  readonly kind: 'close';
  /** Names the order that closes them, as a master order's key does. */
  readonly orderKey: string;
  readonly atMs: number;
}

export function changeLedger(book: Book, input: LedgerInput, instruments: InstrumentMaster): void {
  const holding = holdingOf(book, input, instruments);
  const copied = copiedIn(holding, book.seats.of(input.follower));
  if (input.change === 'adopt') {
    // Shares of earlier days are no position of the master's; and they can only be held, not owed.
    const side = input.product === 'delivery' ? 1 : Math.sign(holding.master);
    const isOtherSide = copied.quantity !== 0 && Math.sign(copied.quantity) !== side;
    if (!isOtherSide) addEntry(copied, side * input.units, input.price);
    return;
  }
  const gone = Math.min(input.units, Math.abs(copied.quantity));
  copied.quantity -= Math.sign(copied.quantity) * gone;
  // As after an exit on the other side: what is left is what ought to be held.
  copied.share = ratio(copied.quantity);
  if (copied.quantity === 0) copied.averageCost = null;
}

/** An order of nobody's that reduces. @returns null where no copies are held, or it has been decided before */
export function closingEvent(
  book: Book,
  input: CloseInput,
  instruments: InstrumentMaster,
): MasterEvent | null {
  const holding = holdingOf(book, input, instruments);
  const held = holding.copied.get(input.follower)?.quantity ?? 0;
  if (held === 0 || book.ordersById.has(input.orderKey)) return null;
  const time = toIstSeconds(input.atMs);
  const row = closingRow(input, held, time);
  const order = findOrder(book, row);
  order.terminal = true;
  order.special = 'OWN_COPY';
  return {
    order,
    row,
    time,
    seenAtMs: input.atMs,
    holding,
    instrument: holding.instrument.facts?.facts ?? factsOf(holding.instrument, row, instruments),
    special: null,
    delta: 0,
    notFilled: false,
    netted: 0,
    reduction: input.units,
    settled: 0,
    reducedSide: Math.sign(held),
    positionBefore: holding.master,
    endedNetted: 0,
    opening: 0,
    openingSoFar: 0,
    declined: false,
    missed: null,
    following: null,
  };
}

function holdingOf(book: Book, input: MendedPosition, instruments: InstrumentMaster): Holding {
  return findHolding(book, findInstrument(book, input, instruments), input.product);
}

function closingRow(input: CloseInput, held: number, time: IstSeconds): OrderSnapshot {
  return {
    orderId: input.orderKey,
    uniqueOrderId: null,
    exchange: input.exchange,
    symbolToken: input.symbolToken,
    tradingSymbol: input.tradingSymbol,
    side: held > 0 ? 'sell' : 'buy',
    orderType: 'market',
    product: input.product,
    variety: 'normal',
    quantity: input.units,
    filledQuantity: 0,
    status: 'complete',
    terminal: true,
    averagePrice: input.price,
    limitPrice: null,
    triggerPrice: null,
    tag: '',
    eventTime: time,
    text: 'copytrade reconcile',
    instrument: { instrumentType: '', lotSize: null, strike: null, optionKind: null, expiryDay: null },
  };
}
