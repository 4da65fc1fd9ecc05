import { compare, type Ratio } from '../../core/exact.ts';
import type { OrderTicket } from '../port.ts';

export interface PaperOrder {
  readonly id: string;
  readonly ticket: OrderTicket;
  readonly status: 'trigger pending' | 'complete' | 'cancelled' | 'rejected';
  /** Rupees; null before the fill. */
  readonly fillPrice: Ratio | null;
  /** Why it was rejected; empty otherwise. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly updatedAtMs: number;
}

/** What is wrong with a ticket, in a sentence; null where it can be an order. */
export function findTicketProblem(ticket: OrderTicket): string | null {
  if (!Number.isSafeInteger(ticket.quantity) || ticket.quantity < 1)
    return `${ticket.quantity} is no quantity of an order`;
  if (ticket.tradingSymbol === '' && ticket.symbolToken === null) return 'an order needs an instrument';
  const { orderType, limitPrice, triggerPrice } = ticket;
  if ((orderType === 'limit' || orderType === 'stop_limit') && !isPrice(limitPrice))
    return `a ${orderType} order needs a limit price`;
  return isStop(ticket) && !isPrice(triggerPrice) ? `a ${orderType} order needs a trigger price` : null;
}

/**
 * What becomes of an order at the last known price. A limit order fills at its limit, a market order at that price;
 * a stop waits until the price has reached its trigger.
 */
export function settleOrder(order: PaperOrder, price: Ratio | null, nowMs: number): PaperOrder {
  if (order.status !== 'trigger pending') return order;
  const { ticket } = order;
  if (isStop(ticket) && !hasTriggered(ticket, price)) return order;
  const fillPrice =
    ticket.orderType === 'limit' || ticket.orderType === 'stop_limit' ? ticket.limitPrice : price;
  return fillPrice === null
    ? { ...order, status: 'rejected', text: 'no price of this instrument is known', updatedAtMs: nowMs }
    : { ...order, status: 'complete', fillPrice, updatedAtMs: nowMs };
}

function hasTriggered({ side, triggerPrice }: OrderTicket, price: Ratio | null): boolean {
  if (price === null || triggerPrice === null) return false;
  const distance = compare(price, triggerPrice);
  return side === 'buy' ? distance >= 0 : distance <= 0;
}

function isStop({ orderType }: OrderTicket): boolean {
  return orderType === 'stop_limit' || orderType === 'stop_market';
}

function isPrice(price: Ratio | null): boolean {
  return price !== null && price.n > 0;
}
