/**
 * A large journal is not read whole before the start: it would keep the master's orders waiting. It is read behind, by
 * a process that lets everything else go first; what it finds ends the engine, as damage at the start would have.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Journal } from '../journal/journal.ts';
import { damagedFile } from '../journal/journal-damage.ts';

const PROGRAM = new URL('./check-journal.js', import.meta.url);

export interface JournalCheck {
  /** Gives up what has not ended. */
  close(): void;
}

export interface CheckParts {
  readonly journal: Pick<Journal, 'path' | 'isCheckedWhole'>;
  readonly onDamage: (error: Error) => void;
  /** It could not be checked, in words. */
  readonly onFailed: (text: string) => void;
  /** The process's program; the built one beside this file. */
  readonly program?: URL;
}

/** Begins where there is something left to check. */
export function checkJournalBehind(parts: CheckParts): JournalCheck {
  const closing = new AbortController();
  if (!parts.journal.isCheckedWhole) void check(parts, closing.signal);
  return { close: () => closing.abort() };
}

async function check({ journal, onDamage, onFailed, program = PROGRAM }: CheckParts, signal: AbortSignal) {
  try {
    // It needs no secret, so it gets none.
    const args = [fileURLToPath(program), journal.path];
    const child = spawn(process.execPath, args, { env: {}, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const closed = once(child, 'close');
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const [damage, problem] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    if (signal.aborted) return;
    if (damage !== '') onDamage(damagedFile(journal.path, damage));
    else if (child.exitCode !== 0) throw new Error(problem.trim());
  } catch (error) {
    if (signal.aborted) return;
    onFailed(`the journal could not be checked: ${error instanceof Error ? error.message : String(error)}`);
  }
}
