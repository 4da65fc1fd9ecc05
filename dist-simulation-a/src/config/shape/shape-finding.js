export {};
//# sourceMappingURL=shape-finding.js.map