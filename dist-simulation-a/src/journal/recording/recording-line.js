export const RECORDING_VERSION = 1;
//# sourceMappingURL=recording-line.js.map