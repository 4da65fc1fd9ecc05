import { textOf } from "../order-request.js";
import { RateLimits } from "../rate-limits.js";
import { gatewayFailure, RATE_EXCEEDED } from "../wire/envelope.js";
import { MARKET_ENDPOINTS } from "./market-endpoints.js";
import { ORDER_ENDPOINTS } from "./order-endpoints.js";
import { SESSION_ENDPOINTS } from "./session-endpoints.js";
const ENDPOINTS = [...SESSION_ENDPOINTS, ...ORDER_ENDPOINTS, ...MARKET_ENDPOINTS];
export function findEndpoint(method, path) {
    for (const endpoint of ENDPOINTS) {
        if (endpoint.method !== method)
            continue;
        for (const known of endpoint.paths) {
            if (path === known)
                return { endpoint, parameter: '' };
            if (known.endsWith('/') && path.startsWith(known)) {
                return { endpoint, parameter: decodeURIComponent(path.slice(known.length)) };
            }
        }
    }
    return null;
}
/** The token of an Authorization header with exactly one `Bearer`; null where there is none. */
export function bearerToken(header) {
    return header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : null;
}
export class Gateway {
    #broker;
    #limits;
    constructor(broker, rateLimits) {
        this.#broker = broker;
        this.#limits = rateLimits === 'published' ? new RateLimits() : null;
    }
    /** The client behind a request, also behind a stale token; null where nothing tells. */
    identify(endpoint, { headers, body }) {
        if (endpoint.needs === 'nothing')
            return textOf(body.clientcode) || null;
        return this.#findSession(headers.authorization)?.clientCode ?? null;
    }
    answer(endpoint, knock) {
        const clientCode = this.identify(endpoint, knock);
        if (clientCode !== null && endpoint.rate !== null) {
            const admitted = this.#limits?.admit(clientCode, endpoint.rate, this.#broker.clock.now()) ?? true;
            if (!admitted)
                return RATE_EXCEEDED;
        }
        if (endpoint.needs === 'session')
            return this.#answerSession(endpoint, knock);
        const account = this.#broker.accounts.get(clientCode ?? '') ?? null;
        const apiKey = knock.headers['x-privatekey'] ?? '';
        return endpoint.handle({ broker: this.#broker, account, body: knock.body, apiKey });
    }
    #answerSession(endpoint, knock) {
        const { headers, body, parameter, remoteAddress } = knock;
        if (headers.authorization === undefined)
            return gatewayFailure('AG8003', 'Token missing');
        const session = this.#findSession(headers.authorization);
        if (session === null || this.#broker.sessions.stateOf(session) !== 'valid') {
            return gatewayFailure('AG8001', 'Invalid Token');
        }
        const account = this.#broker.accounts.get(session.clientCode);
        if (account === undefined)
            return gatewayFailure('AG8001', 'Invalid Token');
        if (headers['x-privatekey'] !== account.options.apiKey)
            return gatewayFailure('AG8004', 'Invalid API Key');
        const allowed = account.options.allowedAddresses;
        if (endpoint.checksAddress && allowed && !allowed.includes(remoteAddress)) {
            const words = 'Access denied: Unregistered IP address. Register your IP before retrying.';
            return gatewayFailure('AG7002', words);
        }
        return endpoint.handle({ broker: this.#broker, account, session, body, parameter });
    }
    #findSession(authorization) {
        const token = bearerToken(authorization);
        return token === null ? null : this.#broker.sessions.findByJwt(token);
    }
}
//# sourceMappingURL=gateway.js.map