import { toPrice } from "./price.js";
/** Steps every priced instrument, in the order of the instrument master. It draws from the seed only. */
export function startPriceWalk(walk, world) {
    const { clock, market, instruments, random } = world;
    const maxTicks = walk.maxTicks ?? 4;
    const step = () => {
        for (const instrument of instruments.all) {
            const last = market.last(instrument);
            if (last === null || walk.symbols?.includes(instrument.symbol) === false)
                continue;
            const ticks = random.integer(2 * maxTicks + 1) - maxTicks;
            market.setPrice(instrument, Math.max(instrument.tick, last + ticks * instrument.tick));
        }
        clock.after(walk.intervalMs ?? 1000, step);
    };
    clock.after(walk.intervalMs ?? 1000, step);
}
/** @throws where the script names an instrument that is not in the master. */
export function startPriceScript(script, world) {
    for (const { afterMs, symbol, exchange, price } of script) {
        const instrument = world.instruments.bySymbol(symbol, exchange);
        if (!instrument)
            throw new Error(`the price script names an unknown instrument: ${symbol}`);
        world.clock.after(afterMs, () => world.market.setPrice(instrument, toPrice(price)));
    }
}
//# sourceMappingURL=price-source.js.map