import { createReadStream } from 'node:fs';
import { gatherInstruments, InstrumentMasterError } from '../../brokers/angelone/gather-instruments.ts';
import { createInstrumentMaster, type InstrumentMaster } from '../../core/orders/instrument.ts';
import { ReplayError, toReplayError } from '../replay-error.ts';
import type { ReplayObserver } from '../replay-observer.ts';

/**
 * Reads an instrument master (the broker's scrip master, tens of megabytes) piece by piece. Throws a `ReplayError`
 * where there is no instrument in it, and the abort's own error.
 */
export async function readInstrumentFile(
  path: string,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<InstrumentMaster> {
  const master = await gatherInstruments(createReadStream(path, { signal })).catch((error: unknown) => {
    throw error instanceof InstrumentMasterError
      ? noInstruments(path, error.message, error)
      : toReplayError(error, path);
  });
  if (master.records.length === 0) throw noInstruments(path, 'it lists no instrument');
  if (master.unreadable > 0) {
    const [first] = master.problems;
    observer.onNote(`${path}: ${master.unreadable} instruments cannot be read and are left out (${first})`);
  }
  return createInstrumentMaster(master.records);
}

function noInstruments(path: string, why: string, cause?: Error): ReplayError {
  const next = "Name the broker's OpenAPIScripMaster.json, or rows of it in a list.";
  return new ReplayError('NOT_RECOGNISED', `${path} is no instrument master: ${why}`, next, { cause });
}
