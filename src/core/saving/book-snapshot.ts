/**
 * The book as plain JSON and back again, exactly: a session that goes on from a snapshot decides what it would have
 * decided without one. A field that is added to the book and forgotten here does not compile.
 */
import type {
  Book,
  CopiedPosition,
  FollowerDay,
  Holding,
  InstrumentEntry,
  OpenCopy,
  OrderState,
  Steering,
} from '../book/book.ts';
import { DayResult } from '../book/day-result.ts';
import { OrderSet } from '../book/order-set.ts';
import type { Ratio } from '../exact.ts';
import type { InstrumentFacts, SlippageClass } from '../orders/instrument.ts';
import { EXCHANGES, INSTRUMENT_KINDS, PRODUCTS } from '../orders/order.ts';
import { Seats } from '../per-follower.ts';
import { byFollower, orderForm, ROW_INSTRUMENT } from './order-forms.ts';
import {
  FLAG,
  type Form,
  FormError,
  listOf,
  mapOf,
  nullable,
  oneOf,
  oneOfKeys,
  type Plain,
  RATIO,
  References,
  setOf,
  struct,
  TEXT,
  WHOLE,
} from './plain-forms.ts';
import { joinSettled } from './settled-orders.ts';

/** The book as JSON; to be kept as it is, and to be read by nothing but `fromSnapshot`. */
export type BookSnapshot = {
  readonly [K in Exclude<keyof Book, 'seats' | 'awaiting'> | 'instrumentList' | 'holdingList']: Plain;
};

const SLIPPAGE_CLASSES: Readonly<Record<SlippageClass, true>> = {
  cash: true,
  index_future: true,
  stock_future: true,
  index_option: true,
  stock_option: true,
  commodity_future: true,
  commodity_option: true,
};

const FACTS = struct<InstrumentFacts>({
  kind: nullable(oneOf(INSTRUMENT_KINDS)),
  isDerivative: FLAG,
  isOption: FLAG,
  underlying: nullable(TEXT),
  lotSize: nullable(WHOLE),
  tickSize: RATIO,
  freezeQuantity: nullable(WHOLE),
  strike: nullable(RATIO),
  expiryDay: nullable(WHOLE),
  slippageClass: oneOfKeys(SLIPPAGE_CLASSES),
});

const INSTRUMENT = struct<InstrumentEntry>({
  id: WHOLE,
  exchange: oneOf(EXCHANGES),
  symbolToken: nullable(TEXT),
  tradingSymbol: TEXT,
  facts: nullable(
    struct<NonNullable<InstrumentEntry['facts']>>({ of: ROW_INSTRUMENT, symbol: TEXT, facts: FACTS }),
  ),
});

const COPIED = struct<CopiedPosition>({
  quantity: WHOLE,
  share: RATIO,
  averageCost: nullable(RATIO),
  scale: RATIO,
  epoch: WHOLE,
});

interface DayFields {
  /** Keys of orders. */
  readonly ordersCopied: Set<string>;
  readonly realised: Ratio;
  readonly unrealised: Ratio;
  readonly lowest: Ratio;
}

const DAY_FIELDS = struct<DayFields>({
  ordersCopied: setOf(TEXT),
  realised: RATIO,
  unrealised: RATIO,
  lowest: RATIO,
});

function dayForm(orders: readonly OrderState[]): Form<FollowerDay> {
  return {
    write: ({ ordersCopied, result: { realised, unrealised, lowest } }) => {
      const copied = orders.filter(({ sequence }) => ordersCopied.has(sequence));
      const keys = new Set(copied.map(({ key }) => key));
      return DAY_FIELDS.write({ ordersCopied: keys, realised, unrealised, lowest });
    },
    read: (plain, at) => {
      const fields = DAY_FIELDS.read(plain, at);
      const ordersCopied = new OrderSet();
      for (const { key, sequence } of orders) if (fields.ordersCopied.has(key)) ordersCopied.add(sequence);
      return { ordersCopied, result: new DayResult(fields.realised, fields.unrealised, fields.lowest) };
    },
  };
}

const STEERING = struct<Steering>({ all: FLAG, exceptions: setOf(TEXT) });

function holdingForm(
  instruments: Form<InstrumentEntry>,
  orders: Form<OrderState>,
  seats: Seats,
): Form<Holding> {
  return struct<Holding>({
    instrument: instruments,
    product: oneOf(PRODUCTS),
    master: WHOLE,
    waiting: listOf(orders),
    resting: listOf(orders),
    copied: byFollower(COPIED, seats),
  });
}

function openCopyForm(holdings: Form<Holding>, orders: Form<OrderState>): Form<OpenCopy> {
  return struct<OpenCopy>({
    order: orders,
    holding: holdings,
    follower: TEXT,
    effect: oneOf(['entry', 'exit', 'other_side']),
    sign: WHOLE,
    units: WHOLE,
    gain: nullable(RATIO),
    costBefore: nullable(RATIO),
    scale: RATIO,
    epoch: WHOLE,
  });
}

/**
 * Writes the book down. What it refers to is written last, when all that is referred to is known.
 * @param leftOut orders that are written elsewhere (see settled-orders.ts)
 */
export function toSnapshot(book: Book, leftOut: ReadonlySet<OrderState> = new Set()): BookSnapshot {
  const own = leftOut.size === 0 ? book.orders : book.orders.filter((order) => !leftOut.has(order));
  const orders = new References(own);
  const instruments = new References<InstrumentEntry>();
  const holdings = new References<Holding>();
  const written = {
    day: book.day,
    lastTime: book.lastTime,
    ordersById: mapOf(orders).write(without(book.ordersById, leftOut)),
    ordersByUniqueId: mapOf(orders).write(without(book.ordersByUniqueId, leftOut)),
    instruments: mapOf(instruments).write(book.instruments),
    nextInstrumentId: book.nextInstrumentId,
    holdings: mapOf(holdings).write(book.holdings),
    days: byFollower(dayForm(own), book.seats).write(book.days),
    openCopies: mapOf(openCopyForm(holdings, orders)).write(book.openCopies),
    funds: mapOf(RATIO).write(book.funds),
    paused: STEERING.write(book.paused),
    closeOnly: STEERING.write(book.closeOnly),
    narrowed: setOf(TEXT).write(book.narrowed),
    retiring: setOf(TEXT).write(new Set(book.retiring)),
  };
  const holdingList = listOf(holdingForm(instruments, orders, book.seats)).write([...holdings.list]);
  const instrumentList = listOf(INSTRUMENT).write([...instruments.list]);
  return {
    ...written,
    holdingList,
    instrumentList,
    orders: listOf(orderForm(book.seats)).write([...orders.list]),
  };
}

function without(
  names: ReadonlyMap<string, OrderState>,
  leftOut: ReadonlySet<OrderState>,
): Map<string, OrderState> {
  return new Map(leftOut.size === 0 ? names : [...names].filter(([, order]) => !leftOut.has(order)));
}

/**
 * The book that was written down. Throws a `FormError` where `snapshot` is none.
 * @param settled the orders that were left out of it, in the order in which they were written
 */
export function fromSnapshot(snapshot: unknown, settled: readonly unknown[] = []): Book {
  if (typeof snapshot !== 'object' || snapshot === null) throw new FormError('the snapshot', 'an object');
  const own = new Map<string, unknown>(Object.entries(snapshot));
  const read = <T>(form: Form<T>, name: keyof BookSnapshot): T =>
    form.read(own.get(name), `snapshot.${name}`);
  const seats = new Seats();
  const orderList = read(listOf(orderForm(seats)), 'orders');
  const orders = new References(orderList);
  const instruments = new References(read(listOf(INSTRUMENT), 'instrumentList'));
  const holdings = new References(read(listOf(holdingForm(instruments, orders, seats)), 'holdingList'));
  const book: Book = {
    seats,
    day: read(nullable(WHOLE), 'day'),
    lastTime: read(nullable(WHOLE), 'lastTime'),
    ordersById: read(mapOf(orders), 'ordersById'),
    ordersByUniqueId: read(mapOf(orders), 'ordersByUniqueId'),
    orders: orderList,
    awaiting: new Set(orderList.filter(({ awaitsConfirmation }) => awaitsConfirmation)),
    instruments: read(mapOf(instruments), 'instruments'),
    nextInstrumentId: read(WHOLE, 'nextInstrumentId'),
    holdings: read(mapOf(holdings), 'holdings'),
    days: read(byFollower(dayForm(orderList), seats), 'days'),
    openCopies: read(mapOf(openCopyForm(holdings, orders)), 'openCopies'),
    funds: read(mapOf(RATIO), 'funds'),
    paused: read(STEERING, 'paused'),
    closeOnly: read(STEERING, 'closeOnly'),
    narrowed: read(setOf(TEXT), 'narrowed'),
    retiring: read(setOf(TEXT), 'retiring'),
  };
  joinSettled(book, settled);
  return book;
}
