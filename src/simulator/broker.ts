import type { Account } from './account.ts';
import type { TrackedClock } from './clock.ts';
import type { Exchange } from './exchange.ts';
import type { Instruments } from './instrument.ts';
import type { Market } from './market.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Sessions } from './sessions.ts';
import type { TotpCheck } from './totp.ts';

/** Everything behind the doors: what the endpoints work on. */
export interface Broker {
  readonly clock: TrackedClock;
  readonly instruments: Instruments;
  readonly market: Market;
  readonly sessions: Sessions;
  readonly exchange: Exchange;
  readonly desk: OrderDesk;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly totp: ReadonlyMap<string, TotpCheck>;
  /** Symbols under surveillance: API orders need `scripconsent`. */
  readonly cautionary: readonly string[];
}
