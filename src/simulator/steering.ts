import type { Account } from './accounts/account.ts';
import { AccountHand } from './accounts/account-hand.ts';
import type { Broker } from './broker.ts';
import type { Faults } from './faults.ts';
import type { ReceivedRequest } from './http/received-request.ts';
import type { ScripRow } from './market/instrument.ts';
import type { MarketHours } from './market/market-hours.ts';
import { toPrice } from './market/price.ts';
import type { OrderPush } from './order-push.ts';

/** Steering a simulator from within the process, or over HTTP control. */
export interface Steering {
  /** The instrument master as it is served. */
  readonly instruments: readonly ScripRow[];
  readonly faults: Faults;
  /** Requests in the order of arrival, without those of control; the newest 10,000. */
  readonly requests: ReceivedRequest[];
  /** @throws for a client code that is none of the accounts. */
  account(clientCode: string): AccountHand;
  /** Moves the last price, in rupees; orders that it crosses are filled. */
  setPrice(symbol: string, price: number, exchange?: string): void;
  /** Opening releases what waits. */
  setMarketHours(hours: MarketHours): void;
  /** Sends after-market orders to the exchange, of one account or all. */
  releaseAfterMarketOrders(clientCode?: string): void;
  /** Ends sessions, as if midnight had come; their tokens get AG8001. */
  endSessions(clientCode?: string): void;
  /** Cuts order-update sockets. */
  disconnectFeeds(clientCode?: string): void;
  /** Order-update sockets of one client that are open. */
  openFeeds(clientCode: string): number;
}

/** What changes outside the broker's own books. */
export interface SteeredState {
  hours: MarketHours;
}

export function createSteering(world: {
  broker: Broker;
  push: OrderPush;
  faults: Faults;
  requests: ReceivedRequest[];
  state: SteeredState;
}): Steering {
  const { broker, push, faults, requests, state } = world;
  const releaseAfterMarketOrders = (clientCode?: string): void => {
    for (const account of chosen(broker, clientCode)) {
      for (const order of account.orders) broker.desk.release(order);
    }
  };
  return {
    instruments: broker.instruments.rows,
    faults,
    requests,
    account(clientCode) {
      const account = broker.accounts.get(clientCode);
      if (!account) throw new Error(`no such account: ${clientCode}`);
      return new AccountHand(account, broker);
    },
    setPrice(symbol, price, exchange) {
      const instrument = broker.instruments.bySymbol(symbol, exchange);
      if (!instrument) throw new Error(`unknown instrument: ${symbol}`);
      broker.market.setPrice(instrument, toPrice(price));
    },
    setMarketHours(hours) {
      state.hours = hours;
      if (hours === 'always') releaseAfterMarketOrders();
    },
    releaseAfterMarketOrders,
    endSessions: (clientCode) => broker.sessions.endAll(clientCode),
    disconnectFeeds: (clientCode) => push.disconnect(clientCode),
    openFeeds: (clientCode) => push.connectionsOf(clientCode),
  };
}

function chosen({ accounts }: Broker, clientCode: string | undefined): readonly Account[] {
  return [...accounts.values()].filter(
    (account) => clientCode === undefined || account.clientCode === clientCode,
  );
}
