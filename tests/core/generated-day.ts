/** Small generated days for properties: few instruments, so that orders meet; every order as one row, as it ended. */
import * as fc from 'fast-check';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { compileConfig } from '../../src/config/compile-config.ts';
import { ShapeValidators } from '../../src/config/shape/shape-validators.ts';
import { CopySession } from '../../src/core/copy-session.ts';
import type { Decision } from '../../src/core/deciding/decision.ts';
import { ratio } from '../../src/core/exact.ts';
import { createInstrumentMaster } from '../../src/core/orders/instrument.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';

export interface Traded {
  readonly symbol: string;
  readonly underlying: string;
  readonly lot: number;
  /** Units; the most of one order. */
  readonly freeze: number;
}

export const INSTRUMENTS: readonly Traded[] = [
  { symbol: 'NIFTY24NOV2626000CE', underlying: 'NIFTY', lot: 65, freeze: 200 },
  { symbol: 'BANKNIFTY24NOV26FUT', underlying: 'BANKNIFTY', lot: 35, freeze: 70 },
  { symbol: 'TCS24NOV26FUT', underlying: 'TCS', lot: 175, freeze: 400 },
];

export const MASTER = createInstrumentMaster(
  INSTRUMENTS.map(({ symbol, underlying, lot, freeze }, index) => ({
    exchange: 'NFO',
    symbolToken: String(index + 1),
    tradingSymbol: symbol,
    underlying,
    instrumentType: symbol.endsWith('FUT') ? 'FUTSTK' : 'OPTIDX',
    expiryDay: 20_781,
    strike: null,
    lotSize: lot,
    tickSize: ratio(1, 20),
    freezeQuantity: freeze,
  })),
);

const order = fc.record({
  instrument: fc.nat(INSTRUMENTS.length - 1),
  sells: fc.boolean(),
  lots: fc.integer({ min: 1, max: 9 }),
  /** Of ten, what is filled; ten is complete. */
  tenths: fc.constantFrom(10, 10, 10, 5, 0),
  paise: fc.integer({ min: 100, max: 40_000 }).map((ticks) => ticks * 5),
  minute: fc.integer({ min: 0, max: 300 }),
});

function toRow({ instrument, sells, lots, tenths, paise, minute }: PlannedOrder, index: number) {
  const traded = INSTRUMENTS[instrument];
  if (!traded) throw new Error('no such instrument');
  const quantity = lots * traded.lot;
  const filled = Math.floor((lots * tenths) / 10) * traded.lot;
  const time = `${9 + Math.floor((minute + 15) / 60)}`.padStart(2, '0');
  const stamp = `23-Nov-2026 ${time}:${String((minute + 15) % 60).padStart(2, '0')}:00`;
  return {
    orderid: String(1000 + index),
    tradingsymbol: traded.symbol,
    symboltoken: String(instrument + 1),
    exchange: 'NFO',
    producttype: 'CARRYFORWARD',
    ordertype: 'MARKET',
    variety: 'NORMAL',
    transactiontype: sells ? 'SELL' : 'BUY',
    quantity: String(quantity),
    filledshares: String(filled),
    averageprice: filled === 0 ? 0 : paise / 100,
    orderstatus: tenths === 10 ? 'complete' : 'cancelled',
    exchorderupdatetime: stamp,
  };
}
type PlannedOrder = typeof order extends fc.Arbitrary<infer T> ? T : never;

export type RawRow = ReturnType<typeof toRow>;

export function readRows(raw: readonly RawRow[]): OrderSnapshot[] {
  return raw.map((row) => {
    const reading = readOrderRow(row);
    if (!reading.ok) throw new Error(reading.problem);
    return reading.order;
  });
}

function inTheirOrder(orders: readonly PlannedOrder[]): RawRow[] {
  return [...orders].sort((a, b) => a.minute - b.minute).map(toRow);
}

const orders = fc.array(order, { minLength: 1, maxLength: 14 });
export const rows: fc.Arbitrary<OrderSnapshot[]> = orders.map((planned) => readRows(inTheirOrder(planned)));

/** No two at the same time. */
export const distinctRows: fc.Arbitrary<RawRow[]> = fc
  .uniqueArray(order, { minLength: 1, maxLength: 14, selector: ({ minute }) => minute })
  .map(inTheirOrder);

/** One complete order of so many lots. */
export function orderOf(lots: number): OrderSnapshot[] {
  return readRows([toRow({ instrument: 0, sells: false, lots, tenths: 10, paise: 10_000, minute: 0 }, 0)]);
}

export const quantity = fc.oneof(
  fc.constantFrom(0.29, 0.5, 1, 1.5, 3).map((multiplier) => ({ multiplier })),
  fc.constantFrom(1, 2, 7).map((lots) => ({ lots })),
  fc.constantFrom(65, 105, 700).map((fixed) => ({ fixed, round: 'up' })),
);

type Json = { readonly [key: string]: unknown };
const VALIDATORS = new ShapeValidators();

/** A session under a file with these followers and other keys. */
export function sessionOf(
  followers: Readonly<Record<string, Json>>,
  more: Json = {},
  fills: 'assumed' | 'reported' = 'assumed',
): CopySession {
  const named = Object.entries(followers).map(([name, own]) => [
    name,
    { credentials: { env_prefix: `${name.toUpperCase()}_` }, ...own },
  ]);
  const file = {
    version: 1,
    master: { credentials: { env_prefix: 'M_' } },
    followers: Object.fromEntries(named),
    ...more,
  };
  const compiled = compileConfig([{ path: 'copytrade.yaml', text: JSON.stringify(file) }], VALIDATORS);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  return new CopySession(compiled.config.policy, { live: false, fills, instruments: MASTER });
}

/** What such a file decides of the rows. */
export function decide(
  followers: Readonly<Record<string, Json>>,
  orders: readonly OrderSnapshot[],
  more: Json = {},
): Decision[] {
  const session = sessionOf(followers, more);
  return orders
    .flatMap((row) => session.accept({ kind: 'row', row, seenAtMs: null }))
    .map(({ decision }) => decision);
}
