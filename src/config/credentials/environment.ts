import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describeFileError } from '../source/read-text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentReading {
  /** The variables of `.env`, and those given, which come first. */
  readonly environment: Environment;
  /** Path of the `.env` file, whether or not there is one. */
  readonly file: string;
  /** Why `.env` could not be read although it is there, in a sentence. */
  readonly problem: string | null;
}

/** Reads `.env` in the folder of the configuration. No file is fine. */
export async function readEnvironment(folder: string, given: Environment): Promise<EnvironmentReading> {
  const file = join(folder, '.env');
  const nothing = { environment: given, file, problem: null };
  try {
    const text = await readFile(file, 'utf8');
    return { ...nothing, environment: { ...parseEnv(text), ...given } };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing;
    return { ...nothing, problem: describeFileError(error, file) };
  }
}

/** Path of the `.env` file beside a configuration, where it is there and every user of the machine can read it. */
export async function findExposedEnvironmentFile(folder: string): Promise<string | null> {
  const file = join(folder, '.env');
  try {
    return (await isWorldReadable(file)) ? file : null;
  } catch {
    // It is not there, or whoever needs it will tell why it cannot be read.
    return null;
  }
}

/** Whether every user of the machine can read a file. */
export async function isWorldReadable(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return ((await stat(path)).mode & 0o004) !== 0;
}
