export {};
//# sourceMappingURL=engine-parts.js.map