import type { Instrument } from '../market/instrument.ts';
import type { Price } from '../market/price.ts';
import type { Product, Trade } from '../orders/order.ts';

/** What was bought and sold of one instrument in one product. Values are quantity × price. */
export interface Position {
  readonly instrument: Instrument;
  readonly product: Product;
  /** Carried forward from earlier days. */
  carriedBuyQuantity: number;
  carriedSellQuantity: number;
  carriedBuyValue: number;
  carriedSellValue: number;
  buyQuantity: number;
  sellQuantity: number;
  buyValue: number;
  sellValue: number;
}

export function openPosition(instrument: Instrument, product: Product): Position {
  return {
    instrument,
    product,
    carriedBuyQuantity: 0,
    carriedSellQuantity: 0,
    carriedBuyValue: 0,
    carriedSellValue: 0,
    buyQuantity: 0,
    sellQuantity: 0,
    buyValue: 0,
    sellValue: 0,
  };
}

/** A holding of earlier days: `quantity` below 0 is short. */
export function carryForward(position: Position, quantity: number, price: Price): void {
  if (quantity >= 0) {
    position.carriedBuyQuantity += quantity;
    position.carriedBuyValue += quantity * price;
  } else {
    position.carriedSellQuantity -= quantity;
    position.carriedSellValue -= quantity * price;
  }
}

export function addTrade(position: Position, { order, quantity, price }: Trade): void {
  if (order.side === 'BUY') {
    position.buyQuantity += quantity;
    position.buyValue += quantity * price;
  } else {
    position.sellQuantity += quantity;
    position.sellValue += quantity * price;
  }
}

/** Everything that the broker derives from the sums. */
export interface PositionSummary {
  readonly totalBuyQuantity: number;
  readonly totalSellQuantity: number;
  readonly totalBuyValue: number;
  readonly totalSellValue: number;
  readonly netQuantity: number;
  /** Of the side that is open; 0 when flat. */
  readonly netPrice: Price;
  /** Average cost: what was both bought and sold. */
  readonly realised: Price;
  /** At the last price. */
  readonly unrealised: Price;
}

export function summarise(position: Position, last: Price | null): PositionSummary {
  const totalBuyQuantity = position.buyQuantity + position.carriedBuyQuantity;
  const totalSellQuantity = position.sellQuantity + position.carriedSellQuantity;
  const totalBuyValue = position.buyValue + position.carriedBuyValue;
  const totalSellValue = position.sellValue + position.carriedSellValue;
  const buyAverage = average(totalBuyValue, totalBuyQuantity);
  const sellAverage = average(totalSellValue, totalSellQuantity);
  const netQuantity = totalBuyQuantity - totalSellQuantity;
  const netPrice = netQuantity > 0 ? buyAverage : netQuantity < 0 ? sellAverage : 0;
  const closed = Math.min(totalBuyQuantity, totalSellQuantity);
  return {
    totalBuyQuantity,
    totalSellQuantity,
    totalBuyValue,
    totalSellValue,
    netQuantity,
    netPrice,
    realised: closed * (sellAverage - buyAverage),
    unrealised: last === null ? 0 : netQuantity * (last - netPrice),
  };
}

export function average(value: number, quantity: number): Price {
  return quantity === 0 ? 0 : value / quantity;
}
