/**
 * What `copytrade.yaml` says of accounts and the running of the engine: all that deciding does not need. Strict, with
 * every default filled in. The other half of the file is the policy (core/policy.ts).
 */
import type { Ratio } from '../core/exact.ts';
import type { CatchUp } from '../core/orders/missed.ts';

export type Mode = 'dry_run' | 'live';
export type BrokerName = 'angelone' | 'paper';

export interface Settings {
  readonly mode: Mode;
  /** Ask on the terminal before a master order is copied. */
  readonly confirm: boolean;
  /** What becomes of entries that came while nobody looked. */
  readonly catchUp: CatchUp;
  readonly master: MasterSettings;
  /** In the file's order, those that are switched off too. */
  readonly followers: readonly FollowerSettings[];
  /** Path of the instrument master, from where the command runs; null where the file names none. */
  readonly instrumentsFile: string | null;
  /** The folder of the configuration: paths of secrets and `.env` are relative to it. */
  readonly folder: string;
}

export interface AccountSettings {
  /** `master`, or the follower's name. */
  readonly name: string;
  readonly broker: BrokerName;
  /** Where the secrets are; null where the file does not say (in dry_run only the master logs in). */
  readonly credentials: CredentialReferences | null;
  readonly network: Network;
  /** Rupees, where the file says it. */
  readonly capital: Ratio | null;
}

export interface MasterSettings extends AccountSettings {
  readonly feed: 'auto' | 'websocket' | 'poll';
  /** 1000 at least. */
  readonly pollIntervalMs: number;
}

export interface FollowerSettings extends AccountSettings {
  readonly enabled: boolean;
  /** What holds for this follower: dry_run unless both the file and the follower allow live. */
  readonly mode: Mode;
}

export const CREDENTIAL_FIELDS = ['api_key', 'client_id', 'password', 'totp_secret'] as const;
export type CredentialField = (typeof CREDENTIAL_FIELDS)[number];

export type SecretReference =
  | { readonly kind: 'env'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'exec'; readonly command: readonly string[] };

export type CredentialReferences = { readonly [F in CredentialField]: SecretReference };

/** What the variables behind `env_prefix` end in. */
export function referencesOfPrefix(prefix: string): CredentialReferences {
  const of = (field: CredentialField): SecretReference => ({
    kind: 'env',
    variable: `${prefix}${field.toUpperCase()}`,
  });
  return {
    api_key: of('api_key'),
    client_id: of('client_id'),
    password: of('password'),
    totp_secret: of('totp_secret'),
  };
}

/** How orders leave this machine. */
export type Network =
  | { readonly kind: 'direct' }
  | { readonly kind: 'local_address'; readonly address: string }
  | { readonly kind: 'proxy'; readonly url: string };
