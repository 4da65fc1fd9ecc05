/** Which broker an account is at, and how it is reached. The one place that knows them all. */
import { openAngelOneAccount } from '../brokers/angelone/open-account.ts';
import { PaperAccount } from '../brokers/paper/paper-account.ts';
import type { BrokerAccount } from '../brokers/port.ts';
import type { Environment } from '../config/credentials/environment.ts';
import { resolveCredentials } from '../config/credentials/resolve-credentials.ts';
import type { AccountSettings, Network } from '../config/settings.ts';
import { ratio } from '../core/exact.ts';
import type { InstrumentMaster } from '../core/orders/instrument.ts';
import type { Clock } from '../engine/clock.ts';
import { EngineError } from '../engine/engine-error.ts';
import type { Redactor } from '../secrets/redactor.ts';
import type { AccountLocks } from './account-locks.ts';
import type { PriceBoard } from './price-board.ts';
import { claimTotpSteps, stateFolder } from './used-totp-steps.ts';

/** Where SmartAPI is. Null: the broker's own addresses. Another place can only be this machine: a simulator. */
export interface BrokerAddresses {
  readonly baseUrl: string | null;
  readonly orderFeedUrl: string | null;
}

export interface AccountOpening {
  /** As it is when an account is opened. */
  readonly environment: () => Promise<Environment>;
  /** Folder of the configuration; relative paths of secrets start there. */
  readonly folder: string;
  readonly addresses: BrokerAddresses;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly instruments: InstrumentMaster;
  readonly prices: PriceBoard;
  /** Taken for each account that may place orders; null: the run only shows. */
  readonly locks: AccountLocks | null;
  /** Hears what keeps an account waiting. */
  readonly onNote?: (text: string) => void;
}

/** Rupees that a paper account begins with where the file names no capital. */
const PAPER_CASH = ratio(1_000_000);

/** Reads the variables that point the program at a simulator. */
export function readAddresses(environment: Environment): BrokerAddresses {
  return {
    baseUrl: loopbackOnly('SMARTAPI_URL', environment.SMARTAPI_URL),
    orderFeedUrl: loopbackOnly('SMARTAPI_ORDER_FEED_URL', environment.SMARTAPI_ORDER_FEED_URL),
  };
}

/** Credentials are sent there, so a variable may not lead them off this machine. */
function loopbackOnly(name: string, value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  const host = URL.canParse(value) ? new URL(value).hostname : '';
  if (host === '127.0.0.1' || host === 'localhost' || host === '[::1]') return value;
  throw new EngineError(
    'CREDENTIALS',
    `${name} does not name an address of this machine`,
    `It is for a simulator on loopback, such as \`copytrade sim\`. Unset ${name} to use the broker.`,
  );
}

/** @returns a function that opens one account. It throws an EngineError where its credentials cannot be read. */
export function accountOpener(opening: AccountOpening): (account: AccountSettings) => Promise<BrokerAccount> {
  return async (account) => {
    const { folder, redactor, clock, addresses, instruments, prices } = opening;
    if (account.broker === 'paper') {
      const cash = account.capital ?? PAPER_CASH;
      return new PaperAccount({ clientCode: `paper:${account.name}`, clock, priceOf: prices.priceOf, cash });
    }
    const environment = await opening.environment();
    const resolved = await resolveCredentials(account, { environment, folder }, redactor);
    if (!resolved.ok) {
      const problems = resolved.problems
        .map(({ message }) => message)
        .join(' ')
        .replace(/\.$/, '');
      const next = '`copytrade validate --env` shows all of them with their place in the file.';
      throw new EngineError('CREDENTIALS', `${account.name}: ${problems}`, next);
    }
    const { apiKey, clientId, password, totpSecret } = resolved.credentials;
    const place = `${addresses.baseUrl ?? ''} ${clientId.reveal().toUpperCase()}`;
    opening.locks?.acquire(stateFolder(environment), place, account.name);
    return openAngelOneAccount({
      credentials: { apiKey, clientId: clientId.reveal(), password, totpSecret },
      redactor,
      clock,
      random: Math.random,
      findSymbolToken: (exchange, symbol) => instruments.bySymbol(exchange, symbol)?.symbolToken ?? null,
      baseUrl: addresses.baseUrl ?? undefined,
      orderFeedUrl: addresses.orderFeedUrl ?? undefined,
      totpUse: {
        claim: claimTotpSteps(stateFolder(environment), place),
        onWait: (ms) => opening.onNote?.(`${account.name} ${waitingForCode(ms)}`),
      },
      ...routeOf(account.network),
    });
  };
}

function waitingForCode(ms: number): string {
  return `logs in in ${Math.ceil(ms / 1000)} s: the TOTP code of this half minute was used, or is about to end`;
}

function routeOf(network: Network): { localAddress?: string; proxy?: string } {
  if (network.kind === 'local_address') return { localAddress: network.address };
  return network.kind === 'proxy' ? { proxy: network.url } : {};
}
