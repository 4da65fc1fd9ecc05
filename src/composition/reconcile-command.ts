/** One run of `copytrade reconcile`: look, show, ask, mend. */
import { existsSync } from 'node:fs';
import type { LoadedConfig } from '../config/compile-config.ts';
import { askEngine } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import type { ReconcileWish } from '../control/protocol.ts';
import type { ReconcileReply } from '../control/replies.ts';
import type { EngineMode } from '../control/socket-place.ts';
import { systemClock } from '../engine/clock.ts';
import { liveJournalOf, openStoppedLedger, type StoppedOptions } from './reconcile-stopped.ts';

export interface ReconcileOptions extends Pick<StoppedOptions, 'environment' | 'redactor' | 'onNote'> {
  readonly logsFolder: string;
  readonly mode: EngineMode | null;
  /** Null: all. */
  readonly follower: string | null;
  readonly action: ReconcileWish['action'];
  readonly symbol: string | null;
  /** Called only where no engine runs. */
  readonly loadConfig: () => Promise<LoadedConfig>;
  /** Shows what was found. */
  readonly show: (reply: ReconcileReply) => void;
  /** Whether the user agrees to what it offers; only asked where it offers something. */
  readonly agree: (reply: ReconcileReply) => Promise<boolean>;
}

/** `declined`: the user did not agree. `moved`: it was not the same any more when the user had agreed. */
export type ReconcileEnd = 'looked' | 'declined' | 'moved' | 'done';

/** Who knows the ledger: an engine that runs, or the journal of one that has ended. */
interface Ledger {
  ask(wish: ReconcileWish): Promise<ReconcileReply>;
  /** @throws EngineError where what is offered cannot be done there */
  assertCanMend(reply: ReconcileReply): void;
  close(): Promise<void>;
}

/** @throws ControlError, EngineError, JournalError where nobody knows the ledger, or who does says no */
export async function runReconcile(
  options: ReconcileOptions,
): Promise<{ readonly reply: ReconcileReply; readonly end: ReconcileEnd }> {
  const { action, symbol, show, agree } = options;
  const wish = { action, symbol, agreed: null };
  const { found, ledger } = await findLedger(options, wish);
  try {
    show(found);
    if (found.offers.length === 0) return { reply: found, end: 'looked' };
    ledger.assertCanMend(found);
    if (!(await agree(found))) return { reply: found, end: 'declined' };
    const reply = await ledger.ask({ ...wish, agreed: found.agreement });
    return { reply, end: reply.done ? 'done' : 'moved' };
  } finally {
    await ledger.close();
  }
}

async function findLedger(options: ReconcileOptions, wish: ReconcileWish) {
  const { logsFolder, mode, follower, loadConfig } = options;
  const running: Ledger = {
    ask: async (reconcile) =>
      (await askEngine({ logsFolder, mode }, { verb: 'reconcile', follower, reconcile })) as ReconcileReply,
    assertCanMend: () => {},
    close: async () => {},
  };
  try {
    return { found: await running.ask(wish), ledger: running };
  } catch (error) {
    const isStopped = error instanceof ControlError && error.code === 'NO_ENGINE' && mode !== 'dry_run';
    if (!isStopped || !existsSync(liveJournalOf(logsFolder))) throw error;
  }
  const stopped = await openStoppedLedger({ ...options, config: await loadConfig(), clock: systemClock });
  try {
    return { found: await stopped.ask(wish), ledger: stopped };
  } catch (error) {
    await stopped.close();
    throw error;
  }
}

/** Whether somebody has to do something: a drift, copies left in, or an account that could not be read. */
export function hasFindings({ followers }: ReconcileReply): boolean {
  return followers.some(
    ({ unread, positions }) =>
      unread !== null || positions.some(({ standing }) => standing === 'drifted' || standing === 'left_in'),
  );
}
