import type { Account } from '../accounts/account.ts';
import type { Session } from '../accounts/sessions.ts';
import type { Broker } from '../broker.ts';
import type { Body } from '../orders/order-request.ts';
import type { RateKey } from '../rate-limits.ts';
import type { Reply } from '../wire/envelope.ts';

export const ENDPOINT_NAMES = [
  'login',
  'generateTokens',
  'logout',
  'getProfile',
  'getRMS',
  'placeOrder',
  'modifyOrder',
  'cancelOrder',
  'getOrderBook',
  'getTradeBook',
  'getPosition',
  'convertPosition',
  'orderDetails',
  'getHolding',
  'getAllHolding',
  'getLtpData',
  'quote',
  'searchScrip',
  'margin',
  'scripMaster',
] as const;

export type EndpointName = (typeof ENDPOINT_NAMES)[number];

/** A request that came through the gateway: its session is good and its account known. */
export interface SessionCall {
  readonly broker: Broker;
  readonly account: Account;
  readonly session: Session;
  readonly body: Body;
  /** The last part of the path, where the endpoint has a parameter; else empty. */
  readonly parameter: string;
}

/** A request before any session: login, and the instrument master. */
export interface OpenCall {
  readonly broker: Broker;
  /** By the client code of the body; null where there is no such client. */
  readonly account: Account | null;
  readonly body: Body;
  readonly apiKey: string;
}

interface EndpointBase {
  readonly name: EndpointName;
  readonly method: 'GET' | 'POST';
  /** Ends with `/` where a parameter follows. */
  readonly paths: readonly string[];
  readonly rate: RateKey | null;
}

export interface SessionEndpoint extends EndpointBase {
  readonly needs: 'session';
  /** Order requests are taken from registered addresses only. */
  readonly checksAddress?: boolean;
  readonly handle: (call: SessionCall) => Reply;
}

interface OpenEndpoint extends EndpointBase {
  readonly needs: 'nothing';
  readonly handle: (call: OpenCall) => Reply;
}

export type Endpoint = SessionEndpoint | OpenEndpoint;
