import type { Compilation } from '../compile-config.ts';
import type { Cursor } from '../meaning/cursor.ts';
import type { AccountSettings, CredentialField } from '../settings.ts';

/** Where the file says something of an account's credentials, as near to `field` as it says anything. */
export function placeOfAccount(
  { cursor, settings }: Compilation,
  account: AccountSettings,
  field: CredentialField | null,
): Pick<Cursor<unknown>, 'report'> {
  const section =
    account === settings.master ? cursor.get('master') : cursor.get('followers').get(account.name);
  const credentials = section.get('credentials');
  const prefix = credentials.get('env_prefix');
  if (prefix.isStated) return prefix;
  if (field !== null) return credentials.get(field);
  return credentials.isStated ? credentials : section;
}
