/** Lets everything through. */
export const NO_FILTERS = {
    exchanges: null,
    blockSymbols: null,
    allowSymbols: null,
    instruments: null,
    orderTypes: null,
    products: null,
    sides: null,
    time: null,
};
//# sourceMappingURL=policy.js.map