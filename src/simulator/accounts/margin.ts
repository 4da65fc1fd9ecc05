/**
 * A simple margin model, a guess throughout: what matters is that money runs out, that buying options and shares
 * costs what they cost, and that closing a position costs nothing.
 */

import type { Instrument } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import type { Price } from '../market/price.ts';
import { type OrderRequest, type Product, remainingOf, type Side } from '../orders/order.ts';
import { protectedPrice } from '../orders/protection.ts';
import type { Account } from './account.ts';
import { summarise } from './position.ts';

const FUTURE_RATE = 0.15;
const SHORT_OPTION_RATE = 0.12;
const INTRADAY_RATE = 0.2;
const MARGIN_TRADING_RATE = 0.25;

/** What `quantity` units cost to open at `price`. */
export function marginOf(
  instrument: Instrument,
  terms: { product: Product; side: Side; quantity: number; price: Price },
): Price {
  const { product, side, quantity, price } = terms;
  if (instrument.kind === 'option') {
    return side === 'BUY' ? quantity * price : quantity * (instrument.strike ?? price) * SHORT_OPTION_RATE;
  }
  if (instrument.kind === 'future') return quantity * price * FUTURE_RATE;
  if (product === 'DELIVERY') return side === 'BUY' ? quantity * price : 0;
  return quantity * price * (product === 'MARGIN' ? MARGIN_TRADING_RATE : INTRADAY_RATE);
}

/** What an order still needs: only the part that does not close a position. */
export function marginOfRequest(
  account: Account,
  request: Pick<OrderRequest, 'instrument' | 'product' | 'side' | 'quantity' | 'limitPrice'>,
  market: Market,
): Price {
  const { instrument, product, side } = request;
  const held = account.findPosition(instrument, product);
  const net = held ? summarise(held, null).netQuantity : 0;
  const closes = side === 'BUY' ? Math.max(0, -net) : Math.max(0, net);
  const opens = Math.max(0, request.quantity - closes);
  const last = market.last(instrument);
  const price =
    request.limitPrice > 0 || last === null ? request.limitPrice : protectedPrice(instrument, side, last);
  return marginOf(instrument, { product, side, quantity: opens, price });
}

export interface Funds {
  readonly available: Price;
  /** Margins of positions and of orders that rest. */
  readonly used: Price;
  readonly realised: Price;
  readonly unrealised: Price;
}

/** An order that is still on its way in blocks nothing: its own money is being checked. */
export function fundsOf(account: Account, market: Market): Funds {
  let used = 0;
  let realised = 0;
  let unrealised = 0;
  for (const position of account.positions()) {
    const { instrument, product } = position;
    const summary = summarise(position, market.last(instrument));
    const side = summary.netQuantity >= 0 ? 'BUY' : 'SELL';
    const terms = {
      product,
      side,
      quantity: Math.abs(summary.netQuantity),
      price: summary.netPrice,
    } as const;
    used += marginOf(instrument, terms);
    realised += summary.realised;
    unrealised += summary.unrealised;
  }
  for (const order of account.orders) {
    if (order.phase === 'done' || order.phase === 'entering') continue;
    used += marginOfRequest(account, { ...order, quantity: remainingOf(order) }, market);
  }
  return { available: account.cash + realised - used, used, realised, unrealised };
}
