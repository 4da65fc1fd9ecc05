import { readFile } from 'node:fs/promises';
import type { ConfigText } from './config-text.ts';

/**
 * Whether the files hold these very texts. They are read one after the other: what was saved in between would give a
 * configuration of which one half is older than the other.
 */
export async function isOnDisk(files: readonly ConfigText[]): Promise<boolean> {
  const same = await Promise.all(
    files.map(async ({ path, text }) => {
      try {
        return (await readFile(path, 'utf8')) === text;
      } catch {
        // Taken away or replaced just now: whoever watches is told.
        return false;
      }
    }),
  );
  return same.every(Boolean);
}
