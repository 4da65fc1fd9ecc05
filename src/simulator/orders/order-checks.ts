/**
 * Why the broker's risk desk or the exchange rejects an order after its placing was acknowledged. The words on funds
 * and on the price band are recorded; those on lots, ticks, freeze and a missing price are made up.
 */
import type { Account } from '../accounts/account.ts';
import { fundsOf, marginOfRequest } from '../accounts/margin.ts';
import type { Market } from '../market/market.ts';
import { formatFunds } from '../market/price.ts';
import { type Order, type OrderChange, remainingOf } from './order.ts';
import { circuitBand, isOutside } from './protection.ts';

/** What the exchange itself checks, of a new order and of a changed one. @returns null where all is well. */
export function findExchangeObjection(
  instrument: Order['instrument'],
  terms: Pick<OrderChange, 'quantity' | 'limitPrice' | 'triggerPrice' | 'orderType'>,
  market: Market,
): string | null {
  const { quantity, limitPrice, triggerPrice, orderType } = terms;
  const { lotSize, freezeQuantity, tick, symbol } = instrument;
  if (quantity % lotSize !== 0) {
    return `Order quantity ${quantity} is not a multiple of the lot size ${lotSize} of ${symbol}`;
  }
  if (freezeQuantity !== null && quantity > freezeQuantity) {
    return `Order quantity ${quantity} exceeds the exchange freeze limit ${freezeQuantity} of ${symbol}`;
  }
  if (limitPrice % tick !== 0 || triggerPrice % tick !== 0) {
    return `Order price is not a multiple of the tick size of ${symbol}`;
  }
  const quote = market.quote(instrument);
  if (quote === null) {
    return orderType === 'MARKET' ? `No last traded price for a market order in ${symbol}` : null;
  }
  if (limitPrice > 0 && isOutside(limitPrice, circuitBand(instrument, quote.close))) {
    return 'You are trying to place the order with a price which is outside circuit limits';
  }
  return null;
}

/** Money last: the broker blocks it only for what the exchange would take. */
export function findObjection(order: Order, account: Account, market: Market): string | null {
  const objection = findExchangeObjection(order.instrument, order, market);
  if (objection !== null) return objection;
  const needed = marginOfRequest(account, { ...order, quantity: remainingOf(order) }, market);
  const { available } = fundsOf(account, market);
  if (needed === 0 || needed <= available) return null;
  return (
    `Your order has been rejected due to Insufficient Funds. Available funds - Rs. ${formatFunds(available)} . ` +
    `You require Rs. ${formatFunds(needed)} funds to execute this order.`
  );
}
