/** Master orders as they go through the order book, several rows each, with the order book's own untidiness. */
import fc from 'fast-check';
import type { CatalogItem } from './generate-instruments.ts';

export type RawRow = Record<string, unknown>;

/** `percent` of 100 it is there. */
export function sometimes<T>(percent: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
    { weight: percent, arbitrary },
  );
}

export const chance = (percent: number) => sometimes(percent, fc.constant(true)).map((it) => it === true);

/** Twenty moments a day from 09:15 on, a quarter of an hour and some apart. */
export const SLOTS_A_DAY = 20;

const TYPES = [
  { ordertype: 'MARKET', limited: false, stop: false },
  { ordertype: 'LIMIT', limited: true, stop: false },
  { ordertype: 'STOPLOSS_LIMIT', limited: true, stop: true },
  { ordertype: 'STOPLOSS_MARKET', limited: false, stop: true },
  // Triggered stops, as the book shows them.
  { ordertype: 'LIMIT', limited: true, stop: true },
  { ordertype: 'MARKET', limited: false, stop: true },
];
const TAGS = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  'algo-1',
  'algo-1',
  'manual',
  'ctabc',
  'ct0123456789abc',
];
const ALIVE = ['open', 'open pending', 'trigger pending', 'modified', 'validation pending'];

const frame = fc.record({
  /** Of 12, the part of the quantity filled by then. */
  twelfths: fc.integer({ min: 0, max: 12 }),
  gap: fc.constantFrom(0, 0, 1, 1, 2, 5),
  driftTicks: fc.integer({ min: -30, max: 30 }),
  status: fc.constantFrom(...ALIVE),
  thirds: chance(10),
  withoutAverage: chance(4),
  /** The master changes the order before this row. */
  amend: sometimes(
    30,
    fc.record({
      lots: fc.constantFrom(0, 0, 0, 1, 2, -1, -2),
      ticks: fc.constantFrom(0, 0, 3, -3, 8),
      toMarket: chance(8),
    }),
  ),
});
type Frame = typeof frame extends fc.Arbitrary<infer T> ? T : never;

/** What happens to one order. */
const plan = fc.record({
  item: fc.nat(),
  product: fc.nat(),
  side: fc.constantFrom('BUY', 'SELL'),
  lots: fc.constantFrom(1, 1, 2, 2, 3, 4, 5, 6, 7, 12, 30),
  units: fc.constantFrom(0, 0, 0, 0, 1, 7),
  type: fc.constantFrom(...TYPES),
  priceTicks: fc.integer({ min: -20, max: 20 }),
  tag: fc.constantFrom(...TAGS),
  variety: fc.constantFrom('', '', '', '', '', '', '', '', '', '', '', '', '', 'AMO', 'AMO', 'ROBO'),
  slot: fc.nat(),
  frames: fc.array(frame, { minLength: 0, maxLength: 3 }),
  end: fc.constantFrom(
    'complete',
    'complete',
    'complete',
    'cancelled',
    'cancelled after market order',
    'rejected',
    'alive',
  ),
  last: frame,
  lateFill: chance(6),
  repeated: chance(15),
  identity: fc.constantFrom('unique', 'unique', 'id', 'changes'),
  untidy: fc.nat(5),
});
export type OrderPlan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
export const orderPlans = fc.array(plan, { minLength: 2, maxLength: 9 });

/** What holds for the whole log. */
export interface LogFrame {
  readonly items: readonly CatalogItem[];
  /** By item: its price about which all others lie. */
  readonly prices: readonly number[];
  /** By item: what the rows say of the lot size. */
  readonly lotsizes: readonly unknown[];
  readonly days: number;
}

export interface TimedRow {
  readonly slot: number;
  readonly row: RawRow;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function timeText(slot: number): string {
  const day = 23 + Math.floor(slot / SLOTS_A_DAY);
  const seconds = 9 * 3600 + 15 * 60 + (slot % SLOTS_A_DAY) * 1117;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day}-Nov-2026 ${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** At a whole number of ticks from the price, and one tick at least. */
function priceAt(item: CatalogItem, base: number, ticks: number): number {
  const tick = item.tickPaise / 100;
  return Number(Math.max(tick, base + ticks * tick).toFixed(4));
}

/** The fields that stay the same through all rows of an order. */
function fixedFields(order: OrderPlan, index: number, log: LogFrame) {
  const at = order.item % log.items.length;
  const item = pick(log.items, at);
  const { ordertype, limited, stop } = order.type;
  const price = priceAt(item, pick(log.prices, at), order.priceTicks);
  const untidy = order.untidy === 0;
  return {
    item,
    base: pick(log.prices, at),
    quantity: order.lots * item.lot + order.units,
    fields: {
      variety: order.variety !== '' ? order.variety : stop ? 'STOPLOSS' : 'NORMAL',
      ordertype,
      producttype: pick(item.products, order.product),
      duration: 'DAY',
      price: limited ? price : 0,
      triggerprice: stop ? String(price) : 0,
      tradingsymbol: item.symbol,
      transactiontype: order.side,
      exchange: item.exchange,
      symboltoken: untidy ? pick([null, '', undefined], order.slot) : item.token,
      ordertag: order.tag,
      instrumenttype: untidy ? '' : item.instrumenttype,
      strikeprice: item.strike,
      optiontype: item.optiontype,
      expirydate: order.untidy === 1 ? '' : item.expiry,
      lotsize: pick(log.lotsizes, at),
      orderid: `26112300000${index}`,
      uniqueorderid: order.identity === 'id' ? '' : `u-${index}`,
    },
  };
}

type Fixed = ReturnType<typeof fixedFields>;

/** The order as its master has changed it. */
function amended(fixed: Fixed, { amend }: Frame): Fixed {
  if (amend === undefined) return fixed;
  const { item, fields } = fixed;
  const moved = (price: number) => (price === 0 ? 0 : priceAt(item, price, amend.ticks));
  const trigger = moved(Number(fields.triggerprice));
  const isMarket = amend.toMarket && trigger === 0;
  return {
    ...fixed,
    quantity: Math.max(item.lot, fixed.quantity + amend.lots * item.lot),
    fields: {
      ...fields,
      ordertype: isMarket ? 'MARKET' : fields.ordertype,
      price: isMarket ? 0 : moved(fields.price),
      triggerprice: trigger === 0 ? 0 : String(trigger),
    },
  };
}

/** One row of the order, with so many shares filled. */
function rowAt(
  fixed: Fixed,
  one: Frame,
  { filled, status, slot }: { filled: number; status: string; slot: number },
): RawRow {
  const { item, base, quantity, fields } = fixed;
  const average = priceAt(item, base, one.driftTicks) + (one.thirds ? 0.0033 : 0);
  const time = timeText(slot);
  const sameStatus = one.driftTicks % 3;
  const missing = status === 'complete' && filled === quantity && one.driftTicks % 4 === 0;
  return {
    ...fields,
    quantity: one.driftTicks % 5 === 0 ? quantity : String(quantity),
    filledshares: missing ? pick(['', '0', 0], Math.abs(one.driftTicks)) : String(filled),
    averageprice: filled === 0 || one.withoutAverage ? 0 : Number(average.toFixed(4)),
    status: sameStatus === 1 ? 'modified' : status,
    orderstatus: sameStatus === 0 ? '' : sameStatus === 2 ? ` ${status.toUpperCase()} ` : status,
    updatetime: time,
    exchtime: one.driftTicks % 2 === 0 ? time : '',
    exchorderupdatetime: one.driftTicks % 2 === 0 ? time : '',
  };
}

/** All rows of one order, in its own order. */
export function rowsOfOrder(order: OrderPlan, index: number, log: LogFrame): TimedRow[] {
  let fixed = fixedFields(order, index, log);
  const lastSlot = log.days * SLOTS_A_DAY - 1;
  let slot = order.slot % (lastSlot + 1);
  const rows: TimedRow[] = [];
  const tell = (one: Frame, status: string, filled: number) => {
    slot = Math.min(slot + one.gap, lastSlot);
    fixed = amended(fixed, one);
    rows.push({ slot, row: rowAt(fixed, one, { filled, status, slot }) });
  };
  const part = (one: Frame) => Math.floor((fixed.quantity * one.twelfths) / 12);
  // Now and then a row says less than the one before it: rows come out of order.
  let most = 0;
  for (const one of order.frames) {
    most = Math.max(most, part(one));
    tell(one, one.status, part(one));
  }
  const { quantity } = amended(fixed, order.last);
  if (order.end === 'complete') tell(order.last, 'complete', quantity);
  else if (order.end === 'rejected') tell(order.last, 'rejected', most);
  else if (order.end === 'alive') tell(order.last, 'open', part(order.last));
  else tell(order.last, order.end, Math.max(most, part(order.last)));
  if (order.lateFill)
    tell({ ...order.last, amend: undefined }, order.end === 'alive' ? 'open' : order.end, quantity);
  if (order.repeated) rows.push(...rows.slice(-1));
  if (order.identity !== 'changes') return rows;
  // An after-market order that gets another id when it is released.
  return rows.map((timed, at) =>
    at === 0 ? { ...timed, row: { ...timed.row, orderid: `1123a${index}AO` } } : timed,
  );
}

/** What no reader can read, at the time of the row before it. */
export const brokenRow = (like: RawRow): fc.Arbitrary<unknown> =>
  fc.constantFrom<unknown>(
    { ...like, orderid: '' },
    { ...like, orderid: 'broken', transactiontype: '' },
    { ...like, orderid: 'broken', transactiontype: 'HOLD' },
    { ...like, orderid: 'broken', quantity: '1.5' },
    { ...like, orderid: 'broken', quantity: 'many' },
    { ...like, orderid: 'broken', ordertype: 'ICEBERG' },
  );
