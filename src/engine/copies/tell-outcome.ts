/** What became of an order of a copy, told to whoever looks on, to the record file and to the recording. */
import type { RecordingLine } from '../../journal/recording/recording-line.ts';
import type { Clock } from '../clock.ts';
import type { EngineObserver } from '../events.ts';
import type { RecordKeeper } from '../record/record-keeper.ts';
import type { LiveCopy, LiveOrder } from './live-copy.ts';

interface Told {
  readonly clock: Clock;
  readonly observe: EngineObserver;
  readonly records: RecordKeeper;
  readonly note: (line: RecordingLine) => void;
}

export function tellOutcome(copy: LiveCopy, order: LiveOrder, { clock, observe, records, note }: Told): void {
  const { intent } = order;
  if (intent.state === 'planned' || intent.state === 'sending' || intent.state === 'dropped') return;
  records.placed(order);
  const outcome = {
    follower: intent.follower,
    orderKey: intent.orderKey,
    symbol: intent.tradingSymbol,
    side: intent.side,
    quantity: intent.quantity,
    filledQuantity: intent.filledQuantity,
    state: intent.state,
    brokerOrderId: intent.orderId,
    words: intent.brokerText ?? '',
  };
  const latencyMs =
    copy.seenAtMonotonic === null || intent.state === 'unknown'
      ? null
      : Math.round((clock.monotonic() - copy.seenAtMonotonic) * 10) / 10;
  observe({ type: 'outcome', atMs: clock.now(), ...outcome, latencyMs });
  note({ type: 'outcome', at_ms: clock.now(), outcome: { ...outcome, tag: intent.tag } });
}
