/** An order that was decided by a running engine, from the recordings that it leaves in its folder. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { DecisionRecord } from '../core/deciding/decision.ts';
import { NO_INSTRUMENT_MASTER } from '../core/orders/instrument.ts';
import { CoverageTally } from '../replay/coverage-tally.ts';
import { replayRecording } from '../replay/recording/replay-recording.ts';
import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import type { ExplainedEvent, Explanation } from './explanation.ts';
import { ExplanationCollector } from './explanation-collector.ts';
import { checkFollower } from './find-follower.ts';
import { listRecordings, mayTellOf } from './find-recordings.ts';
import { type FoundOrder, noSuchOrder, OrderFinder } from './order-finder.ts';
import { OrderWatcher } from './order-watcher.ts';

export interface LiveRequest {
  readonly logsFolder: string;
  readonly orderId: string;
  /** Null: all. */
  readonly follower: string | null;
  /** Another config than the recorded one; null: as it was decided live. */
  readonly other: { readonly file: string; readonly config: LoadedConfig } | null;
}

/**
 * Begins with the latest recording, and ends before the first that does not tell of the order any more. Throws an
 * `ExplainError`, a `ReplayError`, a `RecordedConfigError` and the abort's own error.
 */
export async function explainLive(
  request: LiveRequest,
  output: Pick<CommandOutput, 'err'>,
  signal: AbortSignal,
): Promise<Explanation> {
  const days: DecidedRecording[] = [];
  const ids = new Set<string>();
  for (const file of await listRecordings(request.logsFolder)) {
    const tells = await mayTellOf(file, request.orderId, ids, signal);
    const day = tells ? await decideWhole(request, file, output, signal) : null;
    if (day && 'order' in day) days.unshift(day);
    else if (days.length > 0) break;
    for (const id of day && 'ids' in day ? day.ids : []) ids.add(id);
  }
  const last = days.at(-1);
  if (last === undefined) throw noSuchOrder(request.orderId, [...ids]);
  const deciding = days.filter(({ events }) => events.length > 0).at(-1) ?? last;
  const { other } = request;
  return {
    source: 'live',
    files: days.map(({ file }) => file),
    config: other === null ? deciding.config : { file: other.file, sha256: other.config.sha256 },
    orderId: request.orderId,
    last: last.order.last,
    assumedFlat: days.some(({ knowsPositions }) => !knowsPositions),
    assumptions: [],
    events: days.flatMap(({ events }) => events),
    live: other === null ? compareAll(days) : null,
  };
}

interface DecidedRecording {
  readonly file: string;
  readonly order: FoundOrder;
  readonly events: readonly ExplainedEvent[];
  readonly config: Explanation['config'];
  readonly knowsPositions: boolean;
  readonly recorded: readonly DecisionRecord[];
  readonly diverges: boolean;
}

function compareAll(days: readonly DecidedRecording[]): Explanation['live'] {
  const comparison = days.some(({ diverges }) => diverges) ? 'differs' : 'same';
  return { comparison, recorded: days.flatMap(({ recorded }) => recorded) };
}

/** A recording without the order; `ids` are those that it has. */
interface OtherRecording {
  readonly ids: readonly string[];
}

/** Again by the order's first id, where it has had several. */
async function decideWhole(
  request: LiveRequest,
  file: string,
  output: Pick<CommandOutput, 'err'>,
  signal: AbortSignal,
): Promise<DecidedRecording | OtherRecording> {
  const decided = await decide(request, file, output, signal);
  if ('ids' in decided || decided.order.key === request.orderId) return decided;
  const { key } = decided.order;
  return decide({ ...request, orderId: key }, file, { err: () => undefined }, signal);
}

async function decide(
  { orderId, follower, other }: LiveRequest,
  file: string,
  output: Pick<CommandOutput, 'err'>,
  signal: AbortSignal,
): Promise<DecidedRecording | OtherRecording> {
  const collector = new ExplanationCollector({ orderId, follower });
  const finder = new OrderFinder(orderId, output);
  const watcher = new OrderWatcher(orderId, follower);
  const options = {
    file,
    policy: other?.config.policy ?? null,
    instruments: NO_INSTRUMENT_MASTER,
    positions: null,
    coverage: new CoverageTally(),
    trace: collector,
  };
  const replayed = await replayRecording(options, finder, signal, watcher);
  finder.finish();
  if (finder.order === null) return { ids: finder.ids };
  if (collector.events.length > 0) checkFollower(follower, collector.followers);
  return {
    file,
    order: finder.order,
    events: collector.events,
    knowsPositions: replayed.knowsPositions,
    ...watcher.finish(replayed),
  };
}
