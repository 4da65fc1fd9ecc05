/** What the demo ends with. */
import type { EngineEvent, Statistics } from '../engine/events.ts';
import type { Holding } from './check-session.ts';

export interface DemoSummary {
  /** What was not as scripted, in sentences; empty where all was. */
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly decisions: number;
  readonly statistics: Statistics;
  /** From the master's event being seen to the broker's reply to the copy; null where nothing was accepted. */
  readonly latencyMs: { readonly median: number; readonly slowest: number } | null;
  readonly holdings: readonly Holding[];
  readonly folder: string;
  readonly files: {
    readonly config: string;
    readonly records: string;
    readonly recording: string;
    readonly log: string;
  };
  /** The recording of the session, decided again. */
  readonly replay: { readonly decisions: number; readonly divergences: number };
}

export function measureLatency(events: readonly EngineEvent[]): DemoSummary['latencyMs'] {
  const sorted = events
    .flatMap((event) => (event.type === 'outcome' && event.state === 'accepted' ? [event.latencyMs] : []))
    .filter((ms) => ms !== null)
    .sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  const slowest = sorted.at(-1);
  return median === undefined || slowest === undefined ? null : { median, slowest };
}

/** The document that `demo --json` prints. */
export function toDemoDocument(summary: DemoSummary, options: { readonly kept: boolean }) {
  const { problems, holdings, statistics, latencyMs, files, replay } = summary;
  return {
    ok: problems.length === 0,
    problems,
    seconds: summary.seconds,
    decisions: summary.decisions,
    statistics,
    latency_ms: latencyMs,
    holdings: holdings.map(({ symbol, held, isAsExpected }) => ({
      symbol,
      ...held,
      as_expected: isAsExpected,
    })),
    folder: summary.folder,
    kept: options.kept,
    files,
    replay,
  };
}
