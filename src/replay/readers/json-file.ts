import { readFile } from 'node:fs/promises';
import type { Json } from '../../brokers/port.ts';
import { ReplayError, toReplayError } from '../replay-error.ts';

/** Reads a file that is one JSON value. Throws a `ReplayError`, and the abort's own error. */
export async function readJsonFile(path: string, signal: AbortSignal): Promise<Json> {
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    throw toReplayError(error, path);
  }
  if (text.trim() === '')
    throw new ReplayError('NOT_JSON', `${path}: the file is empty`, 'Name a file with something in it.');
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (cause) {
    const why = cause instanceof Error ? `: ${shorten(cause.message)}` : '';
    throw new ReplayError(
      'NOT_JSON',
      `${path} is not JSON${why}`,
      'Name a file as the broker or `run` wrote it.',
      {
        cause,
      },
    );
  }
}

/** The parser's words quote the text itself, which may be long. */
function shorten(message: string): string {
  const line = message.replace(/\s+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
