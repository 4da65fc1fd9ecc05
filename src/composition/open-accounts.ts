/** Which broker an account is at, and how it is reached. The one place that knows them all. */
import { openAngelOneAccount } from '../brokers/angelone/open-account.ts';
import type { BrokerAccount } from '../brokers/port.ts';
import type { Environment } from '../config/credentials/environment.ts';
import { resolveCredentials } from '../config/credentials/resolve-credentials.ts';
import type { AccountSettings, Network } from '../config/settings.ts';
import type { Clock } from '../engine/clock.ts';
import { EngineError } from '../engine/engine-error.ts';
import type { Redactor } from '../secrets/redactor.ts';

/** Where SmartAPI is. Null: the broker's own addresses. Another place can only be this machine: a simulator. */
export interface BrokerAddresses {
  readonly baseUrl: string | null;
  readonly orderFeedUrl: string | null;
}

export interface AccountOpening {
  readonly environment: Environment;
  /** Folder of the configuration; relative paths of secrets start there. */
  readonly folder: string;
  readonly addresses: BrokerAddresses;
  readonly redactor: Redactor;
  readonly clock: Clock;
}

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
    const { environment, folder, redactor, clock, addresses } = opening;
    const resolved = await resolveCredentials(account, { environment, folder }, redactor);
    if (!resolved.ok) {
      const problems = resolved.problems.map(({ message }) => message).join(' ');
      const next = '`copytrade validate --env` shows all of them with their place in the file.';
      throw new EngineError('CREDENTIALS', `${account.name}: ${problems}`, next);
    }
    const { apiKey, clientId, password, totpSecret } = resolved.credentials;
    return openAngelOneAccount({
      credentials: { apiKey, clientId: clientId.reveal(), password, totpSecret },
      redactor,
      clock,
      random: Math.random,
      baseUrl: addresses.baseUrl ?? undefined,
      orderFeedUrl: addresses.orderFeedUrl ?? undefined,
      ...routeOf(account.network),
    });
  };
}

function routeOf(network: Network): { localAddress?: string; proxy?: string } {
  if (network.kind === 'local_address') return { localAddress: network.address };
  return network.kind === 'proxy' ? { proxy: network.url } : {};
}
