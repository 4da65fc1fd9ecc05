import {
  add,
  divide,
  multiply,
  multiplyByInteger,
  type Ratio,
  ratio,
  subtract,
  ZERO,
} from '../../core/exact.ts';
import type { OrderTicket } from '../port.ts';
import type { PaperOrder } from './paper-order.ts';

export interface PaperPosition {
  /** The instrument and the product are those of its first order. */
  readonly ticket: OrderTicket;
  /** Units; below zero is short. */
  readonly net: number;
  /** Rupees, at average cost; zero where flat. */
  readonly average: Ratio;
}

/** The positions that the fills of all orders make, at average cost. */
export function gatherPositions(orders: Iterable<PaperOrder>): readonly PaperPosition[] {
  const positions = new Map<string, PaperPosition>();
  for (const { ticket, fillPrice } of orders) {
    if (fillPrice === null) continue;
    const key = `${ticket.exchange} ${ticket.symbolToken ?? ticket.tradingSymbol} ${ticket.product}`;
    const before = positions.get(key) ?? { ticket, net: 0, average: ZERO };
    positions.set(key, addFill(before, signedQuantity(ticket), fillPrice));
  }
  return [...positions.values()];
}

/** What all fills together paid (below zero) or brought. */
export function sumCash(orders: Iterable<PaperOrder>): Ratio {
  let cash = ZERO;
  for (const { ticket, fillPrice } of orders)
    if (fillPrice !== null) cash = subtract(cash, multiplyByInteger(fillPrice, signedQuantity(ticket)));
  return cash;
}

/** The result of closing the position at a price. */
export function unrealisedOf({ net, average }: PaperPosition, price: Ratio): Ratio {
  return multiply(subtract(price, average), ratio(net));
}

function addFill(position: PaperPosition, quantity: number, price: Ratio): PaperPosition {
  const net = position.net + quantity;
  const grows = position.net === 0 || position.net > 0 === quantity > 0;
  const flips = !grows && net !== 0 && net > 0 !== position.net > 0;
  if (net === 0) return { ...position, net, average: ZERO };
  if (flips) return { ...position, net, average: price };
  if (!grows) return { ...position, net };
  const cost = add(multiplyByInteger(position.average, position.net), multiplyByInteger(price, quantity));
  return { ...position, net, average: divide(cost, ratio(net)) };
}

function signedQuantity({ side, quantity }: OrderTicket): number {
  return side === 'buy' ? quantity : -quantity;
}
