/** One run of `copytrade reconcile`: look, show, ask, mend. */

import { askEngine } from '../control/control-client.ts';
import type { ReconcileWish } from '../control/protocol.ts';
import type { ReconcileReply } from '../control/replies.ts';
import type { EngineMode } from '../control/socket-place.ts';

export interface ReconcileOptions {
  readonly logsFolder: string;
  readonly mode: EngineMode | null;
  /** Null: all. */
  readonly follower: string | null;
  readonly action: ReconcileWish['action'];
  readonly symbol: string | null;
  /** Shows what was found. */
  readonly show: (reply: ReconcileReply) => void;
  /** Whether the user agrees to what it offers; only asked where it offers something. */
  readonly agree: (reply: ReconcileReply) => Promise<boolean>;
}

/** `declined`: the user did not agree. `moved`: it was not the same any more when the user had agreed. */
export type ReconcileEnd = 'looked' | 'declined' | 'moved' | 'done';

/** @throws ControlError where no engine runs, or it says no */
export async function runReconcile(
  options: ReconcileOptions,
): Promise<{ readonly reply: ReconcileReply; readonly end: ReconcileEnd }> {
  const { action, symbol, show, agree } = options;
  const found = await ask(options, { action, symbol, agreed: null });
  show(found);
  if (found.offers.length === 0) return { reply: found, end: 'looked' };
  if (!(await agree(found))) return { reply: found, end: 'declined' };
  const reply = await ask(options, { action, symbol, agreed: found.agreement });
  return { reply, end: reply.done ? 'done' : 'moved' };
}

async function ask(
  { logsFolder, mode, follower }: ReconcileOptions,
  reconcile: ReconcileWish,
): Promise<ReconcileReply> {
  const reply = await askEngine({ logsFolder, mode }, { verb: 'reconcile', follower, reconcile });
  return reply as ReconcileReply;
}

/** Whether somebody has to do something: a drift, copies left in, or an account that could not be read. */
export function hasFindings({ followers }: ReconcileReply): boolean {
  return followers.some(
    ({ unread, positions }) =>
      unread !== null || positions.some(({ standing }) => standing === 'drifted' || standing === 'left_in'),
  );
}
