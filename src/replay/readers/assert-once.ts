import { open, realpath } from 'node:fs/promises';
import { ReplayError, toReplayError } from '../replay-error.ts';

/** A recording's first line begins with when it was begun, to the millisecond, and its name. */
const SESSION_BEGINS = /^\{"type":"session","version":\d+,"at_ms":\d+,"session":"[^"]*"/;
const HEAD_BYTES = 256;

/**
 * No log may be named twice, by whatever path or as a copy of a recording: its orders would be decided twice.
 * @param logs plain files
 * @throws ReplayError
 */
export async function assertOnce(logs: readonly string[]): Promise<void> {
  if (logs.length < 2) return;
  const named = new Map<string, string>();
  for (const log of logs) {
    for (const name of await namesOf(log)) {
      const other = named.get(name);
      if (other !== undefined) throw namedTwice(log, other);
      named.set(name, log);
    }
  }
}

/** What tells one log from every other: where it is, and of a recording the session that it is of. */
async function namesOf(log: string): Promise<readonly string[]> {
  try {
    const path = await realpath(log);
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return [path, ...(SESSION_BEGINS.exec(buffer.toString('utf8', 0, bytesRead)) ?? [])];
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toReplayError(error, log);
  }
}

function namedTwice(log: string, other: string): ReplayError {
  const what = log === other ? `${log} is named twice` : `${log} and ${other} are the same log`;
  return new ReplayError('NAMED_TWICE', `${what}: it would be decided twice`, 'Name it once.');
}
