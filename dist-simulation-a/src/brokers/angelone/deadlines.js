export const DEFAULT_DEADLINES = {
    connectMs: 3_000,
    headersMs: 7_000,
    bodyMs: 5_000,
    orderMs: 7_000,
    readMs: 10_000,
    handshakeMs: 10_000,
};
//# sourceMappingURL=deadlines.js.map