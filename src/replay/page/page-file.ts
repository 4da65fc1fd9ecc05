/** Where the page goes: for the owner only, and all at once. */
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCodeOf } from '../../journal/log-file-error.ts';
import { replaceWholeFile } from '../../journal/whole-file.ts';
import { PAGE_BEGINS } from '../../reporting/html/page.ts';
import { ReplayError } from '../replay-error.ts';

/**
 * To be asked before the work begins. A page is replaced by the next one; anything else in its place (a log that was
 * meant as one, say) is left alone. Throws a `ReplayError`.
 */
export function assertPageFits(path: string): void {
  try {
    const folder = dirname(path);
    if (!statSync(folder).isDirectory()) throw unwritable(path, `${folder} is no folder`);
    accessSync(folder, constants.W_OK | constants.X_OK);
    const there = statSync(path, { throwIfNoEntry: false });
    if (there === undefined) return;
    if (!there.isFile()) throw unwritable(path, 'it is no plain file');
    if (there.size > 0 && !isPage(path))
      throw unwritable(path, 'there is a file already, and it is no report');
  } catch (error) {
    throw toPageError(error, path);
  }
}

/** Throws a `ReplayError`; the page before it is whole then. */
export function writePage(path: string, text: string): void {
  try {
    closeSync(replaceWholeFile(path, Buffer.from(text)));
  } catch (error) {
    throw toPageError(error, path);
  }
}

function isPage(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const head = Buffer.alloc(PAGE_BEGINS.length);
    readSync(fd, head, 0, head.length, 0);
    return head.toString('latin1') === PAGE_BEGINS;
  } finally {
    closeSync(fd);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's share of the disk is full",
};

/** Anything that is no error of the system is a bug, and thrown on. */
function toPageError(error: unknown, path: string): ReplayError {
  if (error instanceof ReplayError) return error;
  const code = systemCodeOf(error);
  if (code === null) throw error;
  return unwritable(path, REASONS[code] ?? code, error);
}

function unwritable(path: string, why: string, cause?: unknown): ReplayError {
  const next = 'Name another file for --html.';
  return new ReplayError('PAGE_UNWRITABLE', `The report cannot be written to ${path}: ${why}`, next, {
    cause,
  });
}
