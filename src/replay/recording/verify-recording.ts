import type { ShapeValidators } from '../../config/shape/shape-validators.ts';
import { NO_INSTRUMENT_MASTER } from '../../core/orders/instrument.ts';
import type { RecordedConfig } from '../../journal/recording/recording-line.ts';
import { CoverageTally } from '../coverage-tally.ts';
import type { ReplayObserver } from '../replay-observer.ts';
import { DecisionComparison, type Divergence } from './decision-comparison.ts';
import { type ReplayedRecording, replayRecording } from './replay-recording.ts';

export interface Verification extends ReplayedRecording {
  readonly config: RecordedConfig;
  readonly coverage: CoverageTally;
  /** Decisions in the recording. */
  readonly decisions: number;
  /** Decisions that are not made again as they were made live. */
  readonly divergences: number;
  /** The first of them. */
  readonly shown: readonly Divergence[];
  /** Decisions of the last input that a killed process did not come to write. */
  readonly unwritten: number;
}

const UNOBSERVED: ReplayObserver = {
  onDecision: () => undefined,
  onUnreadable: () => undefined,
  onNote: () => undefined,
};

/**
 * Decides a recorded session again with its own config, reloads, fills, funds, pauses and answers, and compares with
 * what was decided live. Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error.
 */
export async function verifyRecording(
  file: string,
  options: {
    readonly observer?: ReplayObserver;
    readonly signal?: AbortSignal;
    readonly validators?: ShapeValidators;
  } = {},
): Promise<Verification> {
  const { observer = UNOBSERVED, signal = new AbortController().signal, validators } = options;
  const comparison = new DecisionComparison();
  const coverage = new CoverageTally();
  let lastInput = 0;
  const session = {
    file,
    policy: null,
    instruments: NO_INSTRUMENT_MASTER,
    positions: null,
    coverage,
    validators,
  };
  const replayed = await replayRecording(session, observer, signal, {
    onLine: ({ number, line }) => {
      if (line.type === 'decision') comparison.noteRecorded(line, number);
      else if (line.type !== 'outcome') lastInput = number;
    },
    onMade: (made, number) => comparison.noteMade(made, number),
  });
  const unwritten = comparison.finish(replayed.hasEnded ? null : lastInput);
  const { decisions, divergences, kept: shown } = comparison;
  return { ...replayed, config: replayed.first.config, coverage, decisions, divergences, shown, unwritten };
}
