import { Account } from "./account.js";
import { createBuiltInInstruments } from "./built-in-instruments.js";
import { Exchange } from "./exchange.js";
import { createInstruments } from "./instrument.js";
import { Market } from "./market.js";
import { OrderDesk } from "./order-desk.js";
import { createOrderIds } from "./order-ids.js";
import { carryForward } from "./position.js";
import { toPrice } from "./price.js";
import { startPriceScript, startPriceWalk } from "./price-source.js";
import { createRandom } from "./random.js";
import { Sessions } from "./sessions.js";
import { TotpCheck } from "./totp.js";
const DEFAULT_STEP_MS = 5;
export function createAccounts(options) {
    const accounts = new Map();
    for (const each of options) {
        if (accounts.has(each.clientCode))
            throw new Error(`two accounts have the client code ${each.clientCode}`);
        accounts.set(each.clientCode, new Account(each));
    }
    return accounts;
}
/** Puts the parts behind the doors together. */
export function createBroker(options, world) {
    const { clock, accounts, hours, publish } = world;
    const seed = options.seed ?? 1;
    const market = new Market();
    const instruments = createPricedInstruments(options, market, clock.now());
    const account = (clientCode) => {
        const found = accounts.get(clientCode);
        if (!found)
            throw new Error(`an order of no account: ${clientCode}`);
        return found;
    };
    const ids = createOrderIds(seed);
    const matching = options.matching ?? 'auto';
    const exchange = new Exchange({ clock, market, ids, account, publish, matching });
    const desk = new OrderDesk({ stepMs: options.stepMs ?? DEFAULT_STEP_MS, marketOrdersAs: options.marketOrdersAs ?? 'limit' }, { clock, market, exchange, ids, hours, account, publish });
    for (const each of accounts.values())
        openPositions(each, instruments);
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
        totp: new Map(options.accounts.map(({ clientCode, totpSecret }) => [
            clientCode,
            new TotpCheck(totpSecret, options.totpReuse ?? 'refuse'),
        ])),
        cautionary: options.cautionary ?? [],
    };
}
function createPricedInstruments(options, market, nowMs) {
    const builtIn = options.instruments ? [] : createBuiltInInstruments(nowMs);
    const instruments = createInstruments(options.instruments ?? builtIn.map(({ row }) => row));
    const prices = new Map(builtIn.map(({ row, price }) => [find(instruments, row.symbol, row.exch_seg), toPrice(price)]));
    for (const [name, price] of Object.entries(options.prices ?? {})) {
        const [exchange, symbol] = name.includes(':') ? name.split(':', 2) : [undefined, name];
        prices.set(find(instruments, symbol ?? name, exchange), toPrice(price));
    }
    for (const [instrument, price] of prices)
        market.setPrice(instrument, price);
    return instruments;
}
function openPositions(account, instruments) {
    for (const { symbol, exchange, product, quantity, price } of account.options.positions ?? []) {
        const instrument = find(instruments, symbol, exchange);
        const held = account.position(instrument, product ?? (instrument.kind === 'share' ? 'DELIVERY' : 'CARRYFORWARD'));
        carryForward(held, quantity, toPrice(price));
    }
}
function find(instruments, symbol, exchange) {
    const instrument = instruments.bySymbol(symbol, exchange);
    if (!instrument)
        throw new Error(`unknown instrument: ${symbol}`);
    return instrument;
}
//# sourceMappingURL=create-broker.js.map