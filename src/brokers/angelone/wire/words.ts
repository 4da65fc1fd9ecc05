/**
 * SmartAPI's words and ours. Each list is closed: a word that is not in it is refused where it is read.
 * (SmartAPI docs 2026, Orders.)
 */
import {
  EXCHANGES,
  type Exchange,
  type Product,
  type Side,
  type Variety,
} from '../../../core/orders/order.ts';

export const SIDE_BY_WORD: ReadonlyMap<string, Side> = new Map([
  ['BUY', 'buy'],
  ['SELL', 'sell'],
]);

export type OrderTypeWord = 'MARKET' | 'LIMIT' | 'STOPLOSS_LIMIT' | 'STOPLOSS_MARKET';

export const ORDER_TYPE_WORDS: ReadonlyMap<string, OrderTypeWord> = new Map([
  ['MARKET', 'MARKET'],
  ['LIMIT', 'LIMIT'],
  ['STOPLOSS_LIMIT', 'STOPLOSS_LIMIT'],
  ['STOPLOSS_MARKET', 'STOPLOSS_MARKET'],
]);

export const PRODUCT_BY_WORD: ReadonlyMap<string, Product> = new Map([
  ['INTRADAY', 'intraday'],
  ['DELIVERY', 'delivery'],
  ['CARRYFORWARD', 'carryforward'],
  ['MARGIN', 'margin'],
  ['BO', 'bracket'],
]);

/** A book shows AMO for after-market orders, which are placed as NORMAL (recorded 2026-05-12). */
export const VARIETY_BY_WORD: ReadonlyMap<string, Variety> = new Map([
  ['NORMAL', 'normal'],
  ['STOPLOSS', 'stoploss'],
  ['AMO', 'amo'],
  ['ROBO', 'robo'],
]);

export const EXCHANGE_BY_WORD: ReadonlyMap<string, Exchange> = new Map(
  EXCHANGES.map((exchange) => [exchange, exchange]),
);

/** Statuses after which nothing more happens to an order. Every other word, known or not, is alive. */
export const TERMINAL_STATUSES: ReadonlySet<string> = new Set([
  'complete',
  'rejected',
  'cancelled',
  'cancelled after market order',
]);
