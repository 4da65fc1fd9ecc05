/** What brings the orders of a copy that rests in line with what was decided of it. Pure. */
import type { RestingCopy } from '../../core/book/book.ts';
import type { PlannedOrder } from '../../core/deciding/decision.ts';
import { compare, parseDecimal, type Ratio } from '../../core/exact.ts';
import type { OrderSnapshot } from '../../core/orders/order.ts';
import type { Intent } from '../../journal/intent.ts';
import { BOUNDS } from '../bounds.ts';
import { isLive, type LiveCopy, type LiveOrder } from '../copies/live-copy.ts';

export interface ChangePlan {
  readonly cancels: readonly LiveOrder[];
  readonly changes: readonly { readonly order: LiveOrder; readonly to: PlannedOrder }[];
  /** Orders that come on top. */
  readonly more: readonly PlannedOrder[];
  /** What has not left is not to leave. */
  readonly withdraws: boolean;
  /** Something of it is not known at the broker yet. */
  readonly waits: boolean;
}

/** @returns null where all is as it is to be */
export function planChange(copy: LiveCopy, resting: RestingCopy): ChangePlan | null {
  return resting.state === 'resting' ? planTerms(copy, resting) : planTakingBack(copy);
}

function planTakingBack({ orders }: LiveCopy): ChangePlan | null {
  const live = orders.filter(isLive);
  if (live.length === 0) return null;
  for (const order of live) order.isTakenBack = true;
  const cancels = live.filter(isAtBroker);
  const withdraws = live.some(({ intent, sends }) => intent.state === 'sending' && sends === 0);
  return { cancels, changes: [], more: [], withdraws, waits: cancels.length < live.length };
}

/** Full orders first; what there is too much of comes off the last. */
function planTerms(copy: LiveCopy, { units, orders: wanted }: RestingCopy): ChangePlan | null {
  const [like] = wanted;
  if (like === undefined) return null;
  const full = Math.max(...wanted.map(({ quantity }) => quantity));
  const plan = { cancels: [] as LiveOrder[], changes: [] as ChangePlan['changes'][number][] };
  let left = units;
  let waits = false;
  for (const order of copy.orders) {
    const { intent } = order;
    if (!isLive(order)) {
      left = Math.max(0, left - (order.isTakenBack ? intent.filledQuantity : intent.quantity));
      continue;
    }
    const quantity = Math.min(left, full);
    left -= Math.min(left, Math.max(quantity, intent.filledQuantity));
    const to = { ...like, quantity };
    const isGone = quantity <= intent.filledQuantity || order.changesRefused >= BOUNDS.maxChangesRefused;
    if (!isGone && isAsWanted(order, to)) continue;
    if (!isAtBroker(order)) waits = true;
    else if (isGone) {
      order.isTakenBack = true;
      plan.cancels.push(order);
    } else plan.changes.push({ order, to });
  }
  // What is not known may be there already.
  const more = waits ? [] : sliceRest(left, full, like);
  if (plan.cancels.length + plan.changes.length + more.length === 0 && !waits) return null;
  return { ...plan, more, withdraws: false, waits };
}

function sliceRest(units: number, full: number, like: PlannedOrder): PlannedOrder[] {
  const more: PlannedOrder[] = [];
  for (let left = units; left > 0; left -= full) more.push({ ...like, quantity: Math.min(left, full) });
  return more;
}

function isAtBroker({ intent }: LiveOrder): boolean {
  return intent.orderId !== null && (intent.state === 'accepted' || intent.state === 'open');
}

function isAsWanted({ intent }: LiveOrder, to: PlannedOrder): boolean {
  const isTriggered = to.triggerPrice !== null && intent.triggerPrice === null;
  return (
    intent.quantity === to.quantity &&
    (isTriggered || intent.orderType === to.orderType) &&
    (to.orderType === 'market' || isSame(priceOf(intent.price), to.price)) &&
    (isTriggered || isSame(priceOf(intent.triggerPrice), to.triggerPrice))
  );
}

/** Whether a row of the book shows the order as the journal has it. */
export function isAsShown(intent: Intent, row: OrderSnapshot): boolean {
  if (intent.quantity !== row.quantity) return false;
  if (intent.orderType === 'market') return true;
  return (
    intent.orderType === row.orderType &&
    isSame(priceOf(intent.price), row.limitPrice) &&
    isSame(priceOf(intent.triggerPrice), row.triggerPrice)
  );
}

function priceOf(text: string | null): Ratio | null {
  return text === null ? null : parseDecimal(text);
}

function isSame(a: Ratio | null, b: Ratio | null): boolean {
  return a === null || b === null ? a === b : compare(a, b) === 0;
}
