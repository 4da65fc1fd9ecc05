import { findRecordings } from '../replay/readers/recording-names.ts';
import { readTextLines } from '../replay/readers/text-lines.ts';
import { ExplainError } from './explain-error.ts';

/** In the lines of decisions. */
const DECIDED_ORDER = /"order_id":"([^"]+)"/;

/** Paths of the recordings of `run` in a folder, the latest first. Throws an `ExplainError`, and a `ReplayError`. */
export async function listRecordings(folder: string): Promise<readonly string[]> {
  const recordings = await findRecordings(folder);
  if (recordings.length > 0) return recordings.map(({ path }) => path).reverse();
  const next = 'Name the folder of `run` by --logs, or a log by --log.';
  throw new ExplainError('NO_RECORDING', `${folder} holds no recording of \`run\``, next);
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
