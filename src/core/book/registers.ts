/** Identity: which order and which instrument a row speaks of (section 3 of the contract). */

import { add, ZERO } from '../exact.ts';
import { gatherFacts, type InstrumentFacts, type InstrumentMaster } from '../orders/instrument.ts';
import type { Exchange, OrderSnapshot, Product } from '../orders/order.ts';
import { PerFollower } from '../per-follower.ts';
import type { Book, Holding, InstrumentEntry, OrderState } from './book.ts';

const OWN_TAG = /^ct[0-9a-z]{13}$/;

/** Whether a tag is one that this tool gives its own copies. */
export function isOwnTag(tag: string): boolean {
  return OWN_TAG.test(tag);
}

/** The order of a row: by its unique id where it is known, else by its id. Makes a new one when it is first seen. */
export function findOrder(book: Book, row: OrderSnapshot): OrderState {
  const byUniqueId = row.uniqueOrderId === null ? undefined : book.ordersByUniqueId.get(row.uniqueOrderId);
  const byId = book.ordersById.get(row.orderId);
  const order =
    byUniqueId && byId && byUniqueId !== byId
      ? mergeOrders(book, byUniqueId, byId)
      : (byUniqueId ?? byId ?? addOrder(book, row));
  if (byId !== order) book.ordersById.set(row.orderId, order);
  if (byUniqueId !== order && row.uniqueOrderId !== null) book.ordersByUniqueId.set(row.uniqueOrderId, order);
  return order;
}

function addOrder(book: Book, row: OrderSnapshot): OrderState {
  const order: OrderState = {
    key: row.orderId,
    sequence: book.orders.length,
    last: row,
    lastTime: null,
    lastSeenAtMs: null,
    filled: 0,
    terminal: false,
    special: null,
    openingSoFar: 0,
    netted: 0,
    waiting: 0,
    awaitsConfirmation: false,
    missed: null,
    followed: null,
    copied: new PerFollower(book.seats),
    revisions: new PerFollower(book.seats),
  };
  book.orders.push(order);
  return order;
}

/** Two orders turn out to be one: the one first seen stays, and nothing of what was counted is counted again. */
function mergeOrders(book: Book, a: OrderState, b: OrderState): OrderState {
  const [kept, gone] = a.sequence <= b.sequence ? [a, b] : [b, a];
  kept.filled = Math.max(kept.filled, gone.filled);
  kept.terminal ||= gone.terminal;
  kept.special ??= gone.special;
  kept.openingSoFar += gone.openingSoFar;
  kept.netted += gone.netted;
  kept.waiting += gone.waiting;
  kept.awaitsConfirmation ||= gone.awaitsConfirmation;
  kept.missed ??= gone.missed;
  kept.followed ??= gone.followed;
  for (const [follower, units] of gone.copied)
    kept.copied.set(follower, (kept.copied.get(follower) ?? 0) + units);
  for (const [follower, revision] of gone.revisions) {
    kept.revisions.set(follower, (kept.revisions.get(follower) ?? 0) + revision);
  }
  for (const holding of book.holdings.values()) {
    holding.waiting = withoutTwin(holding.waiting, gone, kept);
    holding.resting = withoutTwin(holding.resting, gone, kept);
  }
  for (const ids of [book.ordersById, book.ordersByUniqueId]) {
    for (const [id, order] of ids) if (order === gone) ids.set(id, kept);
  }
  if (book.awaiting.delete(gone)) book.awaiting.add(kept);
  gone.waiting = 0;
  gone.awaitsConfirmation = false;
  gone.terminal = true;
  return kept;
}

function withoutTwin(orders: OrderState[], gone: OrderState, kept: OrderState): OrderState[] {
  if (!orders.includes(gone)) return orders;
  return [...new Set(orders.map((order) => (order === gone ? kept : order)))];
}

interface InstrumentName {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
}

/** The instrument of a name. A token and a symbol once seen together are one instrument. */
export function findInstrument(book: Book, name: InstrumentName, master: InstrumentMaster): InstrumentEntry {
  return knownByBothNames(book, name) ?? learnInstrument(book, name, master);
}

/** Nearly every row's: what has been seen under both of its names needs no instrument master. */
function knownByBothNames(
  book: Book,
  { exchange, symbolToken, tradingSymbol }: InstrumentName,
): InstrumentEntry | null {
  if (symbolToken === null || tradingSymbol === '') return null;
  const entry = book.instruments.get(`${exchange}#${symbolToken}`);
  return entry?.tradingSymbol === tradingSymbol && entry.symbolToken === symbolToken ? entry : null;
}

function learnInstrument(book: Book, name: InstrumentName, master: InstrumentMaster): InstrumentEntry {
  const { exchange } = name;
  const symbol = name.tradingSymbol.trim();
  const record =
    (name.symbolToken === null ? null : master.byToken(exchange, name.symbolToken)) ??
    (symbol === '' ? null : master.bySymbol(exchange, symbol));
  const token = name.symbolToken ?? record?.symbolToken ?? null;
  const known = symbol || (record?.tradingSymbol ?? '');
  const tokenKey = token === null ? null : `${exchange}#${token}`;
  const symbolKey = known === '' ? null : `${exchange}:${known.toUpperCase()}`;
  const byToken = tokenKey === null ? undefined : book.instruments.get(tokenKey);
  const bySymbol = symbolKey === null ? undefined : book.instruments.get(symbolKey);
  const entry =
    byToken && bySymbol && byToken !== bySymbol
      ? mergeInstruments(book, byToken, bySymbol)
      : (byToken ?? bySymbol ?? addInstrument(book, exchange));
  entry.symbolToken ??= token;
  entry.tradingSymbol ||= known;
  if (tokenKey !== null) book.instruments.set(tokenKey, entry);
  if (symbolKey !== null) book.instruments.set(symbolKey, entry);
  return entry;
}

function addInstrument(book: Book, exchange: Exchange): InstrumentEntry {
  const id = book.nextInstrumentId;
  book.nextInstrumentId += 1;
  return { id, exchange, symbolToken: null, tradingSymbol: '', facts: null };
}

/** Two instruments turn out to be one: their positions are one as well. */
function mergeInstruments(book: Book, a: InstrumentEntry, b: InstrumentEntry): InstrumentEntry {
  const [kept, gone] = a.id <= b.id ? [a, b] : [b, a];
  for (const [name, entry] of book.instruments) if (entry === gone) book.instruments.set(name, kept);
  for (const [key, holding] of [...book.holdings]) {
    if (holding.instrument !== gone) continue;
    book.holdings.delete(key);
    const into = findHolding(book, kept, holding.product);
    joinHolding(into, holding);
    for (const [copyKey, copy] of book.openCopies) {
      if (copy.holding === holding) book.openCopies.set(copyKey, { ...copy, holding: into });
    }
  }
  return kept;
}

function joinHolding(into: Holding, from: Holding): void {
  into.master += from.master;
  into.waiting.push(...from.waiting);
  into.resting.push(...from.resting);
  for (const [follower, other] of from.copied) {
    const copied = into.copied.get(follower) ?? { ...other, quantity: 0, share: ZERO };
    copied.quantity += other.quantity;
    copied.share = add(copied.share, other.share);
    into.copied.set(follower, copied);
  }
}

export function holdingKey({ id }: InstrumentEntry, product: Product): string {
  return `${id}/${product}`;
}

export function findHolding(book: Book, instrument: InstrumentEntry, product: Product): Holding {
  const key = holdingKey(instrument, product);
  let holding = book.holdings.get(key);
  if (!holding) {
    holding = {
      instrument,
      product,
      master: 0,
      waiting: [],
      resting: [],
      copied: new PerFollower(book.seats),
    };
    book.holdings.set(key, holding);
  }
  return holding;
}

/** What is known of an order's instrument. Gathered again only when the row says something else than before. */
export function factsOf(
  entry: InstrumentEntry,
  order: OrderSnapshot,
  master: InstrumentMaster,
): InstrumentFacts {
  const row = order.instrument;
  const kept = entry.facts;
  if (kept && kept.symbol === order.tradingSymbol && saysTheSame(kept.of, row)) return kept.facts;
  const record =
    (entry.symbolToken === null ? null : master.byToken(entry.exchange, entry.symbolToken)) ??
    (entry.tradingSymbol === '' ? null : master.bySymbol(entry.exchange, entry.tradingSymbol));
  const facts = gatherFacts(order, record);
  entry.facts = { of: row, symbol: order.tradingSymbol, facts };
  return facts;
}

type Row = OrderSnapshot['instrument'];

function saysTheSame(a: Row, b: Row): boolean {
  return (
    a === b ||
    (a.instrumentType === b.instrumentType &&
      a.lotSize === b.lotSize &&
      a.optionKind === b.optionKind &&
      a.expiryDay === b.expiryDay &&
      a.strike?.n === b.strike?.n &&
      a.strike?.d === b.strike?.d)
  );
}
