import { heldUnits } from "./held-units.js";
import { isSameInstrument } from "./live-copies.js";
/** What is carried over as a position: the rest ends with its day, or lies among the holdings on the next. */
const CARRIED_OVER = 'carryforward';
/**
 * @param book of the new day, as the orders that were seen make it
 * @param positions the master's, before the fills of the new day
 * @returns a sentence for each position that differs
 */
export function tellUnseenOrders(book, positions) {
    const ours = [...book.holdings.values()].map(({ instrument, product, master }) => ({
        ...nameOf(instrument, product),
        seen: master,
    }));
    const theirs = positions.map((one) => ({ ...nameOf(one, one.product), seen: 0 }));
    const names = [...ours, ...theirs]
        .filter(({ product }) => product === CARRIED_OVER)
        .filter((name, index, all) => all.findIndex((one) => isSameInstrument(one, name)) === index);
    return names.flatMap((name) => {
        const { tradingSymbol, seen } = name;
        const held = heldUnits(positions, name);
        if (held === seen)
            return [];
        const differs = `the master's position in ${tradingSymbol} is ${held}, and its orders that were seen make ${seen}`;
        return [
            `${differs}: it differs by ${held - seen}, so an order was not seen and not copied; look at the followers' positions`,
        ];
    });
}
function nameOf({ exchange, symbolToken, tradingSymbol, }, product) {
    return { exchange, symbolToken, tradingSymbol, product };
}
//# sourceMappingURL=unseen-orders.js.map