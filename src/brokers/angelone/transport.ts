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

/** @throws ServiceUrlError where the base URL is not encrypted and not this machine itself. */
export function openTransport(options: TransportOptions): Transport {
  const { origin, pathname } = parseServiceUrl(options.baseUrl, 'http');
  const prefix = pathname.replace(/\/$/, '');
  const pool = openConnectionPool(options, options.deadlines);
  return {
    send: (request, signal) =>
      new Promise((resolve) => {
        const exchange = new HttpExchange(MAX_REPLY_BYTES, (result) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          resolve(result);
        });
        const onAbort = () => exchange.giveUp('ABORTED', 'given up by the caller');
        const onTimeout = () => exchange.giveUp('TIMEOUT', `no whole reply within ${request.totalMs} ms`);
        const timer = setTimeout(onTimeout, request.totalMs);
        if (signal.aborted) return onAbort();
        // A burst of slices shares one signal; more than ten listeners are no leak here.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', onAbort);
        const { method, path, headers, body } = request;
        pool.dispatch({ origin, method, path: `${prefix}${path}`, headers: { ...headers }, body }, exchange);
      }),
    close: () => pool.destroy(),
  };
}
