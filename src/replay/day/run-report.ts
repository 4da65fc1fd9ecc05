/** `copytrade report`: finds the recordings of a day, gathers, prints. */

import { findRecordings } from '../readers/recording-names.ts';
import { RecordedConfigError } from '../recording/recorded-session.ts';
import { ReplayError } from '../replay-error.ts';
import { gatherDay } from './day-report.ts';
import { formatDay } from './day-text.ts';

export interface ReportCommand {
  readonly logsFolder: string;
  /** `2026-11-23`; null: the last that there is. */
  readonly day: string | null;
  readonly json: boolean;
  readonly colour: boolean;
}

/** @returns what is printed. Throws a `ReplayError`. */
export async function runReport(command: ReportCommand, signal: AbortSignal): Promise<string> {
  const { day, files } = await findDay(command);
  try {
    const report = await gatherDay(day, files, signal);
    return command.json ? `${JSON.stringify(report, null, 2)}\n` : formatDay(report, command);
  } catch (error) {
    if (!(error instanceof RecordedConfigError)) throw error;
    const next = 'Report it with the version that recorded it.';
    throw new ReplayError('RECORDING_DAMAGED', error.message, next, { cause: error });
  }
}

async function findDay({ logsFolder, day }: ReportCommand) {
  const recordings = await findRecordings(logsFolder);
  const chosen = day ?? recordings.at(-1)?.day ?? null;
  const files = recordings.filter((one) => one.day === chosen).map(({ path }) => path);
  if (chosen !== null && files.length > 0) return { day: chosen, files };
  const there = [...new Set(recordings.map((one) => one.day))].slice(-5).join(', ');
  const next = there === '' ? 'Name the folder of `run` by --logs.' : `There are recordings of ${there}.`;
  const message = `${logsFolder} holds no recording of \`run\`${day === null ? '' : ` of ${day}`}`;
  throw new ReplayError('FILE_UNREADABLE', message, next);
}
