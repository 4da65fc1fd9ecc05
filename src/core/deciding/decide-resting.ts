/**
 * Copies that rest follow their master's order (`copy_on: placed`): changed as it changes, cancelled as it ends. A change
 * that makes less of it is asked nothing but the quantity: nothing may keep in what the master takes back. Any other is
 * an entry as the order stands now; where a check refuses it, the copy is cancelled with that check's reason, for the
 * order that it was a copy of is no more. Pure.
 */
import type { RestingCopy } from '../book/book.ts';
import type { Following } from '../book/followed-order.ts';
import { compare, type Ratio } from '../exact.ts';
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import { changeDecision, type DecideContext, type Verdict, verdictOf } from './decide-context.ts';
import { checkEntry, decideEntry, sizeOpening } from './decide-entry.ts';
import { resolveQuantity } from './decide-quantity.ts';
import type { PlannedOrder } from './decision.ts';
import type { Reason } from './reasons.ts';
import { sliceQuantity } from './slicing.ts';

/** The copy of the event's order that rests at the follower; null where none does. */
export function restingCopyOf({ event }: DecideContext, { seat }: CompiledFollower): RestingCopy | null {
  const copy = event.order.followed?.copies.at(seat);
  return copy?.state === 'resting' ? copy : null;
}

/** What becomes of a copy that rests; null where nothing changes. */
export function decideResting(context: DecideContext, follower: CompiledFollower): Verdict | null {
  const { event, trace } = context;
  const { following } = event;
  if (following === null || !follower.policy.enabled || event.notFilled) return null;
  const copy = restingCopyOf(context, follower);
  if (copy === null) return decideGrowth(context, follower);
  trace?.step({
    ...{ step: 'resting', stage: following.stage, units: copy.units, filled: copy.filled },
    ...{ planned: copy.planned, opening: following.openingSoFar },
  });
  if (following.stage === 'ended') {
    const left = copy.planned - event.order.openingSoFar;
    if (left <= 0) return null;
    return cancelResting(context, follower, { ...takenBack(context), masterQuantity: left });
  }
  if (following.stage !== 'changed') return null;
  const wanted = wantedOf(context, follower, copy, following);
  const masterQuantity = following.openingSoFar;
  if ('reason' in wanted) return cancelResting(context, follower, { ...wanted, masterQuantity });
  if (isSame(copy.orders, wanted.orders)) return null;
  const decision = changeDecision(context, follower, {
    action: 'modify',
    reason: 'ENTRY',
    masterQuantity,
    ...wanted,
  });
  return verdictOf(decision, 'modify');
}

/** The copy was filled before its master order, and that has become larger since: what is new goes in anew. */
function decideGrowth(context: DecideContext, follower: CompiledFollower): Verdict | null {
  const { order, following } = context.event;
  const copy = order.followed?.copies.at(follower.seat);
  if (copy?.state !== 'ended' || copy.filled < copy.units || following?.stage !== 'changed') return null;
  const more = following.openingSoFar - copy.planned;
  return more > 0 ? decideEntry(context, follower, more) : null;
}

/** @param of the rule that decided, where one did */
export function cancelResting(
  context: DecideContext,
  follower: CompiledFollower,
  of: { readonly reason: Reason; readonly masterQuantity: number; readonly rule?: string | null },
): Verdict {
  const { reason, masterQuantity, rule = null } = of;
  const decision = changeDecision(context, follower, {
    ...{ action: 'cancel', reason, masterQuantity, rule },
    ...{ quantity: 0, orders: [] },
  });
  return verdictOf(decision, 'cancel');
}

interface Wanted {
  readonly quantity: number;
  readonly orders: readonly PlannedOrder[];
  readonly rule: string | null;
}
type Refused = { readonly reason: Reason; readonly rule: string | null };

/** What rests of it goes. */
function takenBack({ trace }: DecideContext, rule: string | null = null): Refused {
  trace?.step({ step: 'taken_back', ends: 'ENTRY' });
  return { reason: 'ENTRY', rule };
}

function wantedOf(
  context: DecideContext,
  follower: CompiledFollower,
  copy: RestingCopy,
  { openingSoFar, reprices }: Following,
): Wanted | Refused {
  // It only reduces now: whatever the file says of quantities, there is nothing to be copied of it.
  if (openingSoFar === 0) return takenBack(context);
  const isLess = !reprices && openingSoFar <= copy.planned;
  return isLess ? lessOf(context, follower, copy) : anew(context, follower, copy);
}

/** As the order stands now: every check of an entry. */
function anew(context: DecideContext, follower: CompiledFollower, copy: RestingCopy): Wanted | Refused {
  const entry = checkEntry(context, follower, copy.units);
  if ('reason' in entry) return entry;
  if (entry.units <= copy.filled) return takenBack(context, entry.rule);
  const { units: quantity, orders, rule } = entry;
  return { quantity, orders, rule };
}

/** Less of the same: at its price, by the quantity that the file says now, and never more than it is. */
function lessOf(context: DecideContext, follower: CompiledFollower, copy: RestingCopy): Wanted | Refused {
  const choice = resolveQuantity(context, follower);
  const sized = sizeOpening(context, follower, choice, copy.units);
  if ('reason' in sized) return sized;
  const quantity = Math.min(sized.units, copy.units);
  const rule = choice.rule?.rule.id ?? null;
  if (quantity <= copy.filled) return takenBack(context, rule);
  const { lotSize, freezeQuantity } = context.event.instrument;
  const sliced = sliceQuantity(quantity, lotSize, freezeQuantity);
  context.trace?.step({ step: 'slices', quantity, lotSize, freezeQuantity, slices: sliced, ends: null });
  const slices = sliced ?? [quantity];
  const [like] = copy.orders;
  return { quantity, orders: slices.flatMap((units) => (like ? [{ ...like, quantity: units }] : [])), rule };
}

function isSame(a: readonly PlannedOrder[], b: readonly PlannedOrder[]): boolean {
  return a.length === b.length && a.every((one, index) => isSameOrder(one, b[index]));
}

function isSameOrder(a: PlannedOrder, b: PlannedOrder | undefined): boolean {
  return (
    b !== undefined &&
    a.orderType === b.orderType &&
    a.quantity === b.quantity &&
    isSamePrice(a.price, b.price) &&
    isSamePrice(a.triggerPrice, b.triggerPrice)
  );
}

function isSamePrice(a: Ratio | null, b: Ratio | null): boolean {
  return a === b || (a !== null && b !== null && compare(a, b) === 0);
}
