import { setMaxListeners } from 'node:events';
import { openConnectionPool, type Route } from './connection-pool.ts';
import type { Deadlines } from './deadlines.ts';
import { HttpExchange, type HttpResult } from './http-exchange.ts';
import { parseServiceUrl } from './service-url.ts';

/** The longest order book that a day can bring, with room: a row has some 900 bytes, a day a thousand orders. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; null for none. */
  readonly body: string | null;
  /** From now to the last byte of the reply, in milliseconds. */
  readonly totalMs: number;
}

/** One account's way to the broker. */
export interface Transport {
  /** Sends once: nothing is retried, no redirect is followed. Never rejects. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResult>;
  /** Drops all connections; what is under way ends as aborted. */
  close(): Promise<void>;
}

export interface TransportOptions extends Route {
  /** `https://`, or `http://` of this machine itself. */
  readonly baseUrl: string;
  readonly deadlines: Deadlines;
}

const GIVEN_UP = 'given up by the caller';

/** What is under way, by the signal that gives it up. Requests of an account share one: it is listened to once. */
class Exchanges {
  readonly #bySignal = new WeakMap<AbortSignal, Set<HttpExchange>>();

  add(exchange: HttpExchange, signal: AbortSignal): void {
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
      for (const one of own) one.giveUp('ABORTED', GIVEN_UP);
    });
  }

  remove(exchange: HttpExchange, signal: AbortSignal): void {
    this.#bySignal.get(signal)?.delete(exchange);
  }
}

/** @throws ServiceUrlError where the base URL is not encrypted and not this machine itself. */
export function openTransport(options: TransportOptions): Transport {
  const { origin, pathname } = parseServiceUrl(options.baseUrl, 'http');
  const prefix = pathname.replace(/\/$/, '');
  const pool = openConnectionPool(origin, options, options.deadlines);
  const underWay = new Exchanges();
  return {
    send: ({ method, path, headers, body, totalMs }, signal) =>
      new Promise((resolve) => {
        const exchange = new HttpExchange(MAX_REPLY_BYTES, (result) => {
          clearTimeout(timer);
          underWay.remove(exchange, signal);
          resolve(result);
        });
        const onTimeout = () => exchange.giveUp('TIMEOUT', `no whole reply within ${totalMs} ms`);
        const timer = setTimeout(onTimeout, totalMs);
        if (signal.aborted) return exchange.giveUp('ABORTED', GIVEN_UP);
        underWay.add(exchange, signal);
        pool.dispatch({ origin, method, path: `${prefix}${path}`, headers, body }, exchange);
      }),
    close: () => pool.destroy(),
  };
}
