import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toReplayError } from '../replay/replay-error.ts';
import { readTextLines } from '../replay/text-lines.ts';
import { ExplainError } from './explain-error.ts';

const RECORDING = /^session_\d{8}_\d{6}(?:_\d+)?\.jsonl$/;
/** In the lines of decisions. */
const DECIDED_ORDER = /"order_id":"([^"]+)"/;

/** Paths of the recordings of `run` in a folder, the latest first. Throws an `ExplainError`, and a `ReplayError`. */
export async function listRecordings(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw toReplayError(error, folder);
  });
  const recordings = names
    .filter((name) => RECORDING.test(name))
    .sort(byStart)
    .reverse();
  if (recordings.length > 0) return recordings.map((name) => join(folder, name));
  const next = 'Name the folder of `run` by --logs, or a log by --log.';
  throw new ExplainError('NO_RECORDING', `${folder} holds no recording of \`run\``, next);
}

/** `session_20261123_091500_2.jsonl` was begun after `session_20261123_091500.jsonl`. */
function byStart(a: string, b: string): number {
  const [stem, other] = [a, b].map((name) => name.replace('.jsonl', ''));
  return (stem ?? '').localeCompare(other ?? '', 'en', { numeric: true });
}

/**
 * Whether the id stands in a recording, as whatever: a quick look before it is decided again. Of one where it does not
 * stand, the decided orders go to `ids`.
 */
export async function mayTellOf(
  path: string,
  orderId: string,
  ids: Set<string>,
  signal: AbortSignal,
): Promise<boolean> {
  for await (const lines of readTextLines(path, signal)) {
    for (const { text } of lines) {
      if (text.includes(`"${orderId}"`)) return true;
      const id = DECIDED_ORDER.exec(text)?.[1];
      if (id !== undefined) ids.add(id);
    }
  }
  return false;
}
