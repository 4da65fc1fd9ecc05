import type { AccountOptions } from './accounts/account.ts';
import type { Clock } from './clock.ts';
import type { ScripRow } from './market/instrument.ts';
import type { MarketHours } from './market/market-hours.ts';
import type { PriceWalk, ScriptedPrice } from './market/price-source.ts';

export interface SimulatorOptions {
  readonly accounts: readonly AccountOptions[];
  /** 0, the default: any that is free. Always on 127.0.0.1. */
  readonly port?: number;
  readonly clock?: Clock;
  /** 1 by default. Ids, tokens and the price walk come from it. */
  readonly seed?: number;
  /** `off` for load tests; `published` by default. */
  readonly rateLimits?: 'published' | 'off';
  /** `auto` by default: the last price fills. `manual`: only a hand fills. */
  readonly matching?: 'auto' | 'manual';
  /** HTTP control; off by default. In the process there is always this object. */
  readonly control?: { readonly token: string } | false;
  /** Records of the instrument master instead of the built-in ones; they have no price until one is set. */
  readonly instruments?: readonly ScripRow[];
  /** First prices in rupees, by trading symbol or `EXCHANGE:SYMBOL`. */
  readonly prices?: Readonly<Record<string, number>>;
  readonly priceWalk?: PriceWalk;
  readonly priceScript?: readonly ScriptedPrice[];
  /** `always` (open) by default. */
  readonly marketHours?: MarketHours;
  /** What each step from placing to the exchange takes; 5 by default, 0: all before the reply. */
  readonly stepMs?: number;
  /** How the book shows MARKET orders after the price protection; `limit` by default. */
  readonly marketOrdersAs?: 'limit' | 'market';
  /** Whether a used TOTP code is refused again; `refuse` by default. */
  readonly totpReuse?: 'refuse' | 'allow';
  /** `false` by default: users report that nothing comes. */
  readonly pushAfterMarketOrders?: boolean;
  /** `true` by default: users report both. */
  readonly pushAppOrders?: boolean;
  /** Trading symbols that need `scripconsent` over the API. */
  readonly cautionary?: readonly string[];
}
