import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ReplayError, toReplayError } from '../replay-error.ts';

const RECORDING = /^session_(\d{4})(\d{2})(\d{2})_\d{6}(?:_\d+)?\.jsonl$/;

export interface RecordingName {
  readonly path: string;
  /** On which it was begun: `2026-11-23`, India's. */
  readonly day: string;
}

/** The recordings of `run` in a folder, as they were begun. Throws a `ReplayError`. */
export async function findRecordings(folder: string): Promise<readonly RecordingName[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? noFolder(folder, error) : toReplayError(error, folder);
  });
  return names.sort(byStart).flatMap((name) => {
    const [, year, month, date] = RECORDING.exec(name) ?? [];
    return year === undefined ? [] : [{ path: join(folder, name), day: `${year}-${month}-${date}` }];
  });
}

/** Nothing has run here yet, or somewhere else. */
function noFolder(folder: string, cause: Error): ReplayError {
  const next = '`copytrade run` makes it; where it is elsewhere, name it with --logs.';
  return new ReplayError('FILE_UNREADABLE', `${folder}: there is no such folder`, next, { cause });
}

/** `session_20261123_091500_2.jsonl` was begun after `session_20261123_091500.jsonl`. */
function byStart(a: string, b: string): number {
  const [stem, other] = [a, b].map((name) => name.replace('.jsonl', ''));
  return (stem ?? '').localeCompare(other ?? '', 'en', { numeric: true });
}
