import { createReadStream } from 'node:fs';
import { gatherInstruments } from './gather-instruments.ts';
import type { InstrumentMaster } from './read-instrument-master.ts';

/**
 * Reads an instrument master from a file.
 * @throws InstrumentMasterError where it is none, and the system's own error where the file cannot be read.
 */
export async function readInstrumentFile(path: string): Promise<InstrumentMaster> {
  return gatherInstruments(createReadStream(path));
}
