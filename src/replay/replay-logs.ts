import type { LoadedConfig } from '../config/compile-config.ts';
import { CopySession, type MasterPosition } from '../core/copy-session.ts';
import type { Trace } from '../core/deciding/trace.ts';
import { type InstrumentMaster, NO_INSTRUMENT_MASTER } from '../core/orders/instrument.ts';
import { CoverageTally } from './coverage-tally.ts';
import { assertOnce } from './readers/assert-once.ts';
import { type LogFormat, type LogShape, recogniseLog } from './readers/log-format.ts';
import { type OrderLog, readOrderLog } from './readers/order-log.ts';
import { RUN_RECORDS_ASSUMED } from './readers/run-records.ts';
import { replayRecording } from './recording/replay-recording.ts';
import type { ReplayObserver } from './replay-observer.ts';
import { replayOrders, sortByEventTime } from './replay-orders.ts';

export interface ReplayRequest {
  /** Paths, in the order of the command line. */
  readonly logs: readonly string[];
  readonly config: LoadedConfig;
  /** The master's opening positions; null: not told. */
  readonly positions: readonly MasterPosition[] | null;
  /** Null: no instrument master is loaded. */
  readonly instruments: InstrumentMaster | null;
  /** Bytes to read of recordings that still grow; all others are read whole. */
  readonly lengths?: ReadonlyMap<string, number>;
  /** Told how each decision comes about; null: nobody listens. */
  readonly trace?: Trace | null;
}

export interface LogSummary {
  readonly file: string;
  readonly format: LogFormat;
  /** All rows in the log. */
  readonly rows: number;
  /** Those of them that could not be read. */
  readonly unreadable: number;
}

export interface ReplayResult {
  /** In the order of the command line. */
  readonly logs: readonly LogSummary[];
  /** Where no opening positions were known, the master is taken to have started flat. */
  readonly assumedFlat: boolean;
  /** What else was assumed, in sentences. */
  readonly assumptions: readonly string[];
  readonly coverage: CoverageTally;
  /** Orders that were alive at the end of their log: what they opened may not be decided. */
  readonly openOrders: number;
}

/**
 * Decides logs again under a config. Logs of order rows are one session, sorted by event time; each recording is a
 * session of its own. Throws a `ReplayError` and the abort's own error.
 */
export async function replayLogs(
  request: ReplayRequest,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<ReplayResult> {
  const run = new ReplayRun(request, observer, signal);
  const shapes: { readonly file: string; readonly shape: LogShape }[] = [];
  for (const file of request.logs) shapes.push({ file, shape: await recogniseLog(file) });
  await assertOnce(request.logs);
  const summaries = new Map<number, LogSummary>();
  for (const [index, { file, shape }] of shapes.entries()) {
    if (shape === 'recording') summaries.set(index, await run.replayRecording(file));
    else if (!summaries.has(index)) await run.replayOrderLogs(shapes, summaries);
  }
  return run.result([...summaries].sort(([a], [b]) => a - b).map(([, summary]) => summary));
}

class ReplayRun {
  readonly #request: ReplayRequest;
  readonly #observer: ReplayObserver;
  readonly #signal: AbortSignal;
  readonly #coverage = new CoverageTally();
  readonly #assumptions = new Set<string>();
  #assumedFlat = false;
  #openOrders = 0;

  constructor(request: ReplayRequest, observer: ReplayObserver, signal: AbortSignal) {
    this.#request = request;
    this.#observer = observer;
    this.#signal = signal;
    this.#coverage.add(request.config.policy.rules.map(({ id }) => ({ id, matched: 0 })));
  }

  async replayRecording(file: string): Promise<LogSummary> {
    const { config, positions, lengths, trace = null } = this.#request;
    const options = {
      file,
      length: lengths?.get(file),
      trace,
      policy: config.policy,
      instruments: this.#instruments,
      positions,
      coverage: this.#coverage,
    };
    const replayed = await replayRecording(options, this.#observer, this.#signal);
    this.#assumedFlat ||= !replayed.knowsPositions;
    this.#openOrders += replayed.openOrders;
    const { rows, unreadable } = replayed;
    return { file, format: 'recording', rows, unreadable };
  }

  /** All logs of order rows together; their summaries go to `summaries`, by their place. */
  async replayOrderLogs(
    shapes: readonly { readonly file: string; readonly shape: LogShape }[],
    summaries: Map<number, LogSummary>,
  ): Promise<void> {
    const logs: OrderLog[] = [];
    const reading = { observer: this.#observer, instruments: this.#instruments, signal: this.#signal };
    for (const [index, { file, shape }] of shapes.entries()) {
      if (shape === 'recording') continue;
      const log = await readOrderLog(file, shape, reading);
      logs.push(log);
      const { format, rows, unreadable } = log;
      summaries.set(index, { file, format, rows, unreadable });
      if (format === 'run-records') this.#assumptions.add(RUN_RECORDS_ASSUMED);
    }
    const { config, positions, instruments, trace = null } = this.#request;
    const options = { live: false, fills: 'assumed', instruments: this.#instruments, trace } as const;
    const session = new CopySession(config.policy, options);
    if (positions === null) this.#assumedFlat = true;
    else session.accept({ kind: 'positions', positions });
    if (instruments === null) this.#assumptions.add(NO_INSTRUMENTS_ASSUMED);
    await replayOrders(sortByEventTime(logs), session, this.#observer, this.#signal);
    this.#coverage.add(session.coverage());
    this.#observer.onEnd?.(session.book);
    this.#openOrders += session.book.orders.filter((order) => !order.terminal).length;
  }

  result(logs: readonly LogSummary[]): ReplayResult {
    return {
      logs,
      assumedFlat: this.#assumedFlat,
      assumptions: [...this.#assumptions],
      coverage: this.#coverage,
      openOrders: this.#openOrders,
    };
  }

  get #instruments(): InstrumentMaster {
    return this.#request.instruments ?? NO_INSTRUMENT_MASTER;
  }
}

const NO_INSTRUMENTS_ASSUMED =
  'no instrument master: lot sizes, expiries and strikes are those of the rows and symbols, ticks are 0.05, and no ' +
  'order is sliced';
