import type { Redactor } from '../../secrets/redactor.ts';
import { Secret } from '../../secrets/secret.ts';
import { type AccountSettings, CREDENTIAL_FIELDS, type CredentialField } from '../settings.ts';
import { readSecret, type SecretProblem, type SecretSources } from './read-secret.ts';

/** What an account logs in with. */
export interface Credentials {
  readonly apiKey: Secret;
  readonly clientId: Secret;
  readonly password: Secret;
  /** Base32, upper case, without blanks. */
  readonly totpSecret: Secret;
}

interface CredentialProblem extends SecretProblem {
  readonly field: CredentialField;
}

export type CredentialsResolution =
  | { readonly ok: true; readonly credentials: Credentials; readonly warnings: readonly CredentialProblem[] }
  | { readonly ok: false; readonly problems: readonly CredentialProblem[] };

/** Reads an account's secrets. Each is known to the redactor before anything else sees it. */
export async function resolveCredentials(
  account: AccountSettings,
  sources: SecretSources,
  redactor: Redactor,
): Promise<CredentialsResolution> {
  const references = account.credentials;
  if (references === null) return { ok: false, problems: [withoutCredentials(account.name)] };
  const problems: CredentialProblem[] = [];
  const warnings: CredentialProblem[] = [];
  const read = async (field: CredentialField): Promise<Secret | null> => {
    const reading = await readSecret(references[field], sources);
    if (!reading.ok) {
      problems.push({ field, ...reading.problem });
      return null;
    }
    redactor.add(reading.value, `${account.name}.${field}`);
    if (reading.warning) warnings.push({ field, ...reading.warning });
    return field === 'totp_secret' ? readTotpSecret(reading.value, problems) : new Secret(reading.value);
  };
  const [apiKey, clientId, password, totpSecret] = await Promise.all(CREDENTIAL_FIELDS.map(read));
  if (!apiKey || !clientId || !password || !totpSecret) return { ok: false, problems: inOrder(problems) };
  redactor.add(totpSecret.reveal(), `${account.name}.totp_secret`);
  return { ok: true, credentials: { apiKey, clientId, password, totpSecret }, warnings };
}

/** People copy the secret as they see it: in groups, in small letters, padded. */
function readTotpSecret(value: string, problems: CredentialProblem[]): Secret | null {
  const secret = value.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  const isCode = /^\d{6}$/.test(secret);
  if (!isCode && /^[A-Z2-7]+$/.test(secret)) return new Secret(secret);
  const message = isCode
    ? 'The TOTP secret is a six-digit code. Take the text key that the broker shows beside the QR code.'
    : 'The TOTP secret is not base32 (A to Z, 2 to 7). Take the text key that the broker shows beside the QR code.';
  problems.push({ field: 'totp_secret', code: 'totp-secret-form', message });
  return null;
}

function withoutCredentials(name: string): CredentialProblem {
  const message = `\`${name}\` has no credentials in the file. Add \`credentials\`.`;
  return { field: 'api_key', code: 'credentials-missing', message };
}

function inOrder(problems: readonly CredentialProblem[]): CredentialProblem[] {
  return problems.toSorted((a, b) => CREDENTIAL_FIELDS.indexOf(a.field) - CREDENTIAL_FIELDS.indexOf(b.field));
}
