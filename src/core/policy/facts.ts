/** What rules and filters look at: one part of one event. The same for every follower, so it is gathered once. */

import type { MasterEvent } from '../book/master-event.ts';
import type { Ratio } from '../exact.ts';
import type { IstSeconds } from '../ist-time.ts';
import type { InstrumentFacts } from '../orders/instrument.ts';
import type { OrderSnapshot } from '../orders/order.ts';

export interface PartFacts {
  readonly order: OrderSnapshot;
  readonly instrument: InstrumentFacts;
  /** Upper case. */
  readonly symbol: string;
  /** Upper case. */
  readonly tag: string;
  /** Units of the part that is being decided. */
  readonly quantity: number;
  /** Rupees: the average price, else the limit price; null where neither is known. */
  readonly reference: Ratio | null;
  /** Null where neither the row nor any before it told the time. */
  readonly time: IstSeconds | null;
}

/** The two parts of an event: what reduces, and what opens. */
export function gatherPartFacts(event: MasterEvent): {
  readonly ofExit: PartFacts;
  readonly ofEntry: PartFacts;
} {
  const { row: order, instrument, time, following } = event;
  // Of a changed order all that opens is decided again.
  const opening = following?.stage === 'changed' ? following.openingSoFar : event.opening;
  const symbol = order.tradingSymbol.trim().toUpperCase();
  const tag = order.tag.toUpperCase();
  const reference = order.averagePrice ?? order.limitPrice;
  return {
    ofExit: { order, instrument, symbol, tag, quantity: event.reduction, reference, time },
    ofEntry: { order, instrument, symbol, tag, quantity: opening, reference, time },
  };
}
