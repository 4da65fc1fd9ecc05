/**
 * Where every input and decision goes: the journal (durable, for a restart) and the recording (for a replay). Both
 * hold the same lines, so that what a restart rebuilds is what a replay decides.
 */
import type { SessionDecision } from '../../core/copy-session.ts';
import type { JournaledDecision } from '../../journal/decision-table.ts';
import type { NewInput } from '../../journal/input-table.ts';
import type { NewIntent } from '../../journal/intent.ts';
import { encodeLine } from '../../journal/recording/recording-format.ts';
import type { RecordingLine } from '../../journal/recording/recording-line.ts';
import { toDecisionLine } from '../../journal/recording/session-lines.ts';
import type { RecordingFile } from '../../journal/recording-file.ts';
import type { JournalBuffer } from './journal-buffer.ts';
import type { StateTexts } from './saved-state.ts';

export class SessionLog {
  readonly #journal: JournalBuffer;
  readonly #recording: RecordingFile;
  #inputsSinceSnapshot = 0;

  constructor(journal: JournalBuffer, recording: RecordingFile) {
    this.#journal = journal;
    this.#recording = recording;
  }

  get inputsSinceSnapshot(): number {
    return this.#inputsSinceSnapshot;
  }

  /** An input that led to nothing. */
  input(line: RecordingLine): void {
    const body = encodeLine(line);
    this.#journal.addInput({ kind: line.type, body, atMs: line.at_ms });
    this.#recording.append(body);
    this.#inputsSinceSnapshot += 1;
  }

  /** An input and all that was decided on it, whole or not at all, before a byte of it is sent. */
  decided(
    line: RecordingLine,
    made: readonly SessionDecision[],
    intents: readonly NewIntent[],
    atMs: number,
  ): void {
    const entry = toEntry(line, made, atMs);
    this.#journal.recordDecision({ ...entry, intents });
    this.#append(entry);
  }

  /** The same where nothing is sent on the strength of it. */
  shown(line: RecordingLine, made: readonly SessionDecision[], atMs: number): void {
    const entry = toEntry(line, made, atMs);
    this.#journal.addDecided(entry.input, entry.decisions);
    this.#append(entry);
  }

  #append({ input, decisions }: LoggedEntry): void {
    this.#recording.append(input.body);
    for (const { body } of decisions) this.#recording.append(body);
    this.#inputsSinceSnapshot += 1;
  }

  /** What a replay needs to read and a restart does not. */
  note(line: RecordingLine): void {
    this.#recording.append(encodeLine(line));
  }

  snapshot({ body, parts }: StateTexts, atMs: number): void {
    this.#journal.saveSnapshot(body, atMs, parts);
    this.#inputsSinceSnapshot = 0;
  }
}

export interface LoggedEntry {
  readonly input: NewInput;
  readonly decisions: readonly JournaledDecision[];
}

/** How an input and what was decided on it is written down. */
export function toEntry(line: RecordingLine, made: readonly SessionDecision[], atMs: number): LoggedEntry {
  return {
    input: { kind: line.type, body: encodeLine(line), atMs: line.at_ms },
    decisions: made.map((one) => ({
      orderKey: one.orderKey,
      follower: one.decision.follower,
      revision: one.revision,
      body: encodeLine(toDecisionLine(one, atMs)),
      atMs,
    })),
  };
}
