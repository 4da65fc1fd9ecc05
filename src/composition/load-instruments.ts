/** The instrument master of the day: the file that the config names, or downloaded once a day and kept. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadInstruments } from '../brokers/angelone/download-instruments.ts';
import type { LoadedConfig } from '../config/compile-config.ts';
import { dayOf, formatIstDay, toIstSeconds } from '../core/ist-time.ts';
import {
  createInstrumentMaster,
  type InstrumentMaster,
  NO_INSTRUMENT_MASTER,
} from '../core/orders/instrument.ts';
import { ensurePrivateDirectory } from '../journal/private-files.ts';
import { readInstrumentFile } from '../replay/readers/instrument-file.ts';
import { ReplayError } from '../replay/replay-error.ts';
import type { ReplayObserver } from '../replay/replay-observer.ts';
import { MASTER_PATH } from './read-instruments.ts';

const KEPT_FILE = /^instruments_\d{8}\.json(?:\.partial)?$/;

export interface InstrumentRequest {
  readonly config: LoadedConfig;
  readonly logsFolder: string;
  /** Address of a simulator; null for the broker's own file. */
  readonly baseUrl: string | null;
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** Told what the user should know, in a sentence. */
  readonly onNote: (note: string) => void;
}

/** Without a master the engine goes by what rows and symbols say; that is noted and never a reason not to run. */
export async function loadInstruments(request: InstrumentRequest): Promise<InstrumentMaster> {
  const { config, logsFolder, nowMs, signal } = request;
  const { instrumentsFile } = config.settings;
  const notes = {
    onDecision: () => {},
    onUnreadable: ({ place, problem }: { place: string; problem: string }) =>
      request.onNote(`instruments, ${place}: ${problem}`),
    onNote: request.onNote,
  };
  if (instrumentsFile !== null) return readInstrumentFile(instrumentsFile, notes, signal);
  ensurePrivateDirectory(logsFolder);
  const name = `instruments_${formatIstDay(dayOf(toIstSeconds(nowMs))).replaceAll('-', '')}.json`;
  const kept = (await readdir(logsFolder)).filter((file) => KEPT_FILE.test(file));
  const today = kept.includes(name) ? await readKept(join(logsFolder, name), request, notes) : null;
  if (today !== null) return today;
  const url = request.baseUrl === null ? undefined : `${request.baseUrl}${MASTER_PATH}`;
  const downloaded = await downloadInstruments({ url, saveTo: join(logsFolder, name), signal });
  if (!downloaded.ok) {
    request.onNote(
      `without an instrument master (${downloaded.error.message}): lot sizes come from the orders themselves, freeze quantities are not known`,
    );
    return NO_INSTRUMENT_MASTER;
  }
  const old = kept.filter((file) => file !== name);
  for (const file of old) await rm(join(logsFolder, file), { force: true });
  return createInstrumentMaster(downloaded.value.records);
}

/** @returns null where it is damaged: it is only a copy, and is fetched again */
async function readKept(
  path: string,
  { onNote, signal }: InstrumentRequest,
  notes: ReplayObserver,
): Promise<InstrumentMaster | null> {
  try {
    return await readInstrumentFile(path, notes, signal);
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    onNote(`${error.message}: it is downloaded again`);
    return null;
  }
}
