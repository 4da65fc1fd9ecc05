/** Orders above the freeze quantity become several (section 4.8 of the contract). */
/**
 * Full slices first, each a whole number of lots.
 * @returns the quantities, or null where the freeze is below one lot.
 */
export function sliceQuantity(quantity, lotSize, freezeQuantity) {
    if (freezeQuantity === null || quantity <= freezeQuantity)
        return [quantity];
    const lot = lotSize ?? 1;
    const slice = Math.floor(freezeQuantity / lot) * lot;
    if (slice <= 0)
        return null;
    const slices = [];
    let rest = quantity;
    for (; rest > slice; rest -= slice)
        slices.push(slice);
    slices.push(rest);
    return slices;
}
//# sourceMappingURL=slicing.js.map