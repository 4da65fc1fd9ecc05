/** Tries accounts for `validate --online`: session, clock, funds, registered address. No order is placed. */
import type { BrokerAccount, BrokerError, OrderTicket } from '../brokers/port.ts';
import type { FindingCode } from '../config/findings/codes.ts';
import type { AccountTrouble, OnlineChecks } from '../config/online-checks.ts';
import type { AccountSettings } from '../config/settings.ts';
import type { Redactor } from '../secrets/redactor.ts';

/** A login, waiting for a fresh code included. */
const ACCOUNT_MS = 60_000;
/** A code is good for half a minute; the broker's time is known to about a second. */
const MAX_SKEW_MS = 5000;
/** No exchange gives an order this number. */
const NO_ORDER = '0';

export interface OnlineRequest {
  readonly open: (account: AccountSettings) => Promise<BrokerAccount>;
  readonly redactor: Redactor;
}

export function onlineChecks({ open, redactor }: OnlineRequest): OnlineChecks {
  return {
    tryAccount: async (account) => {
      const troubles = await tryAccount(account, open);
      return troubles.map(({ code, message }) => ({ code, message: redactor.redactText(message) }));
    },
  };
}

async function tryAccount(
  account: AccountSettings,
  open: OnlineRequest['open'],
): Promise<readonly AccountTrouble[]> {
  const signal = AbortSignal.timeout(ACCOUNT_MS);
  const { name } = account;
  let broker: BrokerAccount;
  try {
    broker = await open(account);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ code: 'broker-unreachable', message: `\`${name}\` cannot be opened: ${why}.` }];
  }
  try {
    const login = await broker.login(signal);
    const clock = clockTrouble(name, broker.clockSkewMs);
    if (!login.ok) return [...clock, troubleOf(name, login.error, 'login-refused')];
    // The session is left to end by itself: logging out could end that of a running engine.
    const funds = await broker.readFunds(signal);
    const unread = funds.ok ? [] : [troubleOf(name, funds.error, 'funds-unreadable')];
    return [...clock, ...unread, ...(name === 'master' ? [] : await addressTrouble(name, broker, signal))];
  } finally {
    await broker.close();
  }
}

function troubleOf(name: string, error: BrokerError, otherwise: FindingCode): AccountTrouble {
  const words = `${error.code}: ${error.message}`;
  switch (error.kind) {
    case 'source_address':
      return addressRefused(name, words);
    case 'transient':
    case 'throttled':
    case 'aborted':
      return {
        code: 'broker-unreachable',
        message: `The broker gives \`${name}\` no answer (${words}). Try again; check the network and \`network:\`.`,
      };
    case 'credentials':
      return {
        code: 'login-refused',
        message: `The broker refuses the credentials of \`${name}\` (${words}). Check them one by one before trying again: several wrong logins lock an account.`,
      };
    default:
      return {
        code: otherwise,
        message: `The broker refuses \`${name}\` (${words}). Log in by hand to see what it wants.`,
      };
  }
}

function addressRefused(name: string, words: string): AccountTrouble {
  const message = `The broker takes orders of \`${name}\` from its registered address only, and not from this one (${words}). Register the address for its API key at the broker's portal, or set \`network:\`.`;
  return { code: 'address-refused', message };
}

function clockTrouble(name: string, skewMs: number | null): AccountTrouble[] {
  if (skewMs === null || Math.abs(skewMs) < MAX_SKEW_MS) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const direction = skewMs > 0 ? 'behind' : 'ahead of';
  const message = `This machine's clock is ${seconds} s ${direction} the broker's, as \`${name}\` saw it: login codes are refused, and ages of orders are wrong. Set the clock by the network (NTP).`;
  return [{ code: 'clock-off', message }];
}

/**
 * The address is looked at for orders only. Cancelling an order that cannot exist is the one question that tells it and
 * changes nothing.
 */
async function addressTrouble(
  name: string,
  broker: BrokerAccount,
  signal: AbortSignal,
): Promise<AccountTrouble[]> {
  if (!broker.capabilities.checksSourceAddress) return [];
  const outcome = await broker.cancelOrder(NO_ORDER, NO_TICKET, signal);
  if (outcome.kind === 'accepted' || outcome.error.kind !== 'source_address') return [];
  return [addressRefused(name, `${outcome.error.code}: ${outcome.error.message}`)];
}

const NO_TICKET: OrderTicket = {
  exchange: 'NSE',
  symbolToken: null,
  tradingSymbol: '',
  side: 'buy',
  orderType: 'limit',
  product: 'intraday',
  quantity: 1,
  limitPrice: null,
  triggerPrice: null,
  tag: '',
};
