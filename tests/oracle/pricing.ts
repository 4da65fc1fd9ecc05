/** 4.6 Price and 4.8 Slices. */
import type { Execution } from './config.ts';
import {
  ceiling,
  compare,
  decimal,
  type Fraction,
  floor,
  fraction,
  minus,
  one,
  over,
  plus,
  times,
} from './fraction.ts';
import type { Facts } from './instrument-facts.ts';
import type { Reading } from './reading.ts';

/** LIMIT at a price, or MARKET at none. */
export type Price =
  | { readonly orderType: 'LIMIT'; readonly price: Fraction; readonly trigger: null }
  | { readonly orderType: 'MARKET'; readonly price: null; readonly trigger: null };
/** Or a stop, of a copy that rests. */
export type EntryPrice =
  | Price
  | {
      readonly orderType: 'STOPLOSS_LIMIT' | 'STOPLOSS_MARKET';
      readonly price: Fraction | null;
      readonly trigger: Fraction;
    };
/** An entry can have no price where one is needed. */
export type Pricing = Price | 'NO_PRICE';

const MARKET: Price = { orderType: 'MARKET', price: null, trigger: null };
const percent = (value: string) => over(decimal(value) ?? one, fraction(100));

/** The broker's table of options: the slippage in the bands "below 10, [10, 20), [20, 50], above 50". */
function optionSlippage(bands: readonly [string, string, string, string], premium: Fraction): Fraction {
  if (compare(premium, fraction(10)) < 0) return percent(bands[0]);
  if (compare(premium, fraction(20)) < 0) return percent(bands[1]);
  return compare(premium, fraction(50)) <= 0 ? percent(bands[2]) : percent(bands[3]);
}

/** Angel One's table of market price protection (Dec-2024). */
function tableSlippage(facts: Facts, reference: Fraction): Fraction {
  const option = facts.kind === 'call' || facts.kind === 'put';
  switch (facts.slippageClass) {
    case 'cash':
      return percent('0.5');
    case 'index':
      return option ? optionSlippage(['20', '10', '5', '2.5'], reference) : percent('0.5');
    case 'stock':
      return option ? optionSlippage(['40', '20', '10', '5'], reference) : percent('1');
    case 'commodity':
      return option ? optionSlippage(['20', '10', '5', '2.5'], reference) : percent('1');
  }
}

/**
 * "The *protected price* is the reference made worse by the slippage". "An entry's protected price is rounded to the
 * tick inwards (a buy down, a sell up), an exit's outwards; one tick at least."
 * AMBIGUOUS (24): it is the price that is one tick at least (not its distance from the reference).
 */
function protectedPrice(
  order: Pick<Reading, 'reference' | 'side' | 'facts'>,
  execution: Execution,
  part: 'entry' | 'exit',
): Fraction | null {
  const { reference, side, facts } = order;
  if (reference === null) return null;
  const { slippage: stated = 'auto' } = execution;
  const slippage =
    stated === 'auto' ? tableSlippage(facts, reference) : percent(stated.replace('%', '').trim());
  const worse = times(reference, side === 'buy' ? plus(one, slippage) : minus(one, slippage));
  const ticks = over(worse, facts.tick);
  const down = (part === 'entry') === (side === 'buy');
  const whole = down ? floor(ticks) : ceiling(ticks);
  return times(fraction(whole < 1n ? 1n : whole), facts.tick);
}

const limitAt = (price: Fraction | null): Pricing =>
  price === null ? 'NO_PRICE' : { orderType: 'LIMIT', price, trigger: null };

/** The table of 4.6, column "an entry". */
export function priceEntry(order: Reading, execution: Execution): Pricing {
  const { as = 'auto' } = execution;
  // `market`: "MARKET". `same`: "as the master sent it; a stop that has executed as `auto`" (a fill was seen, so it has).
  if (as === 'market' || (as === 'same' && order.orderType === 'market')) return MARKET;
  // `auto`: "master LIMIT → LIMIT at the master's limit price, as it is; MARKET and stops → LIMIT at the protected price."
  if (as !== 'limit' && order.orderType === 'limit') return limitAt(order.limitPrice);
  // `limit`: "LIMIT at the protected price".
  return limitAt(protectedPrice(order, execution, 'entry'));
}

/**
 * "Under `placed` a resting stop stays a STOPLOSS_LIMIT with the master's trigger"; `same`: "as the master sent it; a stop
 * that has executed as `auto`".
 * AMBIGUOUS (33): whatever `as` says, for else the copy would go in before the master. Its limit price is the master's where
 * it has one and `as` is not `limit`; else the protected price, of the trigger where there is no other reference.
 */
export function priceResting(order: Reading, execution: Execution): EntryPrice | 'NO_PRICE' {
  const { triggerPrice: trigger, limitPrice } = order;
  if (trigger === null || order.filled > 0) return priceEntry(order, execution);
  if (execution.as === 'same' && order.orderType === 'stop_market')
    return { orderType: 'STOPLOSS_MARKET', price: null, trigger };
  const own = execution.as === 'limit' ? null : limitPrice;
  const price = own ?? protectedPrice({ ...order, reference: limitPrice ?? trigger }, execution, 'entry');
  return { orderType: 'STOPLOSS_LIMIT', price, trigger };
}

/** The column "an exit". "No reference where one is needed: … an exit goes out as MARKET." */
export function priceExit(order: Reading, execution: Execution): Price {
  const { as = 'auto' } = execution;
  if (as === 'market' || (as === 'same' && order.orderType === 'market')) return MARKET;
  if (as === 'same' && order.orderType === 'limit' && order.limitPrice !== null)
    return { orderType: 'LIMIT', price: order.limitPrice, trigger: null };
  const price = protectedPrice(order, execution, 'exit');
  if (price === null) return MARKET;
  // `auto`: "or at the master's limit price (of a stop_limit too) where that is the more aggressive".
  const { limitPrice } = order;
  if (as !== 'limit' && limitPrice !== null) {
    const difference = compare(limitPrice, price);
    if (order.side === 'buy' ? difference > 0 : difference < 0)
      return { orderType: 'LIMIT', price: limitPrice, trigger: null };
  }
  return { orderType: 'LIMIT', price, trigger: null };
}

/**
 * 4.8: "A quantity above the freeze quantity becomes several orders, full slices first, each a whole number of lots."
 * null: "A freeze below one lot".
 * AMBIGUOUS (25): of an unknown lot size no slice is a whole number of lots, so an exit goes unsliced.
 */
export function slice(quantity: number, { freeze, lot }: Facts): number[] | null {
  if (freeze === null || quantity <= freeze) return [quantity];
  const full = lot === null ? 0 : Math.floor(freeze / lot) * lot;
  if (full === 0) return null;
  const slices: number[] = [];
  for (let left = quantity; left > 0; left -= full) slices.push(Math.min(left, full));
  return slices;
}
