import type { MasterEvent } from '../../core/book/master-event.ts';
import type { Ratio } from '../../core/exact.ts';

/** An event as it was when it was told: what the engine keeps of its order and position changes later. */
export interface SeenEvent extends Omit<MasterEvent, 'holding' | 'order'> {
  readonly orderKey: string;
  /** The order's, so far. */
  readonly filled: number;
  readonly terminal: boolean;
  /** The order is known to be one that is never opened, from this event or from before. */
  readonly neverOpened: boolean;
  readonly waiting: number;
  readonly awaitsConfirmation: boolean;
  readonly positionAfter: number;
  /** What each follower ought to hold, before a reduction makes it smaller. */
  readonly sharesBefore: ReadonlyMap<string, Ratio>;
}

export function keepEvent({ holding, order, ...event }: MasterEvent): SeenEvent {
  return {
    ...event,
    orderKey: order.key,
    filled: order.filled,
    terminal: order.terminal,
    neverOpened: order.special !== null,
    waiting: order.waiting,
    awaitsConfirmation: order.awaitsConfirmation,
    positionAfter: holding.master,
    sharesBefore: new Map([...holding.copied].map(([name, { share }]) => [name, share])),
  };
}
