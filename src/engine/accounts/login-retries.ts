/**
 * Logins at the user's word: of accounts that have no session, and of those whose credentials were refused, which
 * nothing else tries again.
 */
import type { BrokerAccount } from '../../brokers/port.ts';
import type { AccountSettings, FollowerSettings } from '../../config/settings.ts';
import { BOUNDS } from '../bounds.ts';
import type { Clock } from '../clock.ts';
import type { DeskFloor } from '../copies/desk-floor.ts';
import { EngineError } from '../engine-error.ts';
import type { EngineObserver } from '../events.ts';
import type { AccountGate } from './account-gate.ts';

export interface LoginParts {
  readonly floor: DeskFloor;
  readonly master: AccountGate;
  readonly clock: Clock;
  readonly observe: EngineObserver;
  /** As the file names them now. */
  readonly followers: () => readonly FollowerSettings[];
  readonly openAccount: (account: AccountSettings) => Promise<BrokerAccount>;
}

/** What came of it. */
export interface Retried {
  /** `master`, or a follower's name. */
  readonly account: string;
  /** Whether nothing is missing now. */
  readonly ok: boolean;
  /** In a sentence. */
  readonly text: string;
}

export class LoginRetries {
  readonly #parts: LoginParts;
  /** Monotonic times, by account. */
  readonly #triedAt = new Map<string, number>();

  constructor(parts: LoginParts) {
    this.#parts = parts;
  }

  retryAll(followers: readonly string[]): Promise<readonly Retried[]> {
    return Promise.all([this.#retryMaster(), ...followers.map((name) => this.retryFollower(name))]);
  }

  async #retryMaster(): Promise<Retried> {
    const { master, observe, clock } = this.#parts;
    const account = 'master';
    if (master.state === 'locked') {
      return {
        account,
        ok: false,
        text: 'its credentials were refused: mend them and start the engine anew',
      };
    }
    return this.#retry(account, master, async () => {
      await master.open();
      const { state, lastError: error } = master;
      observe({ type: 'account', atMs: clock.now(), account, state, error });
    });
  }

  /** Where the credentials were refused, those that are there now are used. */
  async retryFollower(name: string): Promise<Retried> {
    const { floor, openAccount, followers } = this.#parts;
    const gate = floor.deskOf(name)?.gate;
    if (!gate) return { account: name, ok: true, text: 'it is only shown, and needs no login' };
    return this.#retry(name, gate, async () => {
      const settings = followers().find((one) => one.name === name);
      if (gate.state === 'locked' && settings) {
        await gate.takeBroker(await reopen(gate, settings, openAccount));
      }
      await floor.logIn(name);
    });
  }

  async #retry(account: string, gate: AccountGate, logIn: () => Promise<void>): Promise<Retried> {
    if (gate.state === 'open') return { account, ok: true, text: 'it is logged in' };
    const now = this.#parts.clock.monotonic();
    const waitMs = (this.#triedAt.get(account) ?? Number.NEGATIVE_INFINITY) + BOUNDS.userRetryMs - now;
    if (waitMs > 0) {
      const text = `it was tried just now, and repeated failures lock an account: try again in ${Math.ceil(waitMs / 1000)} s`;
      return { account, ok: false, text };
    }
    this.#triedAt.set(account, now);
    try {
      await logIn();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { account, ok: false, text: `${error.message}. ${error.next}` };
    }
    const error = gate.lastError;
    if (error === null) return { account, ok: true, text: 'it is logged in again' };
    return { account, ok: false, text: `it cannot log in: ${error.message} (${error.code})` };
  }
}

/** The account anew, with the credentials as they are now. */
async function reopen(
  gate: AccountGate,
  settings: FollowerSettings,
  openAccount: LoginParts['openAccount'],
): Promise<BrokerAccount> {
  const broker = await openAccount(settings);
  if (broker.clientCode === gate.broker.clientCode) return broker;
  await broker.close();
  const next = 'An account is changed by starting the engine anew.';
  throw new EngineError('CREDENTIALS', `the credentials of ${settings.name} are another account's now`, next);
}
