/** Where prices come from, besides the hand of a test: a script, or a walk drawn from the seed. */
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Instruments } from './instrument.ts';
import type { Market } from './market.ts';
import { toPrice } from './price.ts';

export interface PriceWalk {
  /** The time between two steps; 1000 by default. */
  readonly intervalMs?: number;
  /** The furthest that one step goes up or down; 4 by default. */
  readonly maxTicks?: number;
  /** Trading symbols that walk; absent: every instrument that has a price. */
  readonly symbols?: readonly string[];
}

export interface ScriptedPrice {
  /** Since the start of the simulator. */
  readonly afterMs: number;
  readonly symbol: string;
  readonly exchange?: string;
  /** Rupees. */
  readonly price: number;
}

/** Steps every priced instrument, in the order of the instrument master. It draws from the seed only. */
export function startPriceWalk(
  walk: PriceWalk,
  world: { clock: Clock; market: Market; instruments: Instruments; random: Random },
): void {
  const { clock, market, instruments, random } = world;
  const maxTicks = walk.maxTicks ?? 4;
  const step = (): void => {
    for (const instrument of instruments.all) {
      const last = market.last(instrument);
      if (last === null || walk.symbols?.includes(instrument.symbol) === false) continue;
      const ticks = random.integer(2 * maxTicks + 1) - maxTicks;
      market.setPrice(instrument, Math.max(instrument.tick, last + ticks * instrument.tick));
    }
    clock.after(walk.intervalMs ?? 1000, step);
  };
  clock.after(walk.intervalMs ?? 1000, step);
}

/** @throws where the script names an instrument that is not in the master. */
export function startPriceScript(
  script: readonly ScriptedPrice[],
  world: { clock: Clock; market: Market; instruments: Instruments },
): void {
  for (const { afterMs, symbol, exchange, price } of script) {
    const instrument = world.instruments.bySymbol(symbol, exchange);
    if (!instrument) throw new Error(`the price script names an unknown instrument: ${symbol}`);
    world.clock.after(afterMs, () => world.market.setPrice(instrument, toPrice(price)));
  }
}
