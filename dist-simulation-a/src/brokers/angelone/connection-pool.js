import { isIP } from 'node:net';
import { Pool, ProxyAgent } from 'undici';
/**
 * Nine order requests a second take half a second each (recorded 2026-05-11), beside a read or two; an order must
 * never wait behind a slow order book.
 */
const MAX_CONNECTIONS = 16;
/** Shorter than a load balancer's usual minute, so that it is we who drop an idle connection. */
const KEEP_ALIVE_MS = 20_000;
const MAX_HEADER_BYTES = 16_384;
const MIN_TLS = 'TLSv1.2';
/** Makes the pool of one account's keep-alive connections to `origin`. HTTP/1.1, one request at a time on each. */
export function openConnectionPool(origin, route, deadlines) {
    const family = route.localAddress === undefined ? 0 : isIP(route.localAddress);
    const tls = {
        minVersion: MIN_TLS,
        timeout: deadlines.connectMs,
        ...(family === 0 ? {} : { family }),
    };
    const options = {
        connections: MAX_CONNECTIONS,
        pipelining: 1,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
        headersTimeout: deadlines.headersMs,
        bodyTimeout: deadlines.bodyMs,
        maxHeaderSize: MAX_HEADER_BYTES,
    };
    const local = route.localAddress === undefined ? {} : { localAddress: route.localAddress };
    if (route.proxy === undefined)
        return new Pool(origin, { ...options, ...local, connect: tls });
    return new ProxyAgent({
        ...options,
        uri: route.proxy,
        requestTls: tls,
        proxyTls: tls,
        clientFactory: (proxy, clientOptions) => new Pool(proxy, { ...clientOptions, ...local }),
    });
}
//# sourceMappingURL=connection-pool.js.map