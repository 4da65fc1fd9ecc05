/** Ctrl-C and SIGTERM: the first asks for an orderly end, the second ends at once; the journal holds what matters. */
export function watchSignals(onFirst: (reason: string) => void): { close(): void } {
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(130);
    asked = true;
    onFirst(signal === 'SIGINT' ? 'Ctrl-C' : signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    close: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
