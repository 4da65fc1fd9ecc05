/**
 * What the master holds. The broker's positions say it of all but shares in delivery: those of earlier days lie among
 * the holdings, and whether today's trades are in there already is not documented. What was followed here stands as
 * far as the broker's lists allow it.
 */
import type { HoldingReading, OrderReading, PositionReading } from '../../brokers/port.ts';
import type { Book } from '../../core/book/book.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import { type InstrumentName, isSameInstrument } from '../copies/live-copies.ts';
import { heldUnits } from '../positions/held-units.ts';

export interface MasterReading {
  /** The order book. */
  readonly readings: readonly OrderReading[];
  readonly positions: readonly PositionReading[];
  /** Null: they could not be read. */
  readonly shares: readonly HoldingReading[] | null;
}

/** The positions with all fills of the order book. */
export function positionsNow({ positions, shares }: MasterReading, followed: Book): MasterPosition[] {
  return [...positions.filter(isNetted), ...sharesOf(followed, { positions, shares, traded: [] })];
}

/** The positions before the fills of the order book, for a day whose orders are still to be decided. */
export function positionsBefore(
  { readings, positions, shares }: MasterReading,
  followed: Book,
): MasterPosition[] {
  const traded = readings.flatMap((reading) =>
    reading.ok && reading.order.filledQuantity > 0 ? [reading.order] : [],
  );
  const before = [...positions, ...traded.map(takenBack)];
  return [...before.filter(isNetted), ...sharesOf(followed, { positions: before, shares, traded })];
}

function takenBack(order: OrderSnapshot): MasterPosition {
  const { exchange, symbolToken, tradingSymbol, product, side, filledQuantity } = order;
  const netQuantity = side === 'buy' ? -filledQuantity : filledQuantity;
  return { exchange, symbolToken, tradingSymbol, product, netQuantity };
}

function isNetted({ product }: Pick<MasterPosition, 'product'>): boolean {
  return product !== 'delivery';
}

interface DeliveryLists {
  readonly positions: readonly MasterPosition[];
  readonly shares: readonly HoldingReading[] | null;
  /** Orders that the positions are without; the holdings may have moved with them or not. */
  readonly traded: readonly OrderSnapshot[];
}

/** Where nothing was followed, as many as there certainly are. */
function sharesOf(followed: Book, lists: DeliveryLists): MasterPosition[] {
  const own = [...followed.holdings.values()]
    .filter(({ product }) => product === 'delivery')
    .map(({ instrument, master }) => ({ ...instrument, master }));
  const named = [...own, ...(lists.shares ?? []), ...lists.positions.filter((one) => !isNetted(one))];
  const names = named.filter(
    (name, index) => named.findIndex((one) => isSameInstrument(one, name)) === index,
  );
  return names.flatMap((name): MasterPosition[] => {
    const { least, most } = boundsOf(name, lists);
    const ofOwn = own.find((one) => isSameInstrument(one, name))?.master ?? least;
    const netQuantity = Math.min(most, Math.max(least, ofOwn));
    const { exchange, symbolToken, tradingSymbol } = name;
    return netQuantity === 0
      ? []
      : [{ exchange, symbolToken, tradingSymbol, product: 'delivery', netQuantity }];
  });
}

/** Below zero is what was sold of shares that no list has: what is bought back then opens nothing. */
function boundsOf(name: InstrumentName, { positions, shares, traded }: DeliveryLists) {
  const today = heldUnits(positions, { ...name, product: 'delivery' });
  if (shares === null) return { least: today, most: Number.POSITIVE_INFINITY };
  const moved = (side: OrderSnapshot['side']) =>
    traded
      .filter((order) => order.product === 'delivery' && order.side === side && isSameInstrument(order, name))
      .reduce((sum, { filledQuantity }) => sum + filledQuantity, 0);
  const earlier = shares
    .filter((one) => isSameInstrument(one, name))
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const before = Math.max(0, earlier - moved('buy'));
  return {
    least: today < 0 ? before + today : Math.max(before, today),
    most: earlier + moved('sell') + Math.max(0, today),
  };
}
