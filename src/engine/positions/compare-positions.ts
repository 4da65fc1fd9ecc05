/**
 * What the copies of a follower ought to hold beside what its account holds. What somebody traded there by hand is
 * their own: it is named, and neither counted as a copy nor touched.
 */
import type { HoldingReading, PositionReading } from '../../brokers/port.ts';
import type { Book, Holding } from '../../core/book/book.ts';
import type { Exchange, Product, Side } from '../../core/orders/order.ts';
import { deliveryUnits } from './delivery-units.ts';
import { heldUnits, isSamePosition, NETTED_PRODUCTS, type PositionName } from './held-units.ts';

export type PositionStanding =
  /** The account holds all that its copies hold. */
  | 'in_sync'
  /** It holds less on that side: an exit will be smaller than the copies. */
  | 'drifted'
  /** No copy holds any of it. */
  | 'foreign'
  /** Orders of copies are on their way there: it cannot be told yet. */
  | 'settling'
  /** Shares may lie among the holdings, which were not read; or some were sold today, and the holdings may tell late. */
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

/** What was read of a follower's account. */
export interface AccountReading {
  /** All of them. */
  readonly positions: readonly PositionReading[];
  /** All of them; null: they were not read. */
  readonly holdings: readonly HoldingReading[] | null;
}

export function comparePositions(
  book: Book,
  follower: string,
  { positions, holdings: shares }: AccountReading,
): readonly ComparedPosition[] {
  const holdings = [...book.holdings.values()].filter((holding) => copiedIn(holding, follower) !== 0);
  const busy = new Set(
    [...book.openCopies.values()].filter((copy) => copy.follower === follower).map(({ holding }) => holding),
  );
  const own = holdings.map((holding) =>
    compareHolding(holding, follower, { positions, holdings: shares }, busy.has(holding)),
  );
  const names = [...busy, ...holdings].map(({ instrument, product }) => ({ ...instrument, product }));
  const foreign = [
    ...positions.map(toForeign),
    ...(shares ?? []).map((one) => toForeignShares(one, positions)),
  ];
  // Shares that were traded today and held before stand in both lists.
  const last = foreign.filter(
    (one, index) => !foreign.slice(index + 1).some((later) => isSamePosition(later, one)),
  );
  const seen = last.filter((one) => one.held !== 0 && !names.some((name) => isSamePosition(name, one)));
  return [...own, ...seen];
}

function compareHolding(
  holding: Holding,
  follower: string,
  account: AccountReading,
  isBusy: boolean,
): ComparedPosition {
  const { instrument, product } = holding;
  const copied = copiedIn(holding, follower);
  const { least: held, most } = unitsIn(account, { ...instrument, product });
  const sign = Math.sign(copied);
  const missing = most === null ? 0 : Math.max(0, (copied - Math.max(0, most * sign) * sign) * sign);
  const isThere = held * sign >= copied * sign;
  const standing = standingOf({ isBusy, isCertain: most !== null && (isThere || missing > 0), missing });
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

/** `most` is null where it cannot be told. */
function unitsIn({ positions, holdings }: AccountReading, of: PositionName) {
  const held = heldUnits(positions, of);
  if (NETTED_PRODUCTS.has(of.product)) return { least: held, most: held };
  if (of.product === 'delivery' && holdings !== null) return deliveryUnits(holdings, positions, of);
  return { least: held, most: null };
}

function standingOf(seen: {
  readonly isBusy: boolean;
  readonly isCertain: boolean;
  readonly missing: number;
}): PositionStanding {
  if (seen.isBusy) return 'settling';
  if (!seen.isCertain) return 'not_compared';
  return seen.missing > 0 ? 'drifted' : 'in_sync';
}

function toForeign(position: PositionReading): ComparedPosition {
  const { exchange, symbolToken, tradingSymbol, product, netQuantity } = position;
  const facts = { exchange, symbolToken, tradingSymbol, product, copied: 0, held: netQuantity };
  return { ...facts, standing: 'foreign', mend: null };
}

function toForeignShares(share: HoldingReading, positions: readonly PositionReading[]): ComparedPosition {
  const { exchange, symbolToken, tradingSymbol } = share;
  const held = deliveryUnits([share], positions, share).least;
  const facts = { exchange, symbolToken, tradingSymbol, product: 'delivery', copied: 0, held } as const;
  return { ...facts, standing: 'foreign', mend: null };
}

function copiedIn(holding: Holding, follower: string): number {
  return holding.copied.get(follower)?.quantity ?? 0;
}
