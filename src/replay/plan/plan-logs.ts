import type { LoadedConfig } from '../../config/compile-config.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import type { InstrumentMaster } from '../../core/instrument.ts';
import { recogniseLog } from '../log-format.ts';
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
  for (const places of await partIntoSessions(request.logs)) {
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
  const { logs, positions } = request;
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const decide = (side: PlanSide, told: PlanObserver) =>
    replayLogs({ logs, positions, ...request[side] }, new SideObserver(side, comparison, told), either);
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
  readonly #side: PlanSide;
  readonly #comparison: PlanComparison;
  readonly #told: PlanObserver;

  constructor(side: PlanSide, comparison: PlanComparison, told: PlanObserver) {
    this.#side = side;
    this.#comparison = comparison;
    this.#told = told;
  }

  onDecision(...[{ orderKey, decision }, time]: Parameters<ReplayObserver['onDecision']>): void {
    this.#comparison.note(this.#side, { orderKey, decision, time });
  }

  onUnreadable(unreadable: Parameters<ReplayObserver['onUnreadable']>[0]): void {
    this.#told.onUnreadable(unreadable);
  }

  onNote(note: string): void {
    this.#told.onNote(note);
  }
}
