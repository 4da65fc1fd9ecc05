export {};
//# sourceMappingURL=desk-parts.js.map