/** How schemas are compiled. They themselves are checked by a test, not at every start. */
export const SHAPE_OPTIONS = {
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
};
//# sourceMappingURL=shape-options.js.map