/** Files and folders for the owner only (0600, 0700), whatever the umask is. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  mkdirSync,
  openSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { formatIstTime, toIstSeconds } from '../core/ist-time.ts';
import { LogFileError, systemCodeOf, toLogFileError } from './log-file-error.ts';

export const PRIVATE_FILE = 0o600;
const PRIVATE_DIRECTORY = 0o700;
/** More runs than this do not begin within one second. */
const MAX_SUFFIX = 1000;

/**
 * Makes `path` and the folders above it where they are missing, each 0700. A folder that is there already keeps
 * its mode: it may be the user's own; the files made in it are private in any case.
 */
export function ensurePrivateDirectory(path: string): void {
  const target = resolve(path);
  try {
    const firstMade = mkdirSync(target, { recursive: true, mode: PRIVATE_DIRECTORY });
    if (firstMade === undefined) return;
    let made = resolve(firstMade);
    chmodSync(made, PRIVATE_DIRECTORY);
    for (const part of relative(made, target).split(sep).filter(Boolean)) {
      made = join(made, part);
      chmodSync(made, PRIVATE_DIRECTORY);
    }
  } catch (error) {
    throw new LogFileError('LOGS_UNWRITABLE', target, error);
  }
}

/** @throws LogFileError `LOGS_UNWRITABLE` where no file can be made in `directory`. */
export function assertWritable(directory: string): void {
  const target = resolve(directory);
  try {
    if (!statSync(target).isDirectory()) throw new Error('it is not a folder');
    accessSync(target, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new LogFileError('LOGS_UNWRITABLE', target, error);
  }
}

/** Opens a file and makes it private before anything is in it. */
export function openPrivateFile(path: string, flags: 'wx' | 'wx+' | 'w' | 'w+' | 'a'): number {
  const fd = openSync(path, flags, PRIVATE_FILE);
  try {
    fchmodSync(fd, PRIVATE_FILE);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return fd;
}

/** Writes all of `bytes` at `position`, or at the end of the file where it is null. */
export function writeFully(fd: number, bytes: Uint8Array, position: number | null): void {
  for (let done = 0; done < bytes.length; ) {
    const at = position === null ? null : position + done;
    done += writeSync(fd, bytes, done, bytes.length - done, at);
  }
}

export interface NamedFile {
  readonly path: string;
  readonly fd: number;
}

/**
 * Takes the first free name of `PREFIX_YYYYMMDD_HHMMSS.EXTENSION`, `…_2.EXTENSION` and so on; the time is India's.
 * @param open makes the file, and throws `EEXIST` where the name is taken
 */
export function createNamedFile(
  directory: string,
  name: { readonly prefix: string; readonly startedAtMs: number; readonly extension: string },
  open: (path: string) => number,
): NamedFile {
  ensurePrivateDirectory(directory);
  assertWritable(directory);
  const stem = join(resolve(directory), `${name.prefix}_${formatStamp(name.startedAtMs)}`);
  for (let count = 1; count <= MAX_SUFFIX; count += 1) {
    const path = `${stem}${count === 1 ? '' : `_${count}`}.${name.extension}`;
    try {
      return { path, fd: open(path) };
    } catch (error) {
      if (systemCodeOf(error) !== 'EEXIST') throw toLogFileError(error, dirname(path));
    }
  }
  throw new LogFileError('LOGS_UNWRITABLE', stem, new Error(`${MAX_SUFFIX} files of this name exist`));
}

/** `20261122_091500`: the wall-clock time in India. */
export function formatStamp(epochMs: number): string {
  return formatIstTime(toIstSeconds(epochMs)).replaceAll(/[-:]/g, '').replace(' ', '_');
}

/** `2026-11-22T09:15:00.250+05:30`: ISO 8601, in India's time. */
export function formatTimestamp(epochMs: number): string {
  const milliseconds = String(((epochMs % 1000) + 1000) % 1000).padStart(3, '0');
  return `${formatIstTime(toIstSeconds(epochMs)).replace(' ', 'T')}.${milliseconds}+05:30`;
}
