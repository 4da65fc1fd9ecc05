/** To what price an exit that rests unfilled is changed, within bounds. Pure. */
import { add, compare, multiply, ONE, type Ratio, roundToStep, subtract } from '../exact.ts';
import type { InstrumentFacts } from '../orders/instrument.ts';
import type { Side } from '../orders/order.ts';
import type { Chase, Execution } from '../policy/policy.ts';
import { publishedSlippage } from './pricing.ts';

/** An exit that rests. Prices in rupees. */
export interface ChasedExit {
  readonly side: Side;
  /** What was decided: the bound is measured from it, however often the price has been changed since. */
  readonly first: Ratio;
  /** At which it rests. */
  readonly present: Ratio;
  /** What its instrument traded at last; null where that is not known. */
  readonly lastPrice: Ratio | null;
  readonly instrument: Pick<InstrumentFacts, 'tickSize' | 'slippageClass'>;
}

/**
 * The last price made worse by the slippage, outwards to the tick; where the last price is not known, the present price
 * made worse once more. Never beyond the bound, never back to a better price, one tick at least.
 */
export function chasePrice(
  exit: ChasedExit,
  within: Chase['within'],
  slippage: Execution['slippage'],
): Ratio {
  return worse(exit.present, protectedPrice(exit, within, slippage), exit.side);
}

/**
 * At which price an exit that was turned down goes again: its old one may lie outside what the exchange takes by now, on
 * either side. As `chasePrice`, but also back to a better one. Null where the last price is not known.
 */
export function freshPrice(
  exit: ChasedExit,
  within: Chase['within'],
  slippage: Execution['slippage'],
): Ratio | null {
  return exit.lastPrice === null ? null : protectedPrice(exit, within, slippage);
}

function protectedPrice(exit: ChasedExit, within: Chase['within'], slippage: Execution['slippage']): Ratio {
  const { side, present, lastPrice, instrument } = exit;
  const reference = lastPrice ?? present;
  const share = slippage === 'auto' ? publishedSlippage(instrument.slippageClass, reference) : slippage;
  const wanted = roundToStep(
    worsen(reference, share, side),
    instrument.tickSize,
    side === 'buy' ? 'up' : 'down',
  );
  return better(wanted, chaseBound(exit, within), side);
}

/** Whether it rests at the worst price that it may come to. */
export function isAtBound(exit: ChasedExit, within: Chase['within']): boolean {
  return compare(worse(exit.present, chaseBound(exit, within), exit.side), exit.present) === 0;
}

/** The worst price that it may come to: on the tick, never beyond `within` of the first price but for one tick. */
function chaseBound(
  { side, first, instrument: { tickSize, slippageClass } }: ChasedExit,
  within: Chase['within'],
): Ratio {
  const share = within === 'auto' ? publishedSlippage(slippageClass, first) : within;
  const inwards = side === 'buy' ? 'down' : 'up';
  const farthest = roundToStep(worsen(first, share, side), tickSize, inwards);
  const nextTick = side === 'buy' ? add(first, tickSize) : subtract(first, tickSize);
  const bound = worse(farthest, nextTick, side);
  return compare(bound, tickSize) < 0 ? tickSize : bound;
}

function worsen(price: Ratio, share: Ratio, side: Side): Ratio {
  return multiply(price, side === 'buy' ? add(ONE, share) : subtract(ONE, share));
}

function worse(a: Ratio, b: Ratio, side: Side): Ratio {
  const aIsHigher = compare(a, b) >= 0;
  return aIsHigher === (side === 'buy') ? a : b;
}

function better(a: Ratio, b: Ratio, side: Side): Ratio {
  return worse(a, b, side === 'buy' ? 'sell' : 'buy');
}
