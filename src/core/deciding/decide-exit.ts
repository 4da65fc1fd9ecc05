/** Exits: no filter, no rule's skip, no limit, no pause and no age can stop one. Pure. */

import { add, floor, negate, type Ratio, ratio } from '../exact.ts';
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import { roundedLots } from '../policy/sizing.ts';
import type { AskedRules } from './asked-rules.ts';
import {
  copiedOf,
  copyDecision,
  type DecideContext,
  skipDecision,
  type Verdict,
  verdictOf,
} from './decide-context.ts';
import { capitalsOf, resolveQuantity } from './decide-quantity.ts';
import { planOrders } from './plan-orders.ts';

/** A reduction by the master (4.4, 4): all of it where the master ends flat, else what exceeds the share. */
export function decideExit(context: DecideContext, follower: CompiledFollower): Verdict {
  const { event, trace } = context;
  const copied = copiedOf(context, follower);
  if (!copied || Math.sign(copied.quantity) !== event.reducedSide) {
    const { reducedSide } = event;
    trace?.step({
      step: 'copied_position',
      held: copied?.quantity ?? 0,
      reducedSide,
      ends: 'NO_POSITION',
    });
    const fields = { reason: 'NO_POSITION', masterQuantity: event.reduction, rule: null } as const;
    return verdictOf(skipDecision(context, follower, fields), 'none');
  }
  const held = Math.abs(copied.quantity);
  trace?.step({ step: 'copied_position', held, reducedSide: event.reducedSide, ends: null });
  const units = event.reduction >= event.settled ? held : exceedingShare(context, held, copied.share);
  if (event.reduction >= event.settled) {
    trace?.step({ step: 'share', held, share: copied.share, exceeding: null, units });
  }
  return exitOf(context, follower, context.askedOfExit, { units, masterQuantity: event.reduction });
}

/** Copies beyond their share, at most the event's reduction: the user has asked for them to be closed. */
export function decideClose(context: DecideContext, follower: CompiledFollower): Verdict {
  context.trace?.step({ step: 'event', event: context.event });
  context.trace?.step({ step: 'follower', follower: follower.policy });
  const copied = copiedOf(context, follower);
  const masterQuantity = context.event.reduction;
  const exceeding = copied ? exceedingShare(context, Math.abs(copied.quantity), copied.share) : 0;
  const units = Math.min(masterQuantity, exceeding);
  return exitOf(context, follower, context.askedOfExit, { units, masterQuantity });
}

/** By how much the copied position exceeds its share, which the reduction has already made smaller. */
function exceedingShare(context: DecideContext, held: number, share: Ratio): number {
  const { lotSize } = context.event.instrument;
  const exceeding = add(ratio(held), context.event.reducedSide > 0 ? negate(share) : share);
  // An unknown lot size closes all or nothing.
  const lot = lotSize ?? held;
  const whole = Math.floor(floor(exceeding) / lot) * lot;
  const units = Math.max(0, Math.min(held, whole));
  context.trace?.step({ step: 'share', held, share, exceeding, units });
  return units;
}

/**
 * Opening while the follower holds a copied position on the other side (4.4, 5): the master's position was not what
 * we thought, so the copy only takes the follower out.
 */
export function decideOtherSide(context: DecideContext, follower: CompiledFollower, held: number): Verdict {
  const { event } = context;
  const wanted = wantedQuantity(context, follower);
  context.trace?.step({ step: 'other_side', held, wanted });
  const units = wanted === null ? held : Math.min(held, wanted);
  const fields = { units, masterQuantity: event.opening };
  const verdict = exitOf(context, follower, context.askedOfEntry, fields);
  return verdict.effect === 'exit' ? verdictOf(verdict.decision, 'other_side') : verdict;
}

/** The quantity of 4.5 without `min` and `max`, which bind no exit; null where it is not known. */
function wantedQuantity(context: DecideContext, follower: CompiledFollower): number | null {
  const { event, trace } = context;
  const { resolved, undecided } = resolveQuantity(context, follower);
  if (undecided !== null) return null;
  const capitals = capitalsOf(context, follower, resolved);
  const sized = roundedLots(event, resolved, capitals, trace);
  if (!sized.ok) return null;
  return Math.max(0, sized.quantity - (event.order.copied.at(follower.seat) ?? 0));
}

function exitOf(
  context: DecideContext,
  follower: CompiledFollower,
  asked: AskedRules,
  exit: { readonly units: number; readonly masterQuantity: number },
): Verdict {
  const { units, masterQuantity } = exit;
  context.trace?.step({ step: 'exit_quantity', units, ends: units <= 0 ? 'BELOW_LOT' : null });
  if (units <= 0) {
    return verdictOf(
      skipDecision(context, follower, { reason: 'BELOW_LOT', masterQuantity, rule: null }),
      'none',
    );
  }
  const planned = planOrders(context, follower, asked, { part: 'exit', units });
  const decision = copyDecision(context, follower, {
    reason: 'EXIT',
    masterQuantity,
    rule: planned.executionRule,
    quantity: units,
    orders: planned.orders,
  });
  return verdictOf(decision, 'exit');
}
