/** From a decision to the orders that the journal holds before they are sent. */
import type { SessionDecision } from '../../core/copy-session.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { IstDay } from '../../core/ist-time.ts';
import type { Intent, NewIntent } from '../../journal/intent.ts';
import { orderTag } from './order-tag.ts';

export function planIntents(
  made: SessionDecision,
  at: { readonly day: IstDay; readonly atMs: number },
): NewIntent[] {
  const { decision, orderKey, revision, effect } = made;
  if (effect === 'none' || effect === 'modify' || effect === 'cancel') return [];
  const { follower } = decision;
  return decision.orders.map((order, slice) => ({
    tag: orderTag({ day: at.day, orderKey, follower, revision, slice, attempt: 0 }),
    day: at.day,
    follower,
    orderKey,
    revision,
    slice,
    effect,
    exchange: decision.exchange,
    symbolToken: made.symbolToken,
    tradingSymbol: decision.symbol,
    product: order.product,
    side: order.side,
    orderType: order.orderType,
    quantity: order.quantity,
    price: order.price === null ? null : formatDecimal(order.price),
    triggerPrice: order.triggerPrice === null ? null : formatDecimal(order.triggerPrice),
    plannedAtMs: at.atMs,
    // An entry leaves as soon as this is durable; an exit may first be made smaller.
    state: effect === 'entry' ? 'sending' : 'planned',
  }));
}

/**
 * The same order under a tag of its own, in the place of one that was refused without having been there. It is of the
 * same day: what its copy reduces may be gone on the next.
 */
export function planAgain(
  refused: Intent,
  at: { readonly atMs: number; readonly attempt: number },
): NewIntent {
  const { day, orderKey, follower, revision, slice } = refused;
  const { attempt } = at;
  return {
    tag: orderTag({ day, orderKey, follower, revision, slice, attempt }),
    day,
    follower,
    orderKey,
    revision,
    slice,
    effect: refused.effect,
    exchange: refused.exchange,
    symbolToken: refused.symbolToken,
    tradingSymbol: refused.tradingSymbol,
    product: refused.product,
    side: refused.side,
    orderType: refused.orderType,
    quantity: refused.quantity,
    price: refused.price,
    triggerPrice: refused.triggerPrice,
    plannedAtMs: at.atMs,
  };
}
