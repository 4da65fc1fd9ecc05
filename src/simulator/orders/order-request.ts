/** Reading a placeOrder or modifyOrder body, and what is refused in the reply already. */
import type { Instrument, Instruments } from '../market/instrument.ts';
import type { Market } from '../market/market.ts';
import { formatRupees, type Price, parsePrice } from '../market/price.ts';
import {
  DURATIONS,
  isStop,
  ORDER_TYPES,
  type OrderChange,
  type OrderRequest,
  PRODUCTS,
  SIDES,
  VARIETIES,
} from './order.ts';
import { isOutside, limitPriceBand } from './protection.ts';

export type Body = Readonly<Record<string, unknown>>;

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Refusal {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

export type Read<T> = { readonly ok: true; readonly value: T } | Refusal;

/** `ordertag` must be shorter than this (SmartAPI docs 2026). */
const ORDER_TAG_LIMIT = 20;

function refusal(code: string, message: string): Refusal {
  return { ok: false, code, message };
}

const INVALID_PARAMETERS = refusal('AB1007', 'INVALID PARAMETERS');
/** Recorded 11-May-2026: a request may not say AMO, though the book does. */
const INVALID_VARIETY = refusal('AB1007', 'Invalid Order Variety. Value should be NORMAL, STOPLOSS, ROBO');

function memberOf<T extends string>(words: readonly T[], value: unknown): T | null {
  return words.find((word) => word === value) ?? null;
}

/** Null where the variety is one that requests may have. */
export function refuseVariety(body: Body): Refusal | null {
  return memberOf(VARIETIES, body.variety) === null ? INVALID_VARIETY : null;
}

/** Reads a whole order. `cautionary`: symbols under surveillance, which need `scripconsent`. */
export function readOrderRequest(
  body: Body,
  world: { instruments: Instruments; market: Market; cautionary: readonly string[] },
): Read<OrderRequest> {
  const variety = memberOf(VARIETIES, body.variety);
  if (variety === null) return INVALID_VARIETY;
  const tag = textOf(body.ordertag);
  if (tag.length >= ORDER_TAG_LIMIT) {
    return refusal('AB4008', 'ordertag length should be less than 20 characters');
  }
  const instrument = world.instruments.byToken(textOf(body.exchange), textOf(body.symboltoken));
  if (instrument === null || instrument.symbol !== body.tradingsymbol) {
    return refusal('AB4006', 'Invalid symboltoken');
  }
  const side = memberOf(SIDES, body.transactiontype);
  const change = readOrderChange(body, { instrument, market: world.market });
  if (!change.ok) return change;
  if (side === null) return INVALID_PARAMETERS;
  const scripConsent = textOf(body.scripconsent) || null;
  if (world.cautionary.includes(instrument.symbol) && scripConsent !== 'yes') {
    return refusal(
      'AB4036',
      `${instrument.symbol} is in the cautionary listings. Set scripconsent to place it`,
    );
  }
  const disclosedQuantity = parseQuantity(body.disclosedquantity ?? 0) ?? 0;
  return {
    ok: true,
    value: { ...change.value, variety, instrument, side, tag, scripConsent, disclosedQuantity },
  };
}

/** Reads what a modification may change; `instrument` is that of the order. */
export function readOrderChange(
  body: Body,
  { instrument, market }: { instrument: Instrument; market: Market },
): Read<OrderChange> {
  const product = memberOf(PRODUCTS, body.producttype);
  if (product === null) return refusal('AB1012', 'Invalid Product Type');
  const orderType = memberOf(ORDER_TYPES, body.ordertype);
  const duration = memberOf(DURATIONS, body.duration);
  const quantity = parseQuantity(body.quantity);
  const limitPrice = parsePrice(body.price ?? 0);
  const triggerPrice = parsePrice(body.triggerprice ?? 0);
  if (orderType === null || duration === null || quantity === null || quantity === 0)
    return INVALID_PARAMETERS;
  if (limitPrice === null || triggerPrice === null) return INVALID_PARAMETERS;
  const isLimit = orderType === 'LIMIT' || orderType === 'STOPLOSS_LIMIT';
  if (isLimit && limitPrice === 0) return INVALID_PARAMETERS;
  if (isStop(orderType) && triggerPrice === 0) return INVALID_PARAMETERS;
  if (duration === 'IOC' && instrument.exchange === 'MCX') {
    return refusal('AB1007', 'IOC orders are not allowed for commodities segment');
  }
  if (isLimit) {
    const outside = refuseLimitPrice(instrument, limitPrice, market);
    if (outside) return outside;
  }
  const value: OrderChange = {
    product,
    orderType,
    duration,
    quantity,
    limitPrice: isLimit ? limitPrice : 0,
    triggerPrice: isStop(orderType) ? triggerPrice : 0,
  };
  return { ok: true, value };
}

/** The words were reported (SmartAPI forum 4703); their code was not, and is the catch-all here. */
function refuseLimitPrice(instrument: Instrument, limitPrice: Price, market: Market): Refusal | null {
  const last = market.last(instrument);
  if (last === null) return null;
  const band = limitPriceBand(instrument, last);
  if (band === null || !isOutside(limitPrice, band)) return null;
  const bound =
    limitPrice < band.low ? `above ${formatRupees(band.low)}` : `below ${formatRupees(band.high)}`;
  return refusal(
    'AB1007',
    'Order price is beyond the Limit Price Protection range defined by the exchange. ' +
      `Please set the limit price ${bound}`,
  );
}

function parseQuantity(value: unknown): number | null {
  const quantity = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof quantity === 'number' && Number.isInteger(quantity) && quantity >= 0 ? quantity : null;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
