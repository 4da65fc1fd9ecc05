/** Trouble on purpose. */
import type { EndpointName } from './http/endpoint.ts';

/** Which requests a fault is for, and how often. */
interface FaultScope {
  /** A client code; absent: any account. */
  readonly account?: string;
  /** Absent: any endpoint. `orders` is placing, modifying and cancelling. */
  readonly endpoint?: EndpointName | 'orders';
  /** 1 by default. */
  readonly times?: number | 'always';
}

/**
 * What a request gets instead of its reply. With `accepted: true` it is carried out first, as if the reply had been
 * lost on its way back; otherwise (the default) it never reached the broker.
 */
interface ReplyFault extends FaultScope {
  readonly kind:
    | 'hang'
    | 'reset'
    | 'server_error'
    | 'throttled'
    | 'html_page'
    | 'empty_object'
    | 'empty_body'
    | 'expired_token'
    | 'reply';
  readonly accepted?: boolean;
  /** For an order that is accepted: the book shows it only after this, as with `order_hidden`. */
  readonly hiddenMs?: number;
  /** Before the trouble. */
  readonly delayMs?: number;
  /** For `reply`: what is sent, as JSON unless it is a text. */
  readonly body?: unknown;
  /** For `reply`: 200 by default. */
  readonly status?: number;
}

/** The right reply, late or cut short. `keepBytes`: half of it by default. */
interface AlteredReplyFault extends FaultScope {
  readonly kind: 'delay' | 'truncated';
  /** Before the reply. */
  readonly delayMs?: number;
  readonly keepBytes?: number;
}

/** An accepted order that the book shows only after `delayMs`. */
interface HiddenOrderFault extends FaultScope {
  readonly kind: 'order_hidden';
  readonly delayMs: number;
}

/**
 * Order updates that get lost, come twice, or change places with the next. `push_silent` is a socket that stays open
 * and says nothing at all, not even a pong; it lasts until the faults are cleared, whatever `times` is.
 */
export interface PushFault {
  readonly kind: 'push_dropped' | 'push_duplicated' | 'push_reordered' | 'push_silent';
  readonly account?: string;
  readonly times?: number | 'always';
}

/** A handshake that is refused: 401, 403, 429, 503. */
export interface HandshakeFault {
  readonly kind: 'handshake_refused';
  readonly account?: string;
  readonly times?: number | 'always';
  readonly status: number;
}

export type HttpFault = ReplyFault | AlteredReplyFault | HiddenOrderFault;
export type Fault = HttpFault | PushFault | HandshakeFault;

const PUSH_KINDS = ['push_dropped', 'push_duplicated', 'push_reordered', 'push_silent'] as const;
interface Armed<T extends Fault> {
  readonly fault: T;
  left: number;
}

/** The faults in waiting, the first added first. */
export class Faults {
  #http: Armed<HttpFault>[] = [];
  #push: Armed<PushFault>[] = [];
  #handshake: Armed<HandshakeFault>[] = [];

  /** @throws where `times` is no whole number above 0. */
  add(fault: Fault): void {
    const left = fault.times === 'always' ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
    if (left !== Number.POSITIVE_INFINITY && !(Number.isInteger(left) && left > 0)) {
      throw new RangeError(`times is a whole number above 0, or 'always': ${left}`);
    }
    if (isPushFault(fault)) this.#push.push({ fault, left });
    else if (fault.kind === 'handshake_refused') this.#handshake.push({ fault, left });
    else this.#http.push({ fault, left });
  }

  clear(): void {
    this.#http = [];
    this.#push = [];
    this.#handshake = [];
  }

  /** Those that have not been used up. */
  list(): readonly Fault[] {
    return [...this.#http, ...this.#push, ...this.#handshake].map(({ fault }) => fault);
  }

  takeHttp(endpoint: EndpointName, clientCode: string | null): HttpFault | null {
    return take(
      this.#http,
      (fault) =>
        isFor(fault, clientCode) && (fault.endpoint === undefined || covers(fault.endpoint, endpoint)),
    );
  }

  takePush(clientCode: string): PushFault['kind'] | null {
    return (
      take(this.#push, (fault) => fault.kind !== 'push_silent' && isFor(fault, clientCode))?.kind ?? null
    );
  }

  isSilent(clientCode: string): boolean {
    return this.#push.some(({ fault }) => fault.kind === 'push_silent' && isFor(fault, clientCode));
  }

  takeHandshake(clientCode: string | null): HandshakeFault | null {
    return take(this.#handshake, (fault) => isFor(fault, clientCode));
  }
}

function take<T extends Fault>(armed: Armed<T>[], matches: (fault: T) => boolean): T | null {
  const index = armed.findIndex(({ fault }) => matches(fault));
  const found = armed[index];
  if (found === undefined) return null;
  found.left -= 1;
  if (found.left === 0) armed.splice(index, 1);
  return found.fault;
}

function isFor(fault: { readonly account?: string }, clientCode: string | null): boolean {
  return fault.account === undefined || fault.account === clientCode;
}

function covers(scope: EndpointName | 'orders', endpoint: EndpointName): boolean {
  if (scope !== 'orders') return scope === endpoint;
  return endpoint === 'placeOrder' || endpoint === 'modifyOrder' || endpoint === 'cancelOrder';
}

function isPushFault(fault: Fault): fault is PushFault {
  return PUSH_KINDS.some((kind) => kind === fault.kind);
}
