/**
 * Which half minutes' TOTP codes were used on this machine, by any command: the broker takes a code once, and
 * `validate --online`, then `run`, or a run that starts again, come within the same half minute. An empty file a code,
 * its name a hash of the account and the number of the half minute; nothing of a seed or a code is in it.
 */
import { createHash } from 'node:crypto';
import { closeSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimTotpStep } from '../brokers/angelone/totp.ts';
import type { Environment } from '../config/credentials/environment.ts';
import { systemCodeOf } from '../journal/log-file-error.ts';
import { ensurePrivateDirectory, openPrivateFile } from '../journal/private-files.ts';

/** Files of half minutes before this many are deleted. */
const KEPT_STEPS = 4;
const HASH_LENGTH = 16;

/** The folder of the program's own state, as the system's conventions have it; null where there is no home. */
export function stateFolder(environment: Environment): string | null {
  const { XDG_STATE_HOME, HOME, LOCALAPPDATA } = environment;
  if (XDG_STATE_HOME) return join(XDG_STATE_HOME, 'copytrade');
  if (HOME) return join(HOME, '.local', 'state', 'copytrade');
  return LOCALAPPDATA ? join(LOCALAPPDATA, 'copytrade') : null;
}

/**
 * @param account what tells one account at one broker from every other
 * @returns a function that takes a half minute for this account, and says whether nobody had. Where nothing can be
 * written it says yes: to log in matters more.
 */
export function claimTotpSteps(folder: string | null, account: string): ClaimTotpStep {
  if (folder === null) return () => true;
  const directory = join(folder, 'totp');
  const name = createHash('sha256').update(account).digest('hex').slice(0, HASH_LENGTH);
  return (step) => {
    try {
      ensurePrivateDirectory(directory);
      closeSync(openPrivateFile(join(directory, `${name}-${step}`), 'wx'));
      forgetBefore(directory, step - KEPT_STEPS);
      return true;
    } catch (error) {
      return systemCodeOf(error) !== 'EEXIST';
    }
  };
}

function forgetBefore(directory: string, step: number): void {
  for (const file of readdirSync(directory)) {
    const made = /^[0-9a-f]+-(\d+)$/.exec(file)?.[1];
    if (made !== undefined && Number(made) < step) unlinkSync(join(directory, file));
  }
}
