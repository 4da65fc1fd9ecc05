import { type CompileResult, compileConfig, type LoadedConfig } from '../../config/compile-config.ts';
import type { Finding } from '../../config/findings/finding.ts';
import { ShapeValidators } from '../../config/shape/shape-validators.ts';
import { createBook } from '../../core/book/book.ts';
import {
  CopySession,
  type MasterPosition,
  type SessionDecision,
  type SessionInput,
} from '../../core/copy-session.ts';
import type { Trace } from '../../core/deciding/trace.ts';
import type { InstrumentMaster } from '../../core/orders/instrument.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { fromSnapshot } from '../../core/saving/book-snapshot.ts';
import { FormError } from '../../core/saving/plain-forms.ts';
import { InstrumentTable, LayeredInstruments } from '../../journal/recording/recorded-instruments.ts';
import type { RecordedConfig, RecordingLine, SessionLine } from '../../journal/recording/recording-line.ts';
import { toInstrumentRecord } from '../../journal/recording/session-lines.ts';
import type { CoverageTally } from '../coverage-tally.ts';
import { ReplayError } from '../replay-error.ts';
import { OtherConfigDay } from './other-config.ts';
import { readRecordedInput } from './recorded-inputs.ts';

/** A config that the recording holds is none any more. */
export class RecordedConfigError extends Error {
  readonly code = 'RECORDED_CONFIG_INVALID';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super('a config in the recording has errors; it was recorded by a version that took it');
    this.name = 'RecordedConfigError';
    this.findings = findings;
  }
}

/** Compiles the texts of a recorded config. Throws a `RecordedConfigError` where they have errors. */
export function compileRecorded(
  { files: [main, ...others] }: RecordedConfig,
  validators?: ShapeValidators,
): LoadedConfig {
  if (main === undefined) throw new RecordedConfigError([]);
  const result: CompileResult = compileConfig([main, ...others], validators);
  if (!result.ok) throw new RecordedConfigError(result.findings);
  return result.config;
}

export interface RecordedSessionOptions {
  readonly file: string;
  /** Null: the recording's own config, and its reloads. */
  readonly policy: Policy | null;
  /** What is known of instruments besides what the recording holds. */
  readonly instruments: InstrumentMaster;
  /** The master's opening positions, for recordings that have none. */
  readonly positions: readonly MasterPosition[] | null;
  readonly coverage: CoverageTally;
  /** Bytes that are read, of a recording that still grows. */
  readonly length?: number | undefined;
  /** Told how each decision comes about; null: nobody listens. */
  readonly trace?: Trace | null;
  /** Kept by whoever replays many: making them takes most of the time of a short recording. */
  readonly validators?: ShapeValidators | undefined;
}

/** What a line led to. */
export interface Accepted {
  readonly decisions: readonly SessionDecision[];
  /** Rows of the line that cannot be read. */
  readonly problems: readonly string[];
}

const NOTHING: Accepted = { decisions: [], problems: [] };

/** A recorded session, decided again line by line. */
export class RecordedSession {
  readonly session: CopySession;
  readonly #recorded = new InstrumentTable();
  readonly #coverage: CoverageTally;
  readonly #validators: ShapeValidators;
  /** Null where the recording's own config decides. */
  readonly #otherDay: OtherConfigDay | null;
  #knowsPositions: boolean;
  #confirm: boolean;

  /** Throws a `ReplayError`, and a `RecordedConfigError`. */
  constructor(first: SessionLine, options: RecordedSessionOptions) {
    const { policy, instruments, positions, trace = null } = options;
    this.#coverage = options.coverage;
    this.#validators = options.validators ?? new ShapeValidators();
    this.#otherDay = policy === null ? null : new OtherConfigDay();
    this.#confirm = first.confirm;
    this.#knowsPositions = first.state !== null || positions !== null;
    this.session = new CopySession(
      policy ?? compileRecorded(first.config, this.#validators).policy,
      {
        live: true,
        fills: 'reported',
        instruments: new LayeredInstruments(this.#recorded, instruments),
        trace,
      },
      { book: restoreBook(first, options.file), confirm: first.confirm },
    );
    if (first.state === null && positions !== null) this.session.accept({ kind: 'positions', positions });
  }

  /** Whether the master's opening positions were told. */
  get knowsPositions(): boolean {
    return this.#knowsPositions;
  }

  accept(line: RecordingLine): Accepted {
    switch (line.type) {
      case 'session':
        return { decisions: [], problems: ['a second session begins in the same file'] };
      case 'instrument':
        this.#recorded.add(toInstrumentRecord(line));
        return NOTHING;
      case 'config':
        this.#reload(
          this.#otherDay ? this.session.policy : compileRecorded(line.config, this.#validators).policy,
          line.confirm,
        );
        return NOTHING;
      case 'decision':
        this.#otherDay?.noteRecorded(line);
        return NOTHING;
      case 'copy_ended':
        if (this.#otherDay && !this.#otherDay.takesFillOf(line)) return NOTHING;
        break;
      case 'confirmation':
        if (!this.session.book.ordersById.get(line.order_key)?.awaitsConfirmation)
          this.#otherDay?.keepAnswer(line);
        break;
      case 'positions':
        this.#knowsPositions = true;
        break;
    }
    const { input, problems } = readRecordedInput(line);
    return { decisions: input === null ? [] : this.#take(input), problems };
  }

  /** Tells the coverage tally how often rules matched since the config last changed. To be called at the end. */
  countCoverage(): void {
    this.#coverage.add(this.session.coverage());
  }

  #take(input: SessionInput): SessionDecision[] {
    const decisions = this.session.accept(input);
    if (!this.#otherDay) return decisions;
    if (input.kind === 'row') decisions.push(...this.#otherDay.answerFor(this.session, input.row.orderId));
    for (const made of decisions) this.#otherDay.noteMade(made);
    return decisions;
  }

  #reload(policy: Policy, confirm: boolean): void {
    if (this.#otherDay && confirm === this.#confirm) return;
    this.countCoverage();
    this.#confirm = confirm;
    this.session.accept({ kind: 'policy', policy, confirm });
  }
}

function restoreBook(first: SessionLine, file: string) {
  if (first.state === null) return createBook();
  try {
    return fromSnapshot(first.state);
  } catch (error) {
    if (!(error instanceof FormError)) throw error;
    const message = `${file}: the state that the session went on from cannot be read: ${error.message}`;
    throw new ReplayError('RECORDING_DAMAGED', message, 'Replay it with the version that recorded it.', {
      cause: error,
    });
  }
}
