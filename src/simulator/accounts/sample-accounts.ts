/** Accounts for trying things out: a master and its followers, with credentials drawn from the seed. */

import { createRandom, type Random } from '../random.ts';
import type { AccountOptions } from './account.ts';

export interface SampleAccount {
  /** `master`, `follower1`, … */
  readonly role: string;
  /** In front of the names of its environment variables. */
  readonly envPrefix: string;
  readonly options: AccountOptions;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const TOTP_SECRET_LENGTH = 32;

/** `funds` in rupees, for each account. */
export function createSampleAccounts(
  seed: number,
  { followers, funds }: { followers: number; funds: number },
) {
  const random = createRandom(seed, 'sample accounts');
  const accounts: SampleAccount[] = [sample('master', '', { clientCode: 'M100001', funds, random })];
  for (let number = 1; number <= followers; number += 1) {
    const clientCode = `F${100_000 + number}`;
    accounts.push(sample(`follower${number}`, `FOLLOWER_${number}_`, { clientCode, funds, random }));
  }
  return accounts;
}

function sample(
  role: string,
  envPrefix: string,
  { clientCode, funds, random }: { clientCode: string; funds: number; random: Random },
): SampleAccount {
  const pin = String(1000 + random.integer(9000));
  const totpSecret = Array.from({ length: TOTP_SECRET_LENGTH }, () => BASE32.charAt(random.integer(32))).join(
    '',
  );
  return {
    role,
    envPrefix,
    options: { clientCode, pin, totpSecret, apiKey: random.hex(8), funds, name: role },
  };
}

/** What goes into `.env` to reach the account. */
export function toEnvironment({ envPrefix, options }: SampleAccount): Readonly<Record<string, string>> {
  return {
    [`${envPrefix}API_KEY`]: options.apiKey,
    [`${envPrefix}CLIENT_ID`]: options.clientCode,
    [`${envPrefix}PASSWORD`]: options.pin,
    [`${envPrefix}TOTP_SECRET`]: options.totpSecret,
  };
}
