/** What `validate --online` asks of brokers. The composition knows them; here is only what comes back. */
import type { InstrumentRecord } from '../core/orders/instrument.ts';
import type { Compilation } from './compile-config.ts';
import { placeOfAccount } from './credentials/place-of-account.ts';
import type { FindingCode } from './findings/codes.ts';
import type { AccountSettings } from './settings.ts';

export interface AccountTrouble {
  readonly code: FindingCode;
  /** What is wrong and what to do. Holds no secret. */
  readonly message: string;
}

export interface OnlineChecks {
  /** Logs an account in and reads what it needs. Places no order. Never rejects. */
  readonly tryAccount: (account: AccountSettings) => Promise<readonly AccountTrouble[]>;
}

export type InstrumentsReading =
  | { readonly ok: true; readonly records: readonly InstrumentRecord[] }
  | { readonly ok: false; readonly code: FindingCode; readonly message: string };

/** Reads the instruments of a file, or with null those that the broker offers today; null where it does not. Never rejects. */
export type InstrumentsReader = (file: string | null) => Promise<InstrumentsReading | null>;

const AT_ONCE = 8;

/** Tries all accounts that may be used, whatever happens to some of them. */
export async function checkOnline(
  compilation: Compilation,
  accounts: readonly AccountSettings[],
  { tryAccount }: OnlineChecks,
): Promise<void> {
  const waiting = [...accounts];
  const tried = new Map<AccountSettings, readonly AccountTrouble[]>();
  const work = async (): Promise<void> => {
    for (let account = waiting.shift(); account !== undefined; account = waiting.shift()) {
      tried.set(account, await tryAccount(account));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const account of accounts) {
    for (const { code, message } of tried.get(account) ?? []) {
      placeOfAccount(compilation, account, null).report(code, message);
    }
  }
}
