/** At which price a copy goes out (section 4.6 of the contract). */
import { add, compare, multiply, ONE, type Ratio, ratio, roundToStep, subtract } from './exact.ts';
import type { InstrumentFacts, SlippageClass } from './instrument.ts';
import type { OrderSnapshot, Side } from './order.ts';
import type { Execution } from './policy.ts';

export type Part = 'entry' | 'exit';

/** Null price: MARKET. `none`: a price is needed and none is known; only an entry ends so. */
export type Priced =
  | { readonly kind: 'limit'; readonly price: Ratio }
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

/**
 * The reference made worse by the slippage, rounded to the tick: an entry's inwards (a buy down, a sell up), an
 * exit's outwards; one tick at least.
 */
export function protectPrice(
  reference: Ratio,
  order: { readonly side: Side; readonly part: Part },
  execution: Execution,
  instrument: InstrumentFacts,
): Ratio {
  const slippage =
    execution.slippage === 'auto'
      ? publishedSlippage(instrument.slippageClass, reference)
      : execution.slippage;
  const buys = order.side === 'buy';
  const worse = multiply(reference, buys ? add(ONE, slippage) : subtract(ONE, slippage));
  const towardsWorse = buys ? 'up' : 'down';
  const towardsBetter = buys ? 'down' : 'up';
  const { tickSize } = instrument;
  const rounded = roundToStep(worse, tickSize, order.part === 'exit' ? towardsWorse : towardsBetter);
  return compare(rounded, tickSize) < 0 ? tickSize : rounded;
}

/** Decides how a copy of a master order that has (partly) executed is priced. */
export function priceCopy(
  order: OrderSnapshot,
  part: Part,
  execution: Execution,
  instrument: InstrumentFacts,
): Priced {
  switch (execution.as) {
    case 'market':
      return { kind: 'market' };
    case 'limit':
      return protectedOrNone(order, part, execution, instrument);
    case 'same':
      if (order.orderType === 'market') return { kind: 'market' };
      if (order.orderType === 'limit') return limitOrNone(order, part);
      return priceAuto(order, part, execution, instrument);
    case 'auto':
      return priceAuto(order, part, execution, instrument);
  }
}

function priceAuto(
  order: OrderSnapshot,
  part: Part,
  execution: Execution,
  instrument: InstrumentFacts,
): Priced {
  if (part === 'entry') {
    return order.orderType === 'limit'
      ? limitOrNone(order, part)
      : protectedOrNone(order, part, execution, instrument);
  }
  const priced = protectedOrNone(order, part, execution, instrument);
  const hasLimit = order.orderType === 'limit' || order.orderType === 'stop_limit';
  if (priced.kind !== 'limit' || !hasLimit || order.limitPrice === null) return priced;
  return { kind: 'limit', price: moreAggressive(priced.price, order.limitPrice, order.side) };
}

function moreAggressive(a: Ratio, b: Ratio, side: Side): Ratio {
  const higher = compare(a, b) >= 0 ? a : b;
  return side === 'buy' ? higher : higher === a ? b : a;
}

function limitOrNone(order: OrderSnapshot, part: Part): Priced {
  if (order.limitPrice !== null) return { kind: 'limit', price: order.limitPrice };
  return nonePriced(part);
}

function protectedOrNone(
  order: OrderSnapshot,
  part: Part,
  execution: Execution,
  instrument: InstrumentFacts,
): Priced {
  const reference = order.averagePrice ?? order.limitPrice;
  if (reference === null) return nonePriced(part);
  const price = protectPrice(reference, { side: order.side, part }, execution, instrument);
  return { kind: 'limit', price };
}

/** Without a price an entry stays out; an exit goes out all the same. */
function nonePriced(part: Part): Priced {
  return part === 'exit' ? { kind: 'market' } : { kind: 'none' };
}
