/** Finds out what stands in the way of a start before anything is asked of the network. */
import type { Environment } from '../config/credentials/environment.ts';
import { resolveCredentials } from '../config/credentials/resolve-credentials.ts';
import type { AccountSettings, Settings } from '../config/settings.ts';
import { EngineError } from '../engine/engine-error.ts';
import type { RunMode } from '../engine/events.ts';
import type { Redactor } from '../secrets/redactor.ts';

/**
 * Reads the credentials of the accounts that a start opens. What a program prints is left for then: it may ask its user.
 * @throws EngineError `CREDENTIALS`, which names all that is missing
 */
export async function assertCredentials(
  settings: Settings,
  mode: RunMode,
  environment: Environment,
  redactor: Redactor,
): Promise<void> {
  const sources = { environment, folder: settings.folder };
  const live = settings.followers.filter((one) => one.enabled && one.mode === 'live' && mode === 'live');
  const problems: string[] = [];
  for (const account of [settings.master, ...live].filter(isReadHere)) {
    const resolved = await resolveCredentials(account, sources, redactor);
    if (resolved.ok) continue;
    problems.push(`${account.name}: ${resolved.problems.map(({ message }) => message).join(' ')}`);
  }
  if (problems.length === 0) return;
  const next = '`copytrade validate --env` shows all of them with their place in the file.';
  throw new EngineError('CREDENTIALS', problems.join('\n').replace(/\.$/, ''), next);
}

function isReadHere({ broker, credentials }: AccountSettings): boolean {
  if (broker === 'paper') return false;
  return credentials === null || Object.values(credentials).every(({ kind }) => kind !== 'exec');
}
