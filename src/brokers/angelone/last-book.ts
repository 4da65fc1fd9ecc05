import type { OrderReading } from '../port.ts';
import type { HttpResult } from './http-exchange.ts';

/**
 * Most readings of an order book bring what the one before brought, letter by letter, and a busy day's has a thousand
 * rows. Such a reply is not read again: its readings are the same list as before, so that others need not look either.
 */
export class LastBook {
  #reply: Extract<HttpResult, { kind: 'response' }> | null = null;
  #readings: readonly OrderReading[] = [];

  /** The readings of the last reply, where this one is the same. */
  find(reply: HttpResult): readonly OrderReading[] | null {
    const last = this.#reply;
    if (last === null || reply.kind !== 'response') return null;
    const { status, contentType, text } = reply;
    const isSame = last.text === text && last.status === status && last.contentType === contentType;
    return isSame ? this.#readings : null;
  }

  keep(reply: HttpResult, readings: readonly OrderReading[]): void {
    if (reply.kind !== 'response') return;
    this.#reply = reply;
    this.#readings = readings;
  }
}
