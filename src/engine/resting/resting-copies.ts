/** What the session knows of copies that rest, for those who send them, and what is told where they end otherwise. */
import { copyKey, type OrderState, type RestingCopy } from '../../core/book/book.ts';
import type { CopySession } from '../../core/copy-session.ts';
import type { PlannedOrder } from '../../core/deciding/decision.ts';
import { formatDecimal } from '../../core/exact.ts';
import type { Intent, NewIntent } from '../../journal/intent.ts';
import type { LiveCopy } from '../copies/live-copy.ts';
import { orderTag } from '../copies/order-tag.ts';

type CopyName = Pick<LiveCopy, 'orderKey' | 'follower' | 'revision'>;

/** What was decided of a copy that rests; null of any other. */
export function restingOf(session: CopySession, copy: CopyName): RestingCopy | null {
  return find(session, copy)?.resting ?? null;
}

/**
 * How a copy that rests is to stand at its follower: as was decided, or taken back where the master's order has ended and
 * the master is out of what it opened. An exit cancels it; where there was none to copy, it would come in long after.
 */
export function standsAs(session: CopySession, copy: CopyName): RestingCopy | null {
  const found = find(session, copy);
  if (found === null) return null;
  const { order, resting } = found;
  const open = session.book.openCopies.get(copyKey(copy.orderKey, copy.follower, copy.revision));
  const isLeft = open !== undefined && order.terminal && Math.sign(open.holding.master) !== open.sign;
  return isLeft ? { ...resting, state: 'cancelled' } : resting;
}

function find(session: CopySession, { orderKey, follower, revision }: CopyName) {
  const { book } = session;
  const order =
    book.openCopies.get(copyKey(orderKey, follower, revision))?.order ?? book.ordersById.get(orderKey);
  const resting = order?.followed?.copies.get(follower);
  return order && resting?.revision === revision ? { order, resting } : null;
}

/** One more order of a copy that rests: a slice of its own. */
export function planMore(copy: LiveCopy, wanted: PlannedOrder, atMs: number): NewIntent | null {
  const [like] = copy.orders;
  if (like === undefined) return null;
  const { day, orderKey, follower, revision, effect, exchange, symbolToken, tradingSymbol, product, side } =
    like.intent;
  const slice = Math.max(...copy.orders.map(({ intent }) => intent.slice)) + 1;
  return {
    tag: orderTag({ day, orderKey, follower, revision, slice, attempt: 0 }),
    ...{
      day,
      follower,
      orderKey,
      revision,
      slice,
      effect,
      exchange,
      symbolToken,
      tradingSymbol,
      product,
      side,
    },
    orderType: wanted.orderType,
    quantity: wanted.quantity,
    price: wanted.price === null ? null : formatDecimal(wanted.price),
    triggerPrice: wanted.triggerPrice === null ? null : formatDecimal(wanted.triggerPrice),
    plannedAtMs: atMs,
    state: 'sending',
  };
}

/**
 * A copy has ended with `filled` units, before its end is taken in.
 * @returns what is to be told; null where it ended as it was to
 */
export function describeEnd(session: CopySession, copy: LiveCopy, filled: number): string | null {
  const found = find(session, copy);
  if (found === null) return null;
  const { order, resting } = found;
  const what = nameOf(order.last.side, copy.orders[0]?.intent);
  const most = resting.state === 'cancelled' || order.terminal ? resting.filled : resting.units;
  if (filled > most) {
    return `${filled} units of ${what} came in and the master's order stands for ${most}: the follower holds ${filled - most} more`;
  }
  if (filled === most) return null;
  return `${filled} of ${most} units of ${what} came in: the follower holds ${most - filled} fewer than the master's order stands for`;
}

/**
 * A master order has ended.
 * @returns what is to be told of each follower whose copy had been filled before, and now is more than it stands for
 */
export function describeMore(
  order: OrderState,
): readonly { readonly follower: string; readonly text: string }[] {
  return [...(order.followed?.copies ?? [])].flatMap(
    ([follower, { state, filled, units, planned, from }]) => {
      const opened = order.openingSoFar - from;
      if (state !== 'ended' || opened >= planned - from) return [];
      const due = Math.floor((units * Math.max(0, opened)) / (planned - from));
      if (filled <= due) return [];
      const { side, tradingSymbol } = order.last;
      const text = `${filled} units of ${side} ${tradingSymbol} were copied before the master took its order back, which stands for ${due}: the follower holds ${filled - due} more`;
      return [{ follower, text }];
    },
  );
}

function nameOf(side: string, intent: Intent | undefined): string {
  return `${side} ${intent?.tradingSymbol ?? ''}`;
}
