/** Files that appear, or change, all at once: written beside their place, then renamed into it. */
import { closeSync, existsSync, renameSync, rmSync } from 'node:fs';
import { openPrivateFile, writeFully } from './private-files.ts';

/**
 * @returns the open file, to be read as well
 * @throws an error of code `EEXIST` where there is a file of that name, or one is being made
 */
export function createWholeFile(path: string, content: Uint8Array): number {
  const besides = `${path}.tmp`;
  const fd = openPrivateFile(besides, 'wx+');
  if (existsSync(path)) {
    closeSync(fd);
    rmSync(besides);
    throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
  }
  return moveIntoPlace(fd, besides, path, (file) => writeFully(file, content, 0));
}

/**
 * @param write fills the file that will take its place
 * @returns the open file; where it throws, the old file is as it was
 */
export function rewriteWholeFile(path: string, write: (fd: number) => void): number {
  const besides = `${path}.tmp`;
  return moveIntoPlace(openPrivateFile(besides, 'w+'), besides, path, write);
}

/** @returns the open file; where it throws, the old file is as it was */
export function replaceWholeFile(path: string, content: Uint8Array): number {
  return rewriteWholeFile(path, (fd) => writeFully(fd, content, 0));
}

function moveIntoPlace(fd: number, besides: string, path: string, write: (fd: number) => void): number {
  try {
    write(fd);
    renameSync(besides, path);
    return fd;
  } catch (error) {
    closeSync(fd);
    rmSync(besides, { force: true });
    throw error;
  }
}
