import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';

/** As many links one after another as Linux follows. */
const MAX_LINKS = 40;

/**
 * The real folders in which something can happen that changes what the paths lead to: those that hold the files
 * themselves, and those that hold a link on the way to them. Of what is not there, the folder where it would appear.
 * Each with its identity: a folder that was replaced is another one.
 */
export async function findFoldersToWatch(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folders = new Set<string>();
  for (const path of paths) for (const folder of await foldersOnTheWayTo(path)) folders.add(folder);
  const identified = await Promise.all([...folders].map(identify));
  return new Map(identified);
}

async function identify(folder: string): Promise<[string, string]> {
  const stats = await lookAt(folder);
  return [folder, stats === null ? '' : `${stats.dev}:${stats.ino}:${stats.birthtimeNs}`];
}

async function foldersOnTheWayTo(path: string): Promise<Set<string>> {
  const folders = new Set<string>();
  const absolute = resolve(path);
  let { root: at } = parse(absolute);
  let names = absolute.slice(at.length).split(sep);
  let links = 0;
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = dirname(at);
      continue;
    }
    const next = join(at, name);
    const stats = await lookAt(next);
    if (stats?.isSymbolicLink() && links < MAX_LINKS) {
      links += 1;
      folders.add(at);
      const target = await readTarget(next);
      const { root } = parse(target);
      if (root !== '') at = root;
      names = [...target.slice(root.length).split(sep), ...names];
    } else if (stats?.isDirectory()) {
      at = next;
    } else break;
  }
  return folders.add(at);
}

async function lookAt(path: string) {
  return lstat(path, { bigint: true }).catch(() => null);
}

/** A link that is gone by now leads nowhere. */
async function readTarget(link: string): Promise<string> {
  return readlink(link).catch(() => '');
}
