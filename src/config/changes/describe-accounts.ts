/** Accounts: where they log in, how their orders leave this machine, and which followers there are. */
import {
  type AccountSettings,
  CREDENTIAL_FIELDS,
  type CredentialReferences,
  type MasterSettings,
  type Network,
  type SecretReference,
} from '../settings.ts';
import { changed, type Describers, describeEach, fromNextStart, prefixed } from './changes.ts';
import { orElse, writeDuration, writeRupees } from './write-values.ts';

export const describeCapital = changed('capital', orElse('not stated', writeRupees));

const ACCOUNT: Describers<AccountSettings> = {
  name: changed('name', String),
  broker: changed('broker', String),
  credentials: describeCredentials,
  network: fromNextStart(describeNetwork),
  capital: describeCapital,
};

const MASTER: Describers<MasterSettings> = {
  ...ACCOUNT,
  feed: changed('feed', String),
  pollIntervalMs: changed('poll_interval', writeDuration),
};

export function describeMaster(before: MasterSettings, after: MasterSettings): string[] {
  return prefixed('master', describeEach(MASTER, before, after));
}

/** What an account says whether master or follower. */
export function describeAccount(before: AccountSettings, after: AccountSettings): string[] {
  return describeEach(ACCOUNT, before, after);
}

function describeCredentials(
  before: CredentialReferences | null,
  after: CredentialReferences | null,
): string[] {
  if (before === null || after === null) {
    return changed('credentials', orElse('none', writeCredentials))(before, after);
  }
  const parts = CREDENTIAL_FIELDS.flatMap((field) => describeSecret(field, before[field], after[field]));
  return parts.length === 0 ? [] : [`credentials: ${parts.join('; ')}`];
}

function writeCredentials(credentials: CredentialReferences): string {
  return CREDENTIAL_FIELDS.map((field) => `${field} ${writeSecret(credentials[field])}`).join(', ');
}

/** Where a secret is, never what it is: the arguments of a program may hold one. */
function writeSecret(reference: SecretReference): string {
  switch (reference.kind) {
    case 'env':
      return `$${reference.variable}`;
    case 'file':
      return `file ${reference.path}`;
    case 'exec':
      return `program ${reference.command[0] ?? ''}`;
  }
}

function describeSecret(field: string, before: SecretReference, after: SecretReference): string[] {
  const lines = changed(field, writeSecret)(before, after);
  if (lines.length > 0 || before.kind !== 'exec' || after.kind !== 'exec') return lines;
  const isSame = JSON.stringify(before.command) === JSON.stringify(after.command);
  return isSame ? [] : [`${field} ${writeSecret(after)} with other arguments`];
}

function describeNetwork(before: Network, after: Network): string[] {
  const lines = changed('network', writeNetwork)(before, after);
  if (lines.length > 0 || before.kind !== 'proxy' || after.kind !== 'proxy') return lines;
  return before.url === after.url ? [] : [`network ${writeNetwork(after)} with another login or path`];
}

/** A proxy without what its URL may hold of a login. */
function writeNetwork(network: Network): string {
  switch (network.kind) {
    case 'direct':
      return 'direct';
    case 'local_address':
      return `local address ${network.address}`;
    case 'proxy':
      return `proxy ${URL.canParse(network.url) ? new URL(network.url).host : ''}`.trim();
  }
}
