/**
 * What the copies of a follower ought to hold beside what its account holds. What somebody traded there by hand is
 * their own: it is named, and neither counted as a copy nor touched.
 */
import type { PositionReading } from '../brokers/port.ts';
import type { Book, Holding } from '../core/book.ts';
import type { Exchange, Product, Side } from '../core/order.ts';
import { heldUnits, NETTED_PRODUCTS } from './held-units.ts';
import { type InstrumentName, isSameInstrument } from './live-copies.ts';

export type PositionStanding =
  /** The account holds all that its copies hold. */
  | 'in_sync'
  /** It holds less on that side: an exit will be smaller than the copies. */
  | 'drifted'
  /** No copy holds any of it. */
  | 'foreign'
  /** Orders of copies are on their way there: it cannot be told yet. */
  | 'settling'
  /** Shares in delivery or margin may lie among the holdings, which are not read. */
  | 'not_compared';

export interface ComparedPosition {
  readonly exchange: Exchange;
  readonly symbolToken: string | null;
  readonly tradingSymbol: string;
  readonly product: Product;
  /** Units that copies hold; below zero is short. */
  readonly copied: number;
  /** Units that the account holds; below zero is short. */
  readonly held: number;
  readonly standing: PositionStanding;
  /** The order that would mend a drift; null where there is none. */
  readonly mend: { readonly side: Side; readonly quantity: number } | null;
}

/** @param positions all positions of the follower's account */
export function comparePositions(
  book: Book,
  follower: string,
  positions: readonly PositionReading[],
): readonly ComparedPosition[] {
  const holdings = [...book.holdings.values()].filter((holding) => copiedIn(holding, follower) !== 0);
  const busy = new Set(
    [...book.openCopies.values()].filter((copy) => copy.follower === follower).map(({ holding }) => holding),
  );
  const own = holdings.map((holding) => compareHolding(holding, follower, positions, busy.has(holding)));
  const names = [...busy, ...holdings].map(({ instrument, product }) => ({ ...instrument, product }));
  const foreign = positions.filter(
    (one) => one.netQuantity !== 0 && !names.some((name) => isSamePosition(name, one)),
  );
  return [...own, ...foreign.map(toForeign)];
}

function compareHolding(
  holding: Holding,
  follower: string,
  positions: readonly PositionReading[],
  isBusy: boolean,
): ComparedPosition {
  const { instrument, product } = holding;
  const copied = copiedIn(holding, follower);
  const held = heldUnits(positions, { ...instrument, product });
  const sign = Math.sign(copied);
  const missing = Math.max(0, (copied - Math.max(0, held * sign) * sign) * sign);
  const standing = standingOf({ isBusy, isNetted: NETTED_PRODUCTS.has(product), missing });
  const side = copied > 0 ? 'buy' : 'sell';
  return {
    exchange: instrument.exchange,
    symbolToken: instrument.symbolToken,
    tradingSymbol: instrument.tradingSymbol,
    product,
    copied,
    held,
    standing,
    mend: standing === 'drifted' ? { side, quantity: missing } : null,
  };
}

function standingOf(seen: {
  readonly isBusy: boolean;
  readonly isNetted: boolean;
  readonly missing: number;
}): PositionStanding {
  if (seen.isBusy) return 'settling';
  if (!seen.isNetted) return 'not_compared';
  return seen.missing > 0 ? 'drifted' : 'in_sync';
}

function toForeign(position: PositionReading): ComparedPosition {
  const { exchange, symbolToken, tradingSymbol, product, netQuantity } = position;
  const facts = { exchange, symbolToken, tradingSymbol, product, copied: 0, held: netQuantity };
  return { ...facts, standing: 'foreign', mend: null };
}

function copiedIn(holding: Holding, follower: string): number {
  return holding.copied.get(follower)?.quantity ?? 0;
}

type PositionName = InstrumentName & { readonly product: Product };

function isSamePosition(a: PositionName, b: PositionName): boolean {
  return a.product === b.product && isSameInstrument(a, b);
}
