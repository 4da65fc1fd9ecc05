/** What an exit may take out, given to its orders. */
import type { Intent } from '../../journal/intent.ts';
import type { DeskParts } from '../copies/desk-parts.ts';
import type { LiveCopies } from '../copies/live-copies.ts';
import { createLiveOrder, type LiveCopy, type LiveOrder } from '../copies/live-copy.ts';
import type { RoomMade } from './room-made.ts';

interface AllotParts extends Pick<DeskParts, 'journal' | 'clock' | 'planAgain'> {
  readonly copies: LiveCopies;
}

/**
 * Gives the first orders what they asked for. What may only leave later stays planned; what is left over then is less
 * for the last, or nothing. Durable then.
 */
export function allotRoom(
  copy: LiveCopy,
  { orders, units, waiting }: RoomMade,
  parts: AllotParts,
): Promise<void> {
  const { copies, journal } = parts;
  let [left, later] = [units, waiting];
  for (const order of orders) {
    const { intent } = order;
    if (intent.state !== 'planned') continue;
    const quantity = Math.min(intent.quantity, left);
    const kept = Math.min(intent.quantity - quantity, later);
    left -= quantity;
    later -= kept;
    if (quantity === 0 && kept === 0) {
      copies.change(copy, order, { state: 'dropped', brokerText: 'nothing left to exit' });
    } else if (quantity === 0) cutTo(order, kept, parts);
    else {
      if (kept > 0) planRest(copy, intent, kept, parts);
      cutTo(order, quantity, parts);
      copies.change(copy, order, { state: 'sending' });
    }
  }
  return journal.durable();
}

function cutTo(order: LiveOrder, quantity: number, { journal, clock }: AllotParts): void {
  if (quantity < order.intent.quantity)
    order.intent = journal.adjustQuantity(order.intent, quantity, clock.now());
}

/** A slice of its own: the one that it was a part of leaves now. */
function planRest(copy: LiveCopy, of: Intent, quantity: number, { copies, planAgain }: AllotParts): void {
  const slice = 1 + Math.max(...copy.orders.map(({ intent }) => intent.slice));
  const rest = planAgain(copy, { ...of, slice, quantity });
  if (rest === null) return;
  copy.orders.push(createLiveOrder(rest));
  copies.adopt(copy);
}
