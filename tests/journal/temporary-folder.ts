import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A user without rights of their own, for tests that run as root. */
const NOBODY = 65534;

/** A new folder that is gone when the test has finished. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copytrade-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The mode of every file below `folder`, as `chmod` takes it. */
export function modesIn(folder: string): Record<string, string> {
  const modes: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    modes[entry] = (statSync(join(folder, entry)).mode & 0o777).toString(8);
  }
  return modes;
}

/** Root may write everywhere: as root, `work` runs as somebody else, who is given `folder`. */
export function asOrdinaryUser<T>(folder: string, work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  chownSync(folder, NOBODY, NOBODY);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, entry), NOBODY, NOBODY);
  }
  process.seteuid?.(NOBODY);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

/** Runs `work` under that umask. */
export function withUmask<T>(mask: number, work: () => T): T {
  const before = process.umask(mask);
  try {
    return work();
  } finally {
    process.umask(before);
  }
}
