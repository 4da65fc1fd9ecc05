import { basename } from 'node:path';
import type { SessionDecision } from '../../core/copy-session.ts';
import type { RecordingLine, SessionLine } from '../../journal/recording/recording-line.ts';
import { noRecording, type RecordedLine, RecordingReader } from '../readers/recorded-lines.ts';
import { readTextLines } from '../readers/text-lines.ts';
import type { ReplayObserver } from '../replay-observer.ts';
import { tellAll } from '../replay-orders.ts';
import { RecordedSession, type RecordedSessionOptions } from './recorded-session.ts';

/** What watches a recording being decided again, line by line. */
export interface RecordingWatcher {
  onLine(recorded: RecordedLine): void;
  onMade(made: SessionDecision, lineNumber: number): void;
}

export interface ReplayedRecording {
  readonly first: SessionLine;
  /** Master rows, and lines that could not be read. */
  readonly rows: number;
  /** Those of the rows that could not be read. */
  readonly unreadable: number;
  /** Whether the session ended by itself. */
  readonly hasEnded: boolean;
  /** Whether the master's opening positions were told. */
  readonly knowsPositions: boolean;
  /** Orders that were alive when the recording ended. */
  readonly openOrders: number;
}

const NOBODY: RecordingWatcher = { onLine: () => undefined, onMade: () => undefined };

/** Decides a recording in its own order. Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error. */
export async function replayRecording(
  options: RecordedSessionOptions,
  observer: ReplayObserver,
  signal: AbortSignal,
  watcher: RecordingWatcher = NOBODY,
): Promise<ReplayedRecording> {
  const reader = new RecordingReader(options.file, observer);
  let begun: { readonly first: SessionLine; readonly session: RecordedSession } | null = null;
  const { file, length } = options;
  const onRead = (share: number) => observer.onProgress?.({ doing: `deciding ${basename(file)}`, share });
  for await (const lines of readTextLines(file, signal, { length, onRead })) {
    for (const text of lines) {
      const recorded = reader.read(text);
      if (recorded === null) continue;
      if (begun === null) begun = begin(recorded.line, options);
      else step(recorded, begun.session, reader, { observer, watcher });
    }
    await observer.caughtUp?.();
  }
  if (begun === null) throw noRecording(options.file, 'it is empty');
  const { first, session } = begun;
  session.countCoverage();
  observer.onEnd?.(session.session.book);
  const { rows, unreadable, hasEnded } = reader;
  const openOrders = session.session.book.orders.filter((order) => !order.terminal).length;
  return { first, rows, unreadable, hasEnded, knowsPositions: session.knowsPositions, openOrders };
}

function step(
  recorded: RecordedLine,
  session: RecordedSession,
  reader: RecordingReader,
  told: { readonly observer: ReplayObserver; readonly watcher: RecordingWatcher },
): void {
  told.watcher.onLine(recorded);
  const { decisions, problems } = session.accept(recorded.line);
  for (const problem of problems) reader.noteProblem(recorded.number, problem);
  tellAll(told.observer, session.session, decisions);
  for (const made of decisions) told.watcher.onMade(made, recorded.number);
}

function begin(line: RecordingLine, options: RecordedSessionOptions) {
  if (line.type !== 'session') throw noRecording(options.file, `it begins with a ${line.type} line`);
  return { first: line, session: new RecordedSession(line, options) };
}
