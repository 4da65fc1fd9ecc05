import type { Redactor } from '../../secrets/redactor.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Clock } from '../clock.ts';
import { AngelOneAccount } from './account.ts';
import { SmartApi } from './api.ts';
import type { Route } from './connection-pool.ts';
import { DEFAULT_DEADLINES, type Deadlines } from './deadlines.ts';
import type { FeedSocket, FeedTarget } from './feed-connection.ts';
import { openOrderFeed } from './order-feed.ts';
import { parseServiceUrl } from './service-url.ts';
import type { FindSymbolToken } from './symbol-tokens.ts';
import { normalizeTotpSecret, TotpCodes, type TotpUse } from './totp.ts';
import { openTransport, type Transport } from './transport.ts';
import { BASE_URL, ORDER_FEED_URL } from './wire/endpoints.ts';

/** What opens one account. */
export interface Credentials {
  readonly apiKey: Secret;
  /** The client code. No secret, but never logged in full. */
  readonly clientId: string;
  /** The PIN. */
  readonly password: Secret;
  /** The seed of the time-based codes, base32; blanks and letters' case do not matter. */
  readonly totpSecret: Secret;
}

export interface AngelOneOptions extends Route {
  readonly credentials: Credentials;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** From 0 up to 1; spreads reconnects. */
  readonly random: () => number;
  /** `https://`, or `http://` of this machine; the broker's own by default. */
  readonly baseUrl?: string | undefined;
  /** `wss://`, or `ws://` of this machine; the broker's own by default. */
  readonly orderFeedUrl?: string | undefined;
  readonly deadlines?: Partial<Deadlines> | undefined;
  /** Finds the token of a ticket that has none; without it such a ticket is refused. */
  readonly findSymbolToken?: FindSymbolToken | undefined;
  /** Consents to trade shares under surveillance (ASM, GSM). False by default: the broker then refuses them. */
  readonly scripConsent?: boolean | undefined;
  readonly totpUse?: TotpUse | undefined;
  /** The account's way to the broker; connections of its own by default. */
  readonly way?: Way | undefined;
}

/** Requests and order updates, however they travel. */
export interface Way {
  readonly transport: Transport;
  readonly openSocket: (target: FeedTarget) => FeedSocket;
}

/**
 * Makes one account, with connections, session and feed of its own; nothing is sent before `login`.
 * @throws ServiceUrlError where an address would not be encrypted.
 */
export function openAngelOneAccount(options: AngelOneOptions): AngelOneAccount {
  const { credentials, redactor, clock, random } = options;
  const route: Route = { localAddress: options.localAddress, proxy: options.proxy };
  const deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
  const url = parseServiceUrl(options.orderFeedUrl ?? ORDER_FEED_URL, 'ws');
  const transport =
    options.way?.transport ?? openTransport({ ...route, deadlines, baseUrl: options.baseUrl ?? BASE_URL });
  rememberSecrets(credentials, route, redactor);
  const api = new SmartApi({ apiKey: credentials.apiKey, transport, deadlines, clock, redactor });
  const { handshakeMs } = deadlines;
  const feed = { ...route, url, handshakeMs, clock, random, redactor, openSocket: options.way?.openSocket };
  return new AngelOneAccount({
    api,
    clock,
    redactor,
    clientCode: credentials.clientId,
    password: credentials.password,
    totp: new TotpCodes(credentials.totpSecret, clock, options.totpUse),
    findSymbolToken: options.findSymbolToken ?? (() => null),
    placeOptions: { scripConsent: options.scripConsent ?? false },
    openFeed: (events) => openOrderFeed({ ...feed, authorization: () => api.authorization }, events),
    disconnect: () => transport.close(),
  });
}

/** Whoever read the credentials made them known already; here the forms that are sent join them. */
function rememberSecrets(
  { apiKey, password, totpSecret }: Credentials,
  route: Route,
  redactor: Redactor,
): void {
  redactor.add(apiKey.reveal(), 'api key');
  redactor.add(password.reveal(), 'password');
  redactor.add(totpSecret.reveal(), 'totp secret');
  redactor.add(normalizeTotpSecret(totpSecret.reveal()), 'totp secret');
  if (route.proxy !== undefined && URL.canParse(route.proxy))
    redactor.add(decodeURIComponent(new URL(route.proxy).password), 'proxy password');
}
