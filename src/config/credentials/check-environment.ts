import { Redactor } from '../../secrets/redactor.ts';
import type { Compilation } from '../compile-config.ts';
import { FINDING_CODES, type FindingCode } from '../findings/codes.ts';
import type { AccountSettings, CredentialField } from '../settings.ts';
import { type Environment, type EnvironmentReading, readEnvironment } from './environment.ts';
import { type Credentials, resolveCredentials } from './resolve-credentials.ts';

/** Resolves the credentials of every account that could be used, and reports what stands in the way. */
export async function checkEnvironment(compilation: Compilation, given: Environment): Promise<void> {
  const { settings } = compilation;
  const reading = await readEnvironment(settings.folder, given);
  reportEnvironmentFile(compilation, reading);
  const accounts = [settings.master, ...settings.followers.filter((follower) => follower.enabled)];
  const redactor = new Redactor();
  const seen = new Map<string, string>();
  for (const account of accounts) {
    if (account.broker === 'paper' || account.credentials === null) continue;
    const sources = { environment: reading.environment, folder: settings.folder };
    const resolution = await resolveCredentials(account, sources, redactor);
    const troubles = resolution.ok ? resolution.warnings : resolution.problems;
    for (const { field, code, message } of troubles) report(compilation, account, field, { code, message });
    if (resolution.ok) checkSameClient(compilation, account, resolution.credentials, seen);
  }
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
  report(compilation, account, 'client_id', { code: 'same-client', message });
}

function report(
  { cursor, settings }: Compilation,
  account: AccountSettings,
  field: CredentialField,
  { code, message }: { code: FindingCode; message: string },
): void {
  const section =
    account === settings.master ? cursor.get('master') : cursor.get('followers').get(account.name);
  const credentials = section.get('credentials');
  const prefix = credentials.get('env_prefix');
  const at = prefix.isStated ? prefix : credentials.get(field);
  at.report(code, message);
}

function reportEnvironmentFile(
  compilation: Compilation,
  { file, problem, isExposed }: EnvironmentReading,
): void {
  const add = (code: FindingCode, message: string): void => {
    const { severity } = FINDING_CODES[code];
    compilation.addFinding({ file, line: 1, column: 1, severity, code, message, path: '', excerpt: null });
  };
  if (problem !== null) add('file-unreadable', problem);
  if (isExposed)
    add('env-file-exposed', `${file} can be read by every user of the machine. Run \`chmod 600 ${file}\`.`);
}
