import type { LoadedConfig } from '../../config/compile-config.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import { dayOf, type IstDay } from '../../core/ist-time.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import type { Progress } from '../../reporting/terminal/progress-line.ts';
import { assertOnce } from '../readers/assert-once.ts';
import { recogniseLog } from '../readers/log-format.ts';
import { type LogSummary, type ReplayResult, replayLogs } from '../replay-logs.ts';
import type { ReplayObserver } from '../replay-observer.ts';
import type { PlanSide } from './decision-pairs.ts';
import { type FollowerPlan, PlanComparison } from './plan-comparison.ts';

/** One of the two configs, and the instruments that it goes by. */
export interface PlannedConfig {
  readonly config: LoadedConfig;
  /** Null: no instrument master is loaded. */
  readonly instruments: InstrumentMaster | null;
}

export interface PlanRequest {
  /** Paths, in the order of the command line. */
  readonly logs: readonly string[];
  readonly before: PlannedConfig;
  readonly after: PlannedConfig;
  /** The master's opening positions; null: not told. */
  readonly positions: readonly MasterPosition[] | null;
  /** How many changes are kept for a follower; all are counted. */
  readonly keptChanges: number;
  /** Only decisions on orders of this day are compared; all, where it is left out. */
  readonly day?: IstDay;
  /** Bytes to read of recordings that still grow; all others are read whole. */
  readonly lengths?: ReadonlyMap<string, number>;
}

/** What two configs decide differently on recorded days. */
export interface Plan {
  /** The new config's followers, then those that are gone. */
  readonly followers: readonly FollowerPlan[];
  /** In the order of the command line. */
  readonly logs: readonly LogSummary[];
  readonly assumedFlat: boolean;
  /** What else was assumed, in sentences. */
  readonly assumptions: readonly string[];
  /** Orders that were alive at the end of their log under the new config. */
  readonly openOrders: number;
}

/** What a plan tells of the logs as it reads them. */
export type PlanObserver = Omit<ReplayObserver, 'onDecision'>;

export function hasChanges({ followers }: Pick<Plan, 'followers'>): boolean {
  return followers.some(({ changed }) => changed > 0);
}

/**
 * Decides logs under two configs, side by side, and compares. Throws a `ReplayError` and the abort's own error.
 */
export async function planLogs(
  request: PlanRequest,
  observer: PlanObserver,
  signal: AbortSignal,
): Promise<Plan> {
  const followers = { before: namesOf(request.before), after: namesOf(request.after) };
  const comparison = new PlanComparison(followers, request.keptChanges);
  const summaries = new Map<number, LogSummary>();
  const results: ReplayResult[] = [];
  const sessions = await partIntoSessions(request.logs);
  await assertOnce(request.logs);
  for (const places of sessions) {
    const logs = places.flatMap((place) => request.logs[place] ?? []);
    const result = await decideTwice({ ...request, logs }, comparison, observer, signal);
    comparison.endSession();
    for (const [index, place] of places.entries()) {
      const summary = result.logs[index];
      if (summary) summaries.set(place, summary);
    }
    results.push(result);
  }
  return {
    followers: comparison.result(),
    logs: [...summaries].sort(([a], [b]) => a - b).map(([, summary]) => summary),
    assumedFlat: results.some(({ assumedFlat }) => assumedFlat),
    assumptions: [...new Set(results.flatMap(({ assumptions }) => assumptions))],
    openOrders: results.reduce((sum, { openOrders }) => sum + openOrders, 0),
  };
}

function namesOf({ config }: PlannedConfig): string[] {
  return config.policy.followers.map(({ name }) => name);
}

/**
 * Places in the list of logs, session by session: each recording is one, and all logs of order rows are one together,
 * where the first of them stands. Orders of two sessions may have the same id, and are never paired.
 */
async function partIntoSessions(logs: readonly string[]): Promise<number[][]> {
  const sessions: number[][] = [];
  let orderLogs: number[] | null = null;
  for (const [place, file] of logs.entries()) {
    if ((await recogniseLog(file)) === 'recording') sessions.push([place]);
    else if (orderLogs) orderLogs.push(place);
    else {
      orderLogs = [place];
      sessions.push(orderLogs);
    }
  }
  return sessions;
}

/** Both replays go on in turns, so that little waits for its counterpart. Where one fails the other is ended. */
async function decideTwice(
  request: PlanRequest,
  comparison: PlanComparison,
  observer: PlanObserver,
  signal: AbortSignal,
): Promise<ReplayResult> {
  const { logs, positions, lengths = new Map(), day = null } = request;
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const decide = (side: PlanSide, told: PlanObserver) =>
    replayLogs(
      { logs, positions, lengths, ...request[side] },
      new SideObserver({ side, day }, comparison, told),
      either,
    );
  // What cannot be read is the same for both; it is told once.
  const runs = [decide('before', SILENT), decide('after', observer)] as const;
  try {
    const [, after] = await Promise.all(runs);
    return after;
  } catch (error) {
    failed.abort();
    await Promise.allSettled(runs);
    throw error;
  }
}

const SILENT: PlanObserver = { onUnreadable: () => undefined, onNote: () => undefined };

class SideObserver implements ReplayObserver {
  readonly #of: { readonly side: PlanSide; readonly day: IstDay | null };
  readonly #comparison: PlanComparison;
  readonly #told: PlanObserver;

  constructor(
    of: { readonly side: PlanSide; readonly day: IstDay | null },
    comparison: PlanComparison,
    told: PlanObserver,
  ) {
    this.#of = of;
    this.#comparison = comparison;
    this.#told = told;
  }

  onDecision(...[{ orderKey, decision }, time]: Parameters<ReplayObserver['onDecision']>): void {
    const { side, day } = this.#of;
    if (day !== null && time !== null && dayOf(time) !== day) return;
    this.#comparison.note(side, { orderKey, decision, time });
  }

  onUnreadable(unreadable: Parameters<ReplayObserver['onUnreadable']>[0]): void {
    this.#told.onUnreadable(unreadable);
  }

  onNote(note: string): void {
    this.#told.onNote(note);
  }

  onProgress(progress: Progress): void {
    this.#told.onProgress?.(progress);
  }
}
