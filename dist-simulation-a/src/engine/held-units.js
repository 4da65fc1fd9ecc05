import { isSameInstrument } from "./live-copies.js";
/** Positions of these products are all that an account can sell; shares may also lie among its holdings. */
export const NETTED_PRODUCTS = new Set(['intraday', 'carryforward']);
/** Units, below zero for short; 0 where no row tells of any. */
export function heldUnits(positions, of) {
    return positions
        .filter((position) => position.product === of.product && isSameInstrument(position, of))
        .reduce((sum, { netQuantity }) => sum + netQuantity, 0);
}
//# sourceMappingURL=held-units.js.map