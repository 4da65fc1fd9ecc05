/**
 * One live engine an account, on this machine: two would copy everything twice, whatever journals they keep. The lock is
 * an empty file in the user's state folder, its name a hash of the account; the system frees it when the process ends,
 * however it ends. An engine on another machine is noticed by its orders in the followers' books.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EngineError } from '../engine/engine-error.ts';
import { JournalError } from '../journal/journal-error.ts';
import { acquireJournalLock, type JournalLock } from '../journal/journal-lock.ts';
import { ensurePrivateDirectory } from '../journal/private-files.ts';

const HASH_LENGTH = 16;

export class AccountLocks {
  readonly #held = new Map<string, JournalLock>();

  /**
   * Takes the account for this process; what it has already it keeps.
   * @param folder of the program's state; null where there is none: then nothing is locked
   * @param account what tells one account at one broker from every other
   * @throws EngineError `ACCOUNT_IN_USE`
   */
  acquire(folder: string | null, account: string, name: string): void {
    if (folder === null || this.#held.has(account)) return;
    const directory = join(folder, 'accounts');
    try {
      ensurePrivateDirectory(directory);
      const hash = createHash('sha256').update(account).digest('hex').slice(0, HASH_LENGTH);
      this.#held.set(account, acquireJournalLock(join(directory, hash)));
    } catch (error) {
      // Where nothing can be written, trading matters more than the lock.
      if (!(error instanceof JournalError) || error.code !== 'JOURNAL_IN_USE') return;
      throw inUse(name, error.pid);
    }
  }

  /** Lets other engines have the accounts. Calling it again does nothing. */
  release(): void {
    for (const lock of this.#held.values()) lock.release();
    this.#held.clear();
  }
}

function inUse(name: string, pid: number | null): EngineError {
  const who = pid === null ? 'another engine' : `the engine with process id ${pid}`;
  return new EngineError(
    'ACCOUNT_IN_USE',
    `${name}: ${who} works on this account already, with a journal of its own`,
    'Stop the other engine first; two engines on one account would copy everything twice.',
  );
}
