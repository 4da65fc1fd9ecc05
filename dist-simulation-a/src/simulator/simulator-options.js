export {};
//# sourceMappingURL=simulator-options.js.map