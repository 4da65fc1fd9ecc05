/**
 * Deciding for one follower (section 4.4 of the contract). Pure: the book is only read.
 * Rules and filters are asked about one part of the event; what they answer is shared by all followers.
 */

import type { MasterEvent } from '../book/master-event.ts';
import type { CompiledFollower } from '../policy/compiled-policy.ts';
import { copiedOf, type DecideContext, skipDecision, type Verdict, verdictOf } from './decide-context.ts';
import { decideEntry } from './decide-entry.ts';
import { decideExit, decideOtherSide } from './decide-exit.ts';
import { cancelResting, restingCopyOf } from './decide-resting.ts';
import type { Reason } from './reasons.ts';

/** What is said once of an order, then NETTED, then the exit. The opening is decided once these are carried out. */
export function decideClosing(context: DecideContext, follower: CompiledFollower): readonly Verdict[] {
  const { event, trace } = context;
  if (trace === null && bringsOnlyOpening(event) && follower.policy.enabled) return NO_VERDICTS;
  const verdicts: Verdict[] = [];
  const skip = (reason: Reason, masterQuantity: number) =>
    verdicts.push(skipped(context, follower, reason, masterQuantity));
  trace?.step({ step: 'follower', follower: follower.policy });
  trace?.step({ step: 'special', ends: event.special });
  if (event.special !== null) skip(event.special, event.row.quantity);
  trace?.step({ step: 'filled', ends: event.notFilled ? 'NOT_FILLED' : null });
  if (event.notFilled) {
    const fields = { reason: 'NOT_FILLED', masterQuantity: event.row.quantity } as const;
    if (follower.policy.enabled && restingCopyOf(context, follower) !== null)
      verdicts.push(cancelResting(context, follower, fields));
    else skip(fields.reason, fields.masterQuantity);
  }
  const { enabled } = follower.policy;
  if (!enabled) {
    const parts = event.netted + event.endedNetted + event.reduction + event.opening;
    trace?.step({ step: 'enabled', enabled, ends: parts > 0 ? 'FOLLOWER_DISABLED' : null });
    if (parts > 0) skip('FOLLOWER_DISABLED', parts);
    return verdicts;
  }
  trace?.step({ step: 'enabled', enabled, ends: null });
  if (event.netted > 0) {
    trace?.step({ step: 'netted', units: event.netted, ends: 'NETTED' });
    skip('NETTED', event.netted);
  }
  if (event.reduction > 0) verdicts.push(decideExit(context, follower));
  return verdicts;
}

const NO_VERDICTS: readonly Verdict[] = [];

/** Most orders do. */
function bringsOnlyOpening(event: MasterEvent): boolean {
  return event.special === null && !event.notFilled && event.netted === 0 && event.reduction === 0;
}

function skipped(
  context: DecideContext,
  follower: CompiledFollower,
  reason: Reason,
  masterQuantity: number,
): Verdict {
  return verdictOf(skipDecision(context, follower, { reason, masterQuantity, rule: null }), 'none');
}

/** The master holds that side as well, and has placed an order that will reduce it before it opens. */
function isAsThought({ following, positionBefore }: MasterEvent, held: number): boolean {
  return following?.stage === 'placed' && Math.sign(positionBefore) === Math.sign(held);
}

/** What becomes of an opening; null where the event brings none to be decided. */
export function decideOpening(context: DecideContext, follower: CompiledFollower): Verdict | null {
  const { event, trace } = context;
  if (!follower.policy.enabled) return null;
  if (event.endedNetted > 0) {
    trace?.step({ step: 'netted', units: event.endedNetted, ends: 'NETTED' });
    return skipped(context, follower, 'NETTED', event.endedNetted);
  }
  if (event.opening === 0) return null;
  const held = copiedOf(context, follower)?.quantity ?? 0;
  const side = event.row.side === 'buy' ? 1 : -1;
  trace?.step({ step: 'opening', held });
  if (held !== 0 && Math.sign(held) !== side && !isAsThought(event, held))
    return decideOtherSide(context, follower, Math.abs(held));
  const { product } = event.row;
  const sellsShares = event.row.side === 'sell' && (product === 'delivery' || product === 'margin');
  trace?.step({ step: 'delivered_sale', ends: sellsShares ? 'NO_POSITION' : null });
  if (sellsShares) return skipped(context, follower, 'NO_POSITION', event.opening);
  return decideEntry(context, follower);
}
