/** At which price a copy goes out (section 4.6 of the contract). */

import type { Following } from '../book/followed-order.ts';
import { add, compare, multiply, ONE, type Ratio, ratio, roundToStep, subtract } from '../exact.ts';
import type { InstrumentFacts, SlippageClass } from '../orders/instrument.ts';
import type { OrderSnapshot, Side } from '../orders/order.ts';
import type { Execution } from '../policy/policy.ts';
import type { Trace } from './trace.ts';

export type Part = 'entry' | 'exit';

/** What is priced: the order as it stands, and what is known of its instrument. */
export interface PricedOrder {
  readonly row: OrderSnapshot;
  readonly instrument: InstrumentFacts;
  /** Not null: it may rest. */
  readonly following: Following | null;
}

/** Null price: MARKET. `none`: a price is needed and none is known; only an entry ends so. */
export type Priced =
  | { readonly kind: 'limit'; readonly price: Ratio }
  /** A stop that rests; null price: it becomes a MARKET order when it is triggered. */
  | { readonly kind: 'stop'; readonly price: Ratio | null; readonly trigger: Ratio }
  | { readonly kind: 'market' }
  | { readonly kind: 'none' };

interface Band {
  /** The band holds for premiums below this (rupees), or up to and with it where `included`. */
  readonly below: Ratio;
  readonly included: boolean;
}

/** Premium bands of options: below 10, [10, 20), [20, 50], above 50. */
const OPTION_BANDS: readonly Band[] = [
  { below: ratio(10), included: false },
  { below: ratio(20), included: false },
  { below: ratio(50), included: true },
];
/** Per mille of the price. Source: Angel One, "Market Price Protection", Dec-2024. */
const OPTION_SLIPPAGE: Readonly<Record<'index' | 'stock' | 'commodity', readonly number[]>> = {
  index: [200, 100, 50, 25],
  stock: [400, 200, 100, 50],
  commodity: [200, 100, 50, 25],
};
/** Per mille of the price. */
const FLAT_SLIPPAGE: Readonly<Record<'cash' | 'index_future' | 'stock_future' | 'commodity_future', number>> =
  {
    cash: 5,
    index_future: 5,
    stock_future: 10,
    commodity_future: 10,
  };

/** The broker's published protection for a market order at this price, as a share of the price. */
export function publishedSlippage(slippageClass: SlippageClass, reference: Ratio): Ratio {
  switch (slippageClass) {
    case 'index_option':
      return optionSlippage('index', reference);
    case 'stock_option':
      return optionSlippage('stock', reference);
    case 'commodity_option':
      return optionSlippage('commodity', reference);
    default:
      return ratio(FLAT_SLIPPAGE[slippageClass], 1000);
  }
}

function optionSlippage(kind: keyof typeof OPTION_SLIPPAGE, reference: Ratio): Ratio {
  const index = OPTION_BANDS.findIndex((band) => {
    const order = compare(reference, band.below);
    return order < 0 || (order === 0 && band.included);
  });
  const table = OPTION_SLIPPAGE[kind];
  return ratio(table[index < 0 ? table.length - 1 : index] ?? 0, 1000);
}

/** Decides how a copy of a master order is priced. */
export function priceCopy(order: PricedOrder, part: Part, execution: Execution, trace: Trace | null): Priced {
  const { row } = order;
  if (part === 'entry' && isRestingStop(order)) return priceStop(order, execution, trace);
  switch (execution.as) {
    case 'market':
      return { kind: 'market' };
    case 'limit':
      return protectedOrNone(order, part, execution, trace);
    case 'same':
      if (row.orderType === 'market') return { kind: 'market' };
      if (row.orderType === 'limit') return limitOrNone(row, part);
      return priceAuto(order, part, execution, trace);
    case 'auto':
      return priceAuto(order, part, execution, trace);
  }
}

/** A stop that has (partly) been filled has been triggered, and is a limit or market order now. */
function isRestingStop({ row, following }: PricedOrder): boolean {
  const isStop = row.orderType === 'stop_limit' || row.orderType === 'stop_market';
  return isStop && following !== null && row.triggerPrice !== null && row.filledQuantity === 0;
}

/** Whatever the execution, a stop that has not been triggered keeps its trigger: else its copy would go in before it. */
function priceStop(order: PricedOrder, execution: Execution, trace: Trace | null): Priced {
  const { row } = order;
  const trigger = row.triggerPrice;
  if (trigger === null) return nonePriced('entry');
  if (execution.as === 'same' && row.orderType === 'stop_market') {
    return { kind: 'stop', price: null, trigger };
  }
  const isMasters = execution.as !== 'limit' && row.orderType === 'stop_limit' && row.limitPrice !== null;
  if (isMasters) return { kind: 'stop', price: row.limitPrice, trigger };
  const reference = row.orderType === 'stop_limit' ? (row.limitPrice ?? trigger) : trigger;
  const price = protectReference(reference, order, { part: 'entry', execution, trace });
  return { kind: 'stop', price, trigger };
}

function priceAuto(order: PricedOrder, part: Part, execution: Execution, trace: Trace | null): Priced {
  const { row } = order;
  if (part === 'entry') {
    return row.orderType === 'limit'
      ? limitOrNone(row, part)
      : protectedOrNone(order, part, execution, trace);
  }
  const priced = protectedOrNone(order, part, execution, trace);
  const hasLimit = row.orderType === 'limit' || row.orderType === 'stop_limit';
  if (priced.kind !== 'limit' || !hasLimit || row.limitPrice === null) return priced;
  return { kind: 'limit', price: moreAggressive(priced.price, row.limitPrice, row.side) };
}

function moreAggressive(a: Ratio, b: Ratio, side: Side): Ratio {
  const higher = compare(a, b) >= 0 ? a : b;
  return side === 'buy' ? higher : higher === a ? b : a;
}

function limitOrNone(row: OrderSnapshot, part: Part): Priced {
  if (row.limitPrice !== null) return { kind: 'limit', price: row.limitPrice };
  return nonePriced(part);
}

function protectedOrNone(order: PricedOrder, part: Part, execution: Execution, trace: Trace | null): Priced {
  const reference = order.row.averagePrice ?? order.row.limitPrice;
  if (reference === null) return nonePriced(part);
  return { kind: 'limit', price: protectReference(reference, order, { part, execution, trace }) };
}

function protectReference(
  reference: Ratio,
  order: PricedOrder,
  {
    part,
    execution,
    trace,
  }: { readonly part: Part; readonly execution: Execution; readonly trace: Trace | null },
): Ratio {
  const { slippageClass } = order.instrument;
  const table = execution.slippage === 'auto' ? slippageClass : null;
  const slippage =
    execution.slippage === 'auto' ? publishedSlippage(slippageClass, reference) : execution.slippage;
  const protection = protectPrice(reference, slippage, order, part);
  trace?.step({ step: 'protected_price', part, reference, table, slippage, ...protection });
  return protection.price;
}

/**
 * The reference made worse by the slippage, rounded to the tick: an entry's inwards (a buy down, a sell up), an
 * exit's outwards; one tick at least.
 */
function protectPrice(reference: Ratio, slippage: Ratio, { row, instrument }: PricedOrder, part: Part) {
  const buys = row.side === 'buy';
  const worse = multiply(reference, buys ? add(ONE, slippage) : subtract(ONE, slippage));
  const towardsWorse = buys ? 'up' : 'down';
  const towardsBetter = buys ? 'down' : 'up';
  const { tickSize } = instrument;
  const rounded = roundToStep(worse, tickSize, part === 'exit' ? towardsWorse : towardsBetter);
  return { worse, tickSize, rounded, price: compare(rounded, tickSize) < 0 ? tickSize : rounded };
}

/** Without a price an entry stays out; an exit goes out all the same. */
function nonePriced(part: Part): Priced {
  return part === 'exit' ? { kind: 'market' } : { kind: 'none' };
}
