export {};
//# sourceMappingURL=replay-observer.js.map