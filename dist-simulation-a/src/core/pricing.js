/** At which price a copy goes out (section 4.6 of the contract). */
import { add, compare, multiply, ONE, ratio, roundToStep, subtract } from "./exact.js";
/** Premium bands of options: below 10, [10, 20), [20, 50], above 50. */
const OPTION_BANDS = [
    { below: ratio(10), included: false },
    { below: ratio(20), included: false },
    { below: ratio(50), included: true },
];
/** Per mille of the price. Source: Angel One, "Market Price Protection", Dec-2024. */
const OPTION_SLIPPAGE = {
    index: [200, 100, 50, 25],
    stock: [400, 200, 100, 50],
    commodity: [200, 100, 50, 25],
};
/** Per mille of the price. */
const FLAT_SLIPPAGE = {
    cash: 5,
    index_future: 5,
    stock_future: 10,
    commodity_future: 10,
};
/** The broker's published protection for a market order at this price, as a share of the price. */
function publishedSlippage(slippageClass, reference) {
    switch (slippageClass) {
        case 'index_option':
            return optionSlippage('index', reference);
        case 'stock_option':
            return optionSlippage('stock', reference);
        case 'commodity_option':
            return optionSlippage('commodity', reference);
        default:
            return ratio(FLAT_SLIPPAGE[slippageClass], 1000);
    }
}
function optionSlippage(kind, reference) {
    const index = OPTION_BANDS.findIndex((band) => {
        const order = compare(reference, band.below);
        return order < 0 || (order === 0 && band.included);
    });
    const table = OPTION_SLIPPAGE[kind];
    return ratio(table[index < 0 ? table.length - 1 : index] ?? 0, 1000);
}
/** Decides how a copy of a master order that has (partly) executed is priced. */
export function priceCopy(order, part, execution, trace) {
    const { row } = order;
    switch (execution.as) {
        case 'market':
            return { kind: 'market' };
        case 'limit':
            return protectedOrNone(order, part, execution, trace);
        case 'same':
            if (row.orderType === 'market')
                return { kind: 'market' };
            if (row.orderType === 'limit')
                return limitOrNone(row, part);
            return priceAuto(order, part, execution, trace);
        case 'auto':
            return priceAuto(order, part, execution, trace);
    }
}
function priceAuto(order, part, execution, trace) {
    const { row } = order;
    if (part === 'entry') {
        return row.orderType === 'limit'
            ? limitOrNone(row, part)
            : protectedOrNone(order, part, execution, trace);
    }
    const priced = protectedOrNone(order, part, execution, trace);
    const hasLimit = row.orderType === 'limit' || row.orderType === 'stop_limit';
    if (priced.kind !== 'limit' || !hasLimit || row.limitPrice === null)
        return priced;
    return { kind: 'limit', price: moreAggressive(priced.price, row.limitPrice, row.side) };
}
function moreAggressive(a, b, side) {
    const higher = compare(a, b) >= 0 ? a : b;
    return side === 'buy' ? higher : higher === a ? b : a;
}
function limitOrNone(row, part) {
    if (row.limitPrice !== null)
        return { kind: 'limit', price: row.limitPrice };
    return nonePriced(part);
}
function protectedOrNone(order, part, execution, trace) {
    const reference = order.row.averagePrice ?? order.row.limitPrice;
    if (reference === null)
        return nonePriced(part);
    const { slippageClass } = order.instrument;
    const table = execution.slippage === 'auto' ? slippageClass : null;
    const slippage = execution.slippage === 'auto' ? publishedSlippage(slippageClass, reference) : execution.slippage;
    const protection = protectPrice(reference, slippage, order, part);
    trace?.step({ step: 'protected_price', part, reference, table, slippage, ...protection });
    return { kind: 'limit', price: protection.price };
}
/**
 * The reference made worse by the slippage, rounded to the tick: an entry's inwards (a buy down, a sell up), an
 * exit's outwards; one tick at least.
 */
function protectPrice(reference, slippage, { row, instrument }, part) {
    const buys = row.side === 'buy';
    const worse = multiply(reference, buys ? add(ONE, slippage) : subtract(ONE, slippage));
    const towardsWorse = buys ? 'up' : 'down';
    const towardsBetter = buys ? 'down' : 'up';
    const { tickSize } = instrument;
    const rounded = roundToStep(worse, tickSize, part === 'exit' ? towardsWorse : towardsBetter);
    return { worse, tickSize, rounded, price: compare(rounded, tickSize) < 0 ? tickSize : rounded };
}
/** Without a price an entry stays out; an exit goes out all the same. */
function nonePriced(part) {
    return part === 'exit' ? { kind: 'market' } : { kind: 'none' };
}
//# sourceMappingURL=pricing.js.map