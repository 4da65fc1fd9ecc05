/** What rules and filters look at: one part of one event. The same for every follower, so it is gathered once. */
import type { Ratio } from './exact.ts';
import type { InstrumentFacts } from './instrument.ts';
import type { IstSeconds } from './ist-time.ts';
import type { OrderSnapshot } from './order.ts';

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

export function gatherPartFacts(
  order: OrderSnapshot,
  instrument: InstrumentFacts,
  quantity: number,
  time: IstSeconds | null,
): PartFacts {
  return {
    order,
    instrument,
    symbol: order.tradingSymbol.trim().toUpperCase(),
    tag: order.tag.toUpperCase(),
    quantity,
    reference: order.averagePrice ?? order.limitPrice,
    time,
  };
}
