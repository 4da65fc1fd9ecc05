import { readPositionsReply } from '../../brokers/angelone/read-positions.ts';
import type { MasterPosition } from '../../core/copy-session.ts';
import { ReplayError } from '../replay-error.ts';
import { readJsonFile } from './json-file.ts';

/**
 * Reads the master's opening positions, a getPosition reply. Throws a `ReplayError`, also where one row cannot be
 * read: its instrument may not be taken for flat.
 */
export async function readPositionsFile(
  path: string,
  signal: AbortSignal,
): Promise<readonly MasterPosition[]> {
  const reading = readPositionsReply(await readJsonFile(path, signal));
  const problem = reading.ok ? reading.value.problems[0] : reading.problem;
  if (!reading.ok || problem !== undefined) {
    const next = 'Name a getPosition reply of the broker.';
    throw new ReplayError('NOT_RECOGNISED', `${path}: ${problem}`, next);
  }
  return reading.value.positions;
}
