import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';

/**
 * What the disk says of the files and of all that lies beside them with the same endings: another text where one of
 * them was written, replaced, added, removed or is reached through another link. Contents are not read.
 */
export async function takeFingerprint(files: readonly string[]): Promise<string> {
  const endings = new Set(files.map((file) => extname(file)));
  const folders = [...new Set(files.map((file) => dirname(file)))].toSorted();
  const beside = await Promise.all(folders.map((folder) => listFolder(folder, endings)));
  const paths = new Set([...files, ...beside.flat()]);
  const seen = await Promise.all([...paths].toSorted().map(describePath));
  return seen.join('\n');
}

/** Files of these endings, and folders, in which an include pattern may find more. */
async function listFolder(folder: string, endings: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() || endings.has(extname(entry.name)))
    .map((entry) => join(folder, entry.name));
}

async function describePath(path: string): Promise<string> {
  try {
    const [real, stats] = await Promise.all([realpath(path), stat(path, { bigint: true })]);
    // What happens inside of a folder is told by its own files.
    if (stats.isDirectory()) return `${path} ${real} folder`;
    return [path, real, stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
  } catch (error) {
    return `${path} ${error instanceof Error && 'code' in error ? error.code : 'unreadable'}`;
  }
}
