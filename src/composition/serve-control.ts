/** Lets other terminals look at a running engine and steer it, through its control socket. */
import { resolve } from 'node:path';
import { ControlError, isControlErrorCode } from '../control/control-error.ts';
import { type ControlServer, startControlServer } from '../control/control-server.ts';
import type { ControlRequest } from '../control/protocol.ts';
import type { RetryReply, StatusReply, SteerReply, StopReply } from '../control/replies.ts';
import { socketPath } from '../control/socket-place.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/engine-error.ts';
import type { EngineObserver, RunMode } from '../engine/events.ts';
import type { UserAction } from '../engine/steering/steering.ts';
import { formatTimestamp } from '../journal/private-files.ts';
import { reconcileRequest, toReconcileReply } from './reconcile-reply.ts';
import type { StatusBoard } from './status-board.ts';

export interface Served {
  readonly engine: Engine;
  readonly board: StatusBoard;
  readonly mode: RunMode;
  readonly logsFolder: string;
  readonly files: StatusReply['files'];
  readonly startedAtMs: number;
  /** Of this program. */
  readonly version: string;
  readonly redact: (text: string) => string;
  readonly observe: EngineObserver;
  readonly now: () => number;
}

/**
 * An engine whose folder takes no socket runs all the same, and says so: its followers' exits matter more.
 * @throws ControlError where another engine listens there
 */
export async function serveControl(served: Served): Promise<ControlServer> {
  const { logsFolder, mode, redact, observe, now } = served;
  try {
    const path = socketPath(logsFolder, mode);
    return await startControlServer({ path, redact, answer: (request) => answer(request, served) });
  } catch (error) {
    if (!(error instanceof ControlError) || error.code === 'IN_USE') throw error;
    observe({ type: 'notice', atMs: now(), level: 'warn', text: `${error.message}. ${error.next}` });
    return { close: async () => {} };
  }
}

async function answer(request: ControlRequest, served: Served): Promise<object> {
  const { engine } = served;
  const { verb, follower } = request;
  try {
    switch (verb) {
      case 'status':
        return toStatus(served);
      case 'pause':
      case 'resume':
        return steer(engine, verb, follower);
      case 'close-only':
        return steer(engine, 'close_only', follower);
      case 'retry':
        return { accounts: await engine.retry(follower) } satisfies RetryReply;
      case 'reconcile':
        return toReconcileReply(await engine.reconcile(reconcileRequest(request)), request);
      case 'stop':
        return { statistics: await engine.stop('copytrade stop') } satisfies StopReply;
    }
  } catch (error) {
    if (error instanceof EngineError && isControlErrorCode(error.code)) {
      throw new ControlError(error.code, error.message, error.next, { cause: error });
    }
    throw error;
  }
}

function steer(engine: Engine, action: UserAction, follower: string | null): SteerReply {
  const withdrawn = engine.steer(action, follower);
  return {
    action,
    follower,
    followers: engine
      .status()
      .followers.filter(({ name }) => follower === null || name === follower)
      .map(({ name, entries }) => ({ name, entries })),
    withdrawn: withdrawn.map((intent) => ({
      follower: intent.follower,
      order_id: intent.orderKey,
      symbol: intent.tradingSymbol,
      side: intent.side,
      quantity: intent.quantity,
    })),
  };
}

function toStatus({ engine, board, files, startedAtMs, version }: Served): StatusReply {
  const { state, mode, configFile, configSha256, master, clockSkewMs, followers, statistics } =
    engine.status();
  return {
    version,
    pid: process.pid,
    state,
    mode,
    started_at: formatTimestamp(startedAtMs),
    config: { file: configFile, path: resolve(configFile), sha256: configSha256 },
    master: { ...master, feed: board.feed },
    clock_skew_ms: clockSkewMs,
    followers: followers.map(({ orders, ...rest }) => {
      const { onTheirWay, unknown, resting } = orders;
      return { ...rest, orders: { on_their_way: onTheirWay, unknown, resting } };
    }),
    statistics,
    escalations: board.escalations,
    files,
  };
}
