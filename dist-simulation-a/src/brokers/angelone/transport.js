import { setMaxListeners } from 'node:events';
import { openConnectionPool } from "./connection-pool.js";
import { HttpExchange } from "./http-exchange.js";
import { parseServiceUrl } from "./service-url.js";
/** The longest order book that a day can bring, with room: a row has some 900 bytes, a day a thousand orders. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
const GIVEN_UP = 'given up by the caller';
/** What is under way, by the signal that gives it up. Requests of an account share one: it is listened to once. */
class Exchanges {
    #bySignal = new WeakMap();
    add(exchange, signal) {
        const others = this.#bySignal.get(signal);
        if (others) {
            others.add(exchange);
            return;
        }
        const own = new Set([exchange]);
        this.#bySignal.set(signal, own);
        // An account's waits and requests share its signal; more than ten listeners are no leak here.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', () => {
            for (const one of own)
                one.giveUp('ABORTED', GIVEN_UP);
        });
    }
    remove(exchange, signal) {
        this.#bySignal.get(signal)?.delete(exchange);
    }
}
/** @throws ServiceUrlError where the base URL is not encrypted and not this machine itself. */
export function openTransport(options) {
    const { origin, pathname } = parseServiceUrl(options.baseUrl, 'http');
    const prefix = pathname.replace(/\/$/, '');
    const pool = openConnectionPool(origin, options, options.deadlines);
    const underWay = new Exchanges();
    return {
        send: ({ method, path, headers, body, totalMs }, signal) => new Promise((resolve) => {
            const exchange = new HttpExchange(MAX_REPLY_BYTES, (result) => {
                clearTimeout(timer);
                underWay.remove(exchange, signal);
                resolve(result);
            });
            const onTimeout = () => exchange.giveUp('TIMEOUT', `no whole reply within ${totalMs} ms`);
            const timer = setTimeout(onTimeout, totalMs);
            if (signal.aborted)
                return exchange.giveUp('ABORTED', GIVEN_UP);
            underWay.add(exchange, signal);
            pool.dispatch({ origin, method, path: `${prefix}${path}`, headers, body }, exchange);
        }),
        close: () => pool.destroy(),
    };
}
//# sourceMappingURL=transport.js.map