import type { Fault } from '../faults.ts';
import type { EndpointName } from './endpoint.ts';

/** One request as it arrived, and what it got: for looking at what a client really sends. */
export interface ReceivedRequest {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** Null for a path that the broker does not have. */
  readonly endpoint: EndpointName | null;
  /** Null where the request does not say whose it is. */
  readonly clientCode: string | null;
  readonly remoteAddress: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, read; the text where it is none; null for no body. */
  readonly body: unknown;
  fault: Fault['kind'] | null;
  /** Of the reply; null while there is none. */
  status: number | null;
  /** The reply's text, its first 4096 characters; null while there is none. */
  reply: string | null;
}

/** A simulator may run for days: the oldest requests are forgotten. */
export const MAX_REQUESTS_KEPT = 10_000;
export const MAX_REPLY_KEPT = 4096;
