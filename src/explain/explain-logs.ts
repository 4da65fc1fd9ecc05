/** An order in logs, decided again under a config as `replay` does. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { MasterPosition } from '../core/copy-session.ts';
import type { InstrumentMaster } from '../core/orders/instrument.ts';
import { type ReplayResult, replayLogs } from '../replay/replay-logs.ts';
import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import type { Explanation } from './explanation.ts';
import { ExplanationCollector } from './explanation-collector.ts';
import { noSuchOrder, OrderFinder } from './order-finder.ts';

export interface LogRequest {
  readonly logs: readonly string[];
  readonly orderId: string;
  /** Null: all. */
  readonly follower: string | null;
  readonly configFile: string;
  readonly config: LoadedConfig;
  readonly positions: readonly MasterPosition[] | null;
  readonly instruments: InstrumentMaster | null;
}

const SILENT = { err: () => undefined };

/** Throws an `ExplainError`, a `ReplayError` and the abort's own error. */
export async function explainLogs(
  request: LogRequest,
  output: Pick<CommandOutput, 'err'>,
  signal: AbortSignal,
): Promise<Explanation> {
  const { orderId, logs, config, configFile } = request;
  const first = await decide(request, orderId, output, signal);
  const { order, ids } = first.finder;
  if (order === null) throw noSuchOrder(orderId, ids);
  // An after-market order gets another id when it is released; what went before is found by its first one.
  const whole = order.key === orderId ? first : await decide(request, order.key, SILENT, signal);
  return {
    source: 'log',
    files: logs,
    config: { file: configFile, sha256: config.sha256 },
    orderId,
    last: order.last,
    assumedFlat: first.result.assumedFlat,
    assumptions: first.result.assumptions,
    events: whole.collector.events,
    live: null,
  };
}

interface Decided {
  readonly finder: OrderFinder;
  readonly collector: ExplanationCollector;
  readonly result: ReplayResult;
}

async function decide(
  { logs, follower, config, positions, instruments }: LogRequest,
  orderId: string,
  output: Pick<CommandOutput, 'err'>,
  signal: AbortSignal,
): Promise<Decided> {
  const finder = new OrderFinder(orderId, output);
  const collector = new ExplanationCollector({ orderId, follower });
  const request = { logs, config, positions, instruments, trace: collector };
  const result = await replayLogs(request, finder, signal);
  finder.finish();
  return { finder, collector, result };
}
