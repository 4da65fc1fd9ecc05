/**
 * Keeps the followers' accounts ready for an order. A connection that idles is dropped, and the next order would first
 * have to open one: two or three round trips and a TLS handshake. And a session that is over is noticed, and opened
 * again, before an order meets it. So each account that idles is asked something small, one account after another.
 */

import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { AccountGate } from './account-gate.ts';

export interface WarmAccountsParts {
  readonly clock: Clock;
  /** Followers whose copies are placed, with their accounts. */
  readonly accounts: () => ReadonlyMap<string, AccountGate>;
}

export class WarmAccounts {
  readonly #parts: WarmAccountsParts;
  readonly #closing = new AbortController();

  constructor(parts: WarmAccountsParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.#keepWarm();
  }

  close(): void {
    this.#closing.abort();
  }

  async #keepWarm(): Promise<void> {
    const { clock, accounts } = this.#parts;
    const { signal } = this.#closing;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const gates = [...accounts().values()];
      // Apart from each other, so that an order never finds a hundred of them under way.
      await clock.sleep(BOUNDS.warmIntervalMs / Math.max(gates.length, 1), signal);
      const gate = gates[turn % gates.length];
      const isIdle = gate?.state === 'open' && gate.idleMs >= BOUNDS.warmIntervalMs / 2;
      // What the answer says matters to nobody, and a failure of it mends itself or is told where it is in the way.
      if (isIdle && !signal.aborted) void gate.readFunds();
    }
  }
}
