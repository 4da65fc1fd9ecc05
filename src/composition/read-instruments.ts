/** The instruments that `validate` compares a configuration with. */
import { createReadStream } from 'node:fs';
import { downloadInstruments } from '../brokers/angelone/download-instruments.ts';
import { gatherInstruments, InstrumentMasterError } from '../brokers/angelone/gather-instruments.ts';
import type { InstrumentsReading } from '../config/online-checks.ts';
import { describeFileError } from '../config/source/read-text.ts';

export const MASTER_PATH = '/OpenAPI_File/files/OpenAPIScripMaster.json';

/** Reads the file that a configuration names; what is wrong with it is a value. */
export async function readInstrumentRecords(file: string): Promise<InstrumentsReading> {
  try {
    const { records } = await gatherInstruments(createReadStream(file));
    if (records.length > 0) return { ok: true, records };
    return unreadable(file, 'lists no instrument');
  } catch (error) {
    if (error instanceof InstrumentMasterError)
      return unreadable(file, `is no instrument master: ${error.message}`);
    return { ok: false, code: 'instruments-unreadable', message: describeFileError(error, file) };
  }
}

function unreadable(file: string, what: string): InstrumentsReading {
  const message = `${file} ${what}. Name the broker's OpenAPIScripMaster.json, or remove the key.`;
  return { ok: false, code: 'instruments-unreadable', message };
}

/** Downloads the day's instruments. `baseUrl`: a simulator; null for the broker's own file. */
export async function downloadInstrumentRecords(baseUrl: string | null): Promise<InstrumentsReading> {
  const url = baseUrl === null ? undefined : `${baseUrl}${MASTER_PATH}`;
  const downloaded = await downloadInstruments({ url, signal: new AbortController().signal });
  if (downloaded.ok) return { ok: true, records: downloaded.value.records };
  const message = `The broker's instrument master cannot be downloaded (${downloaded.error.message}), so symbols are not checked. Try again later.`;
  return { ok: false, code: 'instruments-not-downloaded', message };
}
