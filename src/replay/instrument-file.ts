import { createReadStream } from 'node:fs';
import { JsonListSplitter } from '../brokers/angelone/json-list-splitter.ts';
import {
  InstrumentMasterReader,
  type InstrumentMaster as ReadMaster,
} from '../brokers/angelone/read-instrument-master.ts';
import { createInstrumentMaster, type InstrumentMaster } from '../core/instrument.ts';
import { ReplayError, toReplayError } from './replay-error.ts';
import type { ReplayObserver } from './replay-observer.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * Reads an instrument master (the broker's scrip master, tens of megabytes) piece by piece. Throws a `ReplayError`
 * where there is no instrument in it, and the abort's own error.
 */
export async function readInstrumentFile(
  path: string,
  observer: ReplayObserver,
  signal: AbortSignal,
): Promise<InstrumentMaster> {
  const reader = new InstrumentMasterReader();
  const splitter = new JsonListSplitter();
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES, signal });
  try {
    for await (const piece of stream) {
      for (const row of splitter.push(String(piece))) reader.add(JSON.parse(row));
    }
    splitter.end();
  } catch (error) {
    if (error instanceof SyntaxError) throw noInstruments(path, error.message, error);
    throw toReplayError(error, path);
  }
  const master = reader.result();
  if (master.records.length === 0) throw noInstruments(path, 'it lists no instrument');
  noteProblems(path, master, observer);
  return createInstrumentMaster(master.records);
}

function noInstruments(path: string, why: string, cause?: Error): ReplayError {
  const next = "Name the broker's OpenAPIScripMaster.json, or rows of it in a list.";
  return new ReplayError('NOT_RECOGNISED', `${path} is no instrument master: ${why}`, next, { cause });
}

function noteProblems(path: string, master: ReadMaster, observer: ReplayObserver): void {
  const [first] = master.problems;
  if (master.unreadable === 0) return;
  observer.onNote(`${path}: ${master.unreadable} instruments cannot be read and are left out (${first})`);
}
