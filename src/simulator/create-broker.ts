import { Account, type AccountOptions } from './accounts/account.ts';
import { carryForward } from './accounts/position.ts';
import { Sessions } from './accounts/sessions.ts';
import { TotpCheck } from './accounts/totp.ts';
import type { Broker } from './broker.ts';
import type { TrackedClock } from './clock.ts';
import { createBuiltInInstruments } from './market/built-in-instruments.ts';
import { createInstruments, type Instrument, type Instruments } from './market/instrument.ts';
import { Market } from './market/market.ts';
import type { MarketHours } from './market/market-hours.ts';
import { toPrice } from './market/price.ts';
import { startPriceScript, startPriceWalk } from './market/price-source.ts';
import { Exchange } from './orders/exchange.ts';
import type { Order } from './orders/order.ts';
import { OrderDesk } from './orders/order-desk.ts';
import { createOrderIds } from './orders/order-ids.ts';
import { createRandom } from './random.ts';
import type { SimulatorOptions } from './simulator-options.ts';

const DEFAULT_STEP_MS = 5;

export function createAccounts(options: readonly AccountOptions[]): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  for (const each of options) {
    if (accounts.has(each.clientCode))
      throw new Error(`two accounts have the client code ${each.clientCode}`);
    accounts.set(each.clientCode, new Account(each));
  }
  return accounts;
}

/** Puts the parts behind the doors together. */
export function createBroker(
  options: SimulatorOptions,
  world: {
    clock: TrackedClock;
    accounts: ReadonlyMap<string, Account>;
    hours: () => MarketHours;
    publish: (order: Order) => void;
  },
): Broker {
  const { clock, accounts, hours, publish } = world;
  const seed = options.seed ?? 1;
  const market = new Market();
  const instruments = createPricedInstruments(options, market, clock.now());
  const account = (clientCode: string): Account => {
    const found = accounts.get(clientCode);
    if (!found) throw new Error(`an order of no account: ${clientCode}`);
    return found;
  };
  const ids = createOrderIds(seed);
  const matching = options.matching ?? 'auto';
  const exchange = new Exchange({ clock, market, ids, account, publish, matching });
  const desk = new OrderDesk(
    { stepMs: options.stepMs ?? DEFAULT_STEP_MS, marketOrdersAs: options.marketOrdersAs ?? 'limit' },
    { clock, market, exchange, ids, hours, account, publish },
  );
  for (const each of accounts.values()) openPositions(each, instruments);
  if (options.priceWalk) {
    startPriceWalk(options.priceWalk, { clock, market, instruments, random: createRandom(seed, 'prices') });
  }
  startPriceScript(options.priceScript ?? [], { clock, market, instruments });
  return {
    clock,
    instruments,
    market,
    exchange,
    desk,
    accounts,
    sessions: new Sessions(clock, createRandom(seed, 'tokens')),
    totp: new Map(
      options.accounts.map(({ clientCode, totpSecret }) => [
        clientCode,
        new TotpCheck(totpSecret, options.totpReuse ?? 'refuse'),
      ]),
    ),
    cautionary: options.cautionary ?? [],
  };
}

function createPricedInstruments(options: SimulatorOptions, market: Market, nowMs: number): Instruments {
  const builtIn = options.instruments ? [] : createBuiltInInstruments(nowMs);
  const instruments = createInstruments(options.instruments ?? builtIn.map(({ row }) => row));
  const prices = new Map(
    builtIn.map(({ row, price }) => [find(instruments, row.symbol, row.exch_seg), toPrice(price)]),
  );
  for (const [name, price] of Object.entries(options.prices ?? {})) {
    const [exchange, symbol] = name.includes(':') ? name.split(':', 2) : [undefined, name];
    prices.set(find(instruments, symbol ?? name, exchange), toPrice(price));
  }
  for (const [instrument, price] of prices) market.setPrice(instrument, price);
  return instruments;
}

function openPositions(account: Account, instruments: Instruments): void {
  for (const { symbol, exchange, product, quantity, price } of account.options.positions ?? []) {
    const instrument = find(instruments, symbol, exchange);
    const held = account.position(
      instrument,
      product ?? (instrument.kind === 'share' ? 'DELIVERY' : 'CARRYFORWARD'),
    );
    carryForward(held, quantity, toPrice(price));
  }
  for (const { symbol, exchange, quantity, averagePrice } of account.options.holdings ?? [])
    account.settleShares(find(instruments, symbol, exchange), quantity, toPrice(averagePrice));
}

function find(instruments: Instruments, symbol: string, exchange?: string): Instrument {
  const instrument = instruments.bySymbol(symbol, exchange);
  if (!instrument) throw new Error(`unknown instrument: ${symbol}`);
  return instrument;
}
