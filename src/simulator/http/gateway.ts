/** The broker's front door: whose request is it, is it too much, may it come in; then the endpoint. */

import type { Session } from '../accounts/sessions.ts';
import type { Broker } from '../broker.ts';
import { type Body, textOf } from '../orders/order-request.ts';
import { RateLimits } from '../rate-limits.ts';
import { gatewayFailure, RATE_EXCEEDED, type Reply } from '../wire/envelope.ts';
import type { Endpoint } from './endpoint.ts';
import { MARKET_ENDPOINTS } from './market-endpoints.ts';
import { ORDER_ENDPOINTS } from './order-endpoints.ts';
import { SESSION_ENDPOINTS } from './session-endpoints.ts';

const ENDPOINTS: readonly Endpoint[] = [...SESSION_ENDPOINTS, ...ORDER_ENDPOINTS, ...MARKET_ENDPOINTS];

/** A request, read but not yet believed. */
export interface Knock {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  readonly parameter: string;
  readonly remoteAddress: string;
}

export function findEndpoint(method: string, path: string): { endpoint: Endpoint; parameter: string } | null {
  for (const endpoint of ENDPOINTS) {
    if (endpoint.method !== method) continue;
    for (const known of endpoint.paths) {
      if (path === known) return { endpoint, parameter: '' };
      if (known.endsWith('/') && path.startsWith(known)) {
        return { endpoint, parameter: decodeURIComponent(path.slice(known.length)) };
      }
    }
  }
  return null;
}

/** The token of an Authorization header with exactly one `Bearer`; null where there is none. */
export function bearerToken(header: string | undefined): string | null {
  return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
}

export class Gateway {
  readonly #broker: Broker;
  readonly #limits: RateLimits | null;

  constructor(broker: Broker, rateLimits: 'published' | 'off') {
    this.#broker = broker;
    this.#limits = rateLimits === 'published' ? new RateLimits() : null;
  }

  /** The client behind a request, also behind a stale token; null where nothing tells. */
  identify(endpoint: Endpoint, { headers, body }: Knock): string | null {
    if (endpoint.needs === 'nothing') return textOf(body.clientcode) || null;
    return this.#findSession(headers.authorization)?.clientCode ?? null;
  }

  answer(endpoint: Endpoint, knock: Knock): Reply {
    const clientCode = this.identify(endpoint, knock);
    if (clientCode !== null && endpoint.rate !== null) {
      const admitted = this.#limits?.admit(clientCode, endpoint.rate, this.#broker.clock.now()) ?? true;
      if (!admitted) return RATE_EXCEEDED;
    }
    if (endpoint.needs === 'session') return this.#answerSession(endpoint, knock);
    const account = this.#broker.accounts.get(clientCode ?? '') ?? null;
    const apiKey = knock.headers['x-privatekey'] ?? '';
    return endpoint.handle({ broker: this.#broker, account, body: knock.body, apiKey });
  }

  #answerSession(endpoint: Extract<Endpoint, { needs: 'session' }>, knock: Knock): Reply {
    const { headers, body, parameter, remoteAddress } = knock;
    if (headers.authorization === undefined) return gatewayFailure('AG8003', 'Token missing');
    const session = this.#findSession(headers.authorization);
    if (session === null || this.#broker.sessions.stateOf(session) !== 'valid') {
      return gatewayFailure('AG8001', 'Invalid Token');
    }
    const account = this.#broker.accounts.get(session.clientCode);
    if (account === undefined) return gatewayFailure('AG8001', 'Invalid Token');
    if (headers['x-privatekey'] !== account.options.apiKey)
      return gatewayFailure('AG8004', 'Invalid API Key');
    const allowed = account.options.allowedAddresses;
    if (endpoint.checksAddress && allowed && !allowed.includes(remoteAddress)) {
      const words = 'Access denied: Unregistered IP address. Register your IP before retrying.';
      return gatewayFailure('AG7002', words);
    }
    return endpoint.handle({ broker: this.#broker, account, session, body, parameter });
  }

  #findSession(authorization: string | undefined): Session | null {
    const token = bearerToken(authorization);
    return token === null ? null : this.#broker.sessions.findByJwt(token);
  }
}
