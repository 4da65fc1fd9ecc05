import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = 'tests';
const ENDING = '.copytrade.yaml';

/** `tests/*.copytrade.yaml` here, sorted by name; none where there is no such folder. */
export async function findTestFiles(folder = '.'): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(join(folder, FOLDER));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => join(folder, FOLDER, name));
}
