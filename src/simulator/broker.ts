import type { Account } from './accounts/account.ts';
import type { Sessions } from './accounts/sessions.ts';
import type { TotpCheck } from './accounts/totp.ts';
import type { TrackedClock } from './clock.ts';
import type { Instruments } from './market/instrument.ts';
import type { Market } from './market/market.ts';
import type { Exchange } from './orders/exchange.ts';
import type { OrderDesk } from './orders/order-desk.ts';

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
