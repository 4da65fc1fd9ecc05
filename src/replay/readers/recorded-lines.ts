import { decodeLine } from '../../journal/recording/recording-format.ts';
import type { RecordingLine } from '../../journal/recording/recording-line.ts';
import { ReplayError } from '../replay-error.ts';
import type { ReplayObserver } from '../replay-observer.ts';
import type { TextLine } from './text-lines.ts';

export interface RecordedLine {
  /** From 1. */
  readonly number: number;
  readonly line: RecordingLine;
}

/** Reads a recording line by line. What cannot be read is told to the observer, and left out. */
export class RecordingReader {
  readonly #file: string;
  readonly #observer: ReplayObserver;
  #rows = 0;
  #unreadable = 0;
  #hasEnded = false;

  constructor(file: string, observer: ReplayObserver) {
    this.#file = file;
    this.#observer = observer;
  }

  /** Master rows, and lines that could not be read. */
  get rows(): number {
    return this.#rows;
  }

  /** Those of the rows that could not be read. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Whether the session ended by itself: it wrote its last line. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** A row of a line cannot be read. */
  noteProblem(number: number, problem: string): void {
    this.#unreadable += 1;
    this.#observer.onUnreadable({ file: this.#file, place: `line ${number}`, problem });
  }

  /** @returns null where the line is left out. Throws a `ReplayError` where the first one is no recording's. */
  read({ number, text, isLast }: TextLine): RecordedLine | null {
    const decoded = decodeLine(text);
    if (decoded.ok) {
      if (decoded.line.type === 'master') this.#rows += 1;
      if (decoded.line.type === 'end') this.#hasEnded = true;
      return { number, line: decoded.line };
    }
    if (number === 1) throw noRecording(this.#file, decoded.problem);
    if (isLast) {
      this.#observer.onNote(`${this.#file} breaks off in line ${number}, which is left out`);
    } else {
      this.#rows += 1;
      this.noteProblem(number, decoded.problem);
    }
    return null;
  }
}

export function noRecording(file: string, problem: string): ReplayError {
  const next = 'A recording begins with a `session` line; name the file as `run` wrote it.';
  return new ReplayError('RECORDING_DAMAGED', `${file} is no recording: ${problem}`, next);
}
