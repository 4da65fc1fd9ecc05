import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { toReplayError } from '../replay-error.ts';

export interface TextLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** The file ends in the middle of it: no line end follows. */
  readonly isLast: boolean;
}

export interface ReadingOptions {
  /** Bytes that are read, of a file that still grows; above 0. */
  readonly length?: number | undefined;
  /** Told after each piece of a large file how much of it has been read (0 to 1). */
  readonly onRead?: (share: number) => void;
}

const CHUNK_BYTES = 256 * 1024;
/** Of a smaller file nobody wants to know how far it has been read. */
const LARGE_BYTES = 64 * 1024;

/**
 * The lines of a file as they arrive, those of one piece together; blank ones are left out. Lines end with LF only:
 * other separators may stand in JSON texts. Throws a `ReplayError`, and the abort's own error.
 */
export async function* readTextLines(
  path: string,
  signal: AbortSignal,
  { length = Number.POSITIVE_INFINITY, onRead }: ReadingOptions = {},
): AsyncGenerator<TextLine[]> {
  const range = { end: length - 1, highWaterMark: CHUNK_BYTES };
  const stream = createReadStream(path, { encoding: 'utf8', ...range, signal });
  const lines = new LineSplitter();
  try {
    const size = Math.min((await stat(path)).size, length);
    for await (const piece of stream) {
      yield lines.push(String(piece));
      if (size > LARGE_BYTES) onRead?.(Math.min(1, stream.bytesRead / size));
    }
  } catch (error) {
    throw toReplayError(error, path);
  }
  yield lines.end();
}

class LineSplitter {
  /** Pieces of a line that has not ended. Joined once, so that a line of a hundred megabytes costs no more. */
  #pieces: string[] = [];
  #number = 0;

  push(piece: string): TextLine[] {
    const lines: TextLine[] = [];
    let from = 0;
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
      this.#take(lines, piece.slice(from, at), { isLast: false });
      from = at + 1;
    }
    if (from < piece.length) this.#pieces.push(piece.slice(from));
    return lines;
  }

  end(): TextLine[] {
    const lines: TextLine[] = [];
    if (this.#pieces.length > 0) this.#take(lines, '', { isLast: true });
    return lines;
  }

  #take(lines: TextLine[], end: string, { isLast }: Pick<TextLine, 'isLast'>): void {
    let whole = end;
    if (this.#pieces.length > 0) {
      this.#pieces.push(end);
      whole = this.#pieces.join('');
      this.#pieces = [];
    }
    this.#number += 1;
    const text = this.#number === 1 && whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
    if (text.trim() !== '') lines.push({ number: this.#number, text, isLast });
  }
}
