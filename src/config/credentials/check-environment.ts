import { Redactor } from '../../secrets/redactor.ts';
import type { Compilation } from '../compile-config.ts';
import { toFileFinding } from '../findings/finding.ts';
import type { AccountSettings } from '../settings.ts';
import { type Environment, type EnvironmentReading, readEnvironment } from './environment.ts';
import { placeOfAccount } from './place-of-account.ts';
import { type Credentials, resolveCredentials } from './resolve-credentials.ts';

/**
 * Resolves the credentials of every account that could be used, and reports what stands in the way.
 * @returns the accounts whose credentials are there.
 */
export async function checkEnvironment(
  compilation: Compilation,
  given: Environment,
): Promise<readonly AccountSettings[]> {
  const { settings } = compilation;
  const reading = await readEnvironment(settings.folder, given);
  reportEnvironmentFile(compilation, reading);
  const accounts = [settings.master, ...settings.followers.filter((follower) => follower.enabled)];
  const redactor = new Redactor();
  const seen = new Map<string, string>();
  const ready: AccountSettings[] = [];
  for (const account of accounts) {
    if (account.broker === 'paper' || account.credentials === null) continue;
    const sources = { environment: reading.environment, folder: settings.folder };
    const resolution = await resolveCredentials(account, sources, redactor);
    const troubles = resolution.ok ? resolution.warnings : resolution.problems;
    for (const { field, code, message } of troubles)
      placeOfAccount(compilation, account, field).report(code, message);
    if (!resolution.ok) continue;
    checkSameClient(compilation, account, resolution.credentials, seen);
    ready.push(account);
  }
  return ready;
}

function checkSameClient(
  compilation: Compilation,
  account: AccountSettings,
  { clientId }: Credentials,
  seen: Map<string, string>,
): void {
  const id = clientId.reveal().toUpperCase();
  const earlier = seen.get(id);
  if (earlier === undefined) {
    seen.set(id, account.name);
    return;
  }
  const message = `\`${account.name}\` and \`${earlier}\` have the same client id, so orders would be copied within one account. Give each its own.`;
  placeOfAccount(compilation, account, 'client_id').report('same-client', message);
}

function reportEnvironmentFile(compilation: Compilation, { file, problem }: EnvironmentReading): void {
  if (problem !== null) compilation.addFinding(toFileFinding(file, 'file-unreadable', problem));
}
