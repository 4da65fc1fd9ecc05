import { formatDecimal, type Ratio } from '../../../core/exact.ts';
import type { OrderType, Product, Side } from '../../../core/orders/order.ts';
import type { OrderTicket } from '../../port.ts';
import { MAX_ORDER_TAG_LENGTH } from '../capabilities.ts';
import type { OrderTypeWord } from './words.ts';

/** A request body as SmartAPI takes it: texts only. */
export type OrderBody = Readonly<Record<string, string>>;

export type OrderBodyResult =
  | { readonly ok: true; readonly body: OrderBody }
  | { readonly ok: false; readonly problem: string };

export interface PlaceOptions {
  /** Consents to trade shares under surveillance; without it the broker refuses them (AB4036). */
  readonly scripConsent: boolean;
}

const ORDER_TYPE_WORD: Readonly<Record<OrderType, OrderTypeWord>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  stop_limit: 'STOPLOSS_LIMIT',
  stop_market: 'STOPLOSS_MARKET',
};
const SIDE_WORD: Readonly<Record<Side, string>> = { buy: 'BUY', sell: 'SELL' };
const PRODUCT_WORD: Readonly<Record<Exclude<Product, 'bracket'>, string>> = {
  intraday: 'INTRADAY',
  delivery: 'DELIVERY',
  carryforward: 'CARRYFORWARD',
  margin: 'MARGIN',
};
const NEEDS_PRICE: ReadonlySet<OrderType> = new Set(['limit', 'stop_limit']);
const NEEDS_TRIGGER: ReadonlySet<OrderType> = new Set(['stop_limit', 'stop_market']);
const TAG = /^[\x21-\x7e]*$/;

/** The body of placeOrder, or why there is none. AMO is never sent: out of hours the broker makes it one itself. */
export function toPlaceBody(
  ticket: OrderTicket,
  symbolToken: string,
  options: PlaceOptions,
): OrderBodyResult {
  const state = toOrderState(ticket, symbolToken);
  if (!state.ok) return state;
  const { body } = state;
  body.squareoff = '0';
  body.stoploss = '0';
  body.transactiontype = SIDE_WORD[ticket.side];
  body.ordertag = ticket.tag;
  if (options.scripConsent) body.scripconsent = 'yes';
  return { ok: true, body };
}

/** The body of modifyOrder: the whole state that is wanted, the trigger of a stop included. */
export function toModifyBody(orderId: string, ticket: OrderTicket, symbolToken: string): OrderBodyResult {
  const state = toOrderState(ticket, symbolToken);
  if (state.ok) state.body.orderid = orderId;
  return state;
}

export function toCancelBody(orderId: string, ticket: OrderTicket): OrderBody {
  return { variety: varietyOf(ticket), orderid: orderId };
}

type OrderState =
  | { readonly ok: true; readonly body: Record<string, string> }
  | { readonly ok: false; readonly problem: string };

function toOrderState(ticket: OrderTicket, symbolToken: string): OrderState {
  if (ticket.product === 'bracket') return { ok: false, problem: 'bracket orders (ROBO) are not placed' };
  const problem = findProblem(ticket);
  if (problem !== null) return { ok: false, problem };
  const price = NEEDS_PRICE.has(ticket.orderType) ? toPriceText(ticket.limitPrice) : '0';
  const trigger = NEEDS_TRIGGER.has(ticket.orderType) ? toPriceText(ticket.triggerPrice) : null;
  if (price === null) return { ok: false, problem: `a ${ticket.orderType} order needs a limit price` };
  if (NEEDS_TRIGGER.has(ticket.orderType) && trigger === null)
    return { ok: false, problem: `a ${ticket.orderType} order needs a trigger price` };
  const body: Record<string, string> = {
    variety: varietyOf(ticket),
    tradingsymbol: ticket.tradingSymbol,
    symboltoken: symbolToken,
    exchange: ticket.exchange,
    ordertype: ORDER_TYPE_WORD[ticket.orderType],
    producttype: PRODUCT_WORD[ticket.product],
    duration: 'DAY',
    quantity: String(ticket.quantity),
    price,
  };
  if (trigger !== null) body.triggerprice = trigger;
  return { ok: true, body };
}

function findProblem(ticket: OrderTicket): string | null {
  if (ticket.tradingSymbol === '') return 'an order needs a trading symbol';
  if (!Number.isSafeInteger(ticket.quantity) || ticket.quantity < 1)
    return `${ticket.quantity} is no quantity of an order`;
  if (ticket.tag.length > MAX_ORDER_TAG_LENGTH || !TAG.test(ticket.tag))
    return `an order tag has ${MAX_ORDER_TAG_LENGTH} characters at most, without blanks`;
  return null;
}

/** Stop orders go by a variety of their own (seen in code 2026-08). */
function varietyOf(ticket: OrderTicket): 'NORMAL' | 'STOPLOSS' {
  return NEEDS_TRIGGER.has(ticket.orderType) ? 'STOPLOSS' : 'NORMAL';
}

/** Exact decimal text; null where there is no price above zero, or none that decimals can write. */
function toPriceText(price: Ratio | null): string | null {
  if (price === null || price.n <= 0) return null;
  const text = formatDecimal(price);
  return /^[\d.]+$/.test(text) ? text : null;
}
