import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { STARTER_FILES } from './starter-files.ts';

export type StarterResult =
  | {
      readonly ok: true;
      readonly folder: string;
      /** Relative to the folder. */
      readonly written: readonly string[];
      /** Files that were there before. */
      readonly kept: readonly string[];
      /** Whether version control leaves `.env` alone. */
      readonly isEnvIgnored: boolean;
    }
  | { readonly ok: false; readonly message: string };

/** Writes the files of a first configuration; never over one that is there. */
export async function writeStarter(folder: string): Promise<StarterResult> {
  const written: string[] = [];
  const kept: string[] = [];
  try {
    for (const { path, text } of STARTER_FILES) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      const isNew = await writeNew(join(folder, path), text);
      (isNew ? written : kept).push(path);
    }
    const ignored = await readFile(join(folder, '.gitignore'), 'utf8');
    const isEnvIgnored = ignored.split(/\r?\n/).some((line) => /^\/?\.env\*?$/.test(line.trim()));
    return { ok: true, folder, written, kept, isEnvIgnored };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return {
      ok: false,
      message: `${folder} cannot be written to (${code}). Check the path and its permissions.`,
    };
  }
}

/** @returns false where there is such a file already (or a link, or a folder). */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
