/**
 * Deciding for one follower (section 4.4 of the contract). Pure: the book is only read.
 * Rules and filters are asked about one part of the event; what they answer is shared by all followers.
 */
import type { CompiledFollower } from './compiled-policy.ts';
import { copiedOf, type DecideContext, skipDecision, type Verdict, verdictOf } from './decide-context.ts';
import { decideEntry } from './decide-entry.ts';
import { decideExit, decideOtherSide } from './decide-exit.ts';
import type { Reason } from './reasons.ts';

/** In the contract's order: what is said once of an order, then NETTED, exit, entry. */
export function decideFollower(context: DecideContext, follower: CompiledFollower): Verdict[] {
  const { event } = context;
  const verdicts: Verdict[] = [];
  const skip = (reason: Reason, quantity: number) =>
    verdicts.push(verdictOf(skipDecision(context, follower, { reason, masterQuantity: quantity }), 'none'));
  if (event.special !== null) skip(event.special, event.row.quantity);
  if (event.notFilled) skip('NOT_FILLED', event.row.quantity);
  const parts = event.netted + event.endedNetted + event.reduction + event.opening;
  if (parts === 0) return verdicts;
  if (!follower.policy.enabled) {
    skip('FOLLOWER_DISABLED', parts);
    return verdicts;
  }
  if (event.netted > 0) skip('NETTED', event.netted);
  if (event.endedNetted > 0) skip('NETTED', event.endedNetted);
  const exit = event.reduction > 0 ? decideExit(context, follower) : null;
  if (exit) verdicts.push(exit);
  if (event.opening > 0) verdicts.push(decideOpening(context, follower, exit));
  return verdicts;
}

function decideOpening(context: DecideContext, follower: CompiledFollower, exit: Verdict | null): Verdict {
  const { event } = context;
  const held = heldAfter(context, follower, exit);
  const side = event.row.side === 'buy' ? 1 : -1;
  if (held !== 0 && Math.sign(held) !== side) return decideOtherSide(context, follower, Math.abs(held));
  const { product } = event.row;
  if (event.row.side === 'sell' && (product === 'delivery' || product === 'margin')) {
    const fields = { reason: 'NO_POSITION', masterQuantity: event.opening } as const;
    return verdictOf(skipDecision(context, follower, fields), 'none');
  }
  return decideEntry(context, follower);
}

/** What the follower holds once the exit of the same event is done. */
function heldAfter(context: DecideContext, follower: CompiledFollower, exit: Verdict | null): number {
  const quantity = copiedOf(context, follower)?.quantity ?? 0;
  return exit ? quantity - Math.sign(quantity) * exit.decision.quantity : quantity;
}
