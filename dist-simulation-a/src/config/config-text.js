export {};
//# sourceMappingURL=config-text.js.map