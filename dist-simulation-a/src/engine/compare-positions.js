import { heldUnits, NETTED_PRODUCTS } from "./held-units.js";
import { isSameInstrument } from "./live-copies.js";
/** @param positions all positions of the follower's account */
export function comparePositions(book, follower, positions) {
    const holdings = [...book.holdings.values()].filter((holding) => copiedIn(holding, follower) !== 0);
    const busy = new Set([...book.openCopies.values()].filter((copy) => copy.follower === follower).map(({ holding }) => holding));
    const own = holdings.map((holding) => compareHolding(holding, follower, positions, busy.has(holding)));
    const names = [...busy, ...holdings].map(({ instrument, product }) => ({ ...instrument, product }));
    const foreign = positions.filter((one) => one.netQuantity !== 0 && !names.some((name) => isSamePosition(name, one)));
    return [...own, ...foreign.map(toForeign)];
}
function compareHolding(holding, follower, positions, isBusy) {
    const { instrument, product } = holding;
    const copied = copiedIn(holding, follower);
    const held = heldUnits(positions, { ...instrument, product });
    const sign = Math.sign(copied);
    const missing = Math.max(0, (copied - Math.max(0, held * sign) * sign) * sign);
    const standing = standingOf({ isBusy, isNetted: NETTED_PRODUCTS.has(product), missing });
    const side = copied > 0 ? 'buy' : 'sell';
    return {
        exchange: instrument.exchange,
        tradingSymbol: instrument.tradingSymbol,
        product,
        copied,
        held,
        standing,
        mend: standing === 'drifted' ? { side, quantity: missing } : null,
    };
}
function standingOf(seen) {
    if (seen.isBusy)
        return 'settling';
    if (!seen.isNetted)
        return 'not_compared';
    return seen.missing > 0 ? 'drifted' : 'in_sync';
}
function toForeign({ exchange, tradingSymbol, product, netQuantity }) {
    const facts = { exchange, tradingSymbol, product, copied: 0, held: netQuantity };
    return { ...facts, standing: 'foreign', mend: null };
}
function copiedIn(holding, follower) {
    return holding.copied.get(follower)?.quantity ?? 0;
}
function isSamePosition(a, b) {
    return a.product === b.product && isSameInstrument(a, b);
}
//# sourceMappingURL=compare-positions.js.map