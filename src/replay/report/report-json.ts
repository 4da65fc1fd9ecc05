import type { Reason } from '../../core/deciding/reasons.ts';
import { REASONS } from '../../core/deciding/reasons.ts';
import type { Verification } from '../recording/verify-recording.ts';
import type { LogSummary } from '../replay-logs.ts';
import type { CollectedDecisions, FollowerTally } from './decision-collector.ts';

export interface ReplayReport {
  readonly config: { readonly file: string; readonly sha256: string };
  readonly logs: readonly LogSummary[];
  readonly assumedFlat: boolean;
  readonly collector: CollectedDecisions;
  readonly rules: readonly { readonly id: string; readonly matched: number }[];
  /** With `--verify`, by log; else null. */
  readonly verifications: readonly (Verification & { readonly file: string })[] | null;
}

/** Texts of decisions that are written together. */
const DECISIONS_A_PIECE = 1000;

/** The document of `replay --json`, in pieces: a year of decisions is more than one text can hold. */
export function* formatReplayJson(report: ReplayReport): Generator<string> {
  const { config, logs, assumedFlat, collector, rules, verifications } = report;
  yield `{"config":${JSON.stringify(config)},\n"logs":${JSON.stringify(logs)},\n`;
  yield `"assumed_flat":${assumedFlat},\n"decisions":[`;
  const { texts } = collector;
  for (let from = 0; from < texts.length; from += DECISIONS_A_PIECE) {
    const piece = texts.slice(from, from + DECISIONS_A_PIECE).join(',\n');
    yield `${from === 0 ? '\n' : ',\n'}${piece}`;
  }
  const followers = [...collector.followers].map(([name, tally]) => [name, toTallyJson(tally)]);
  yield `],\n"followers":${JSON.stringify(Object.fromEntries(followers))},\n`;
  yield `"coverage":${JSON.stringify({ rules })},\n"digest":${JSON.stringify(collector.digest())}`;
  if (verifications !== null) yield `,\n"verify":${JSON.stringify(verifications.map(toVerifyJson))}`;
  yield '}\n';
}

/** Reasons in the order of their table, so that equal tallies are equal texts. */
export function toTallyJson({ copied, skipped, reasons }: FollowerTally) {
  const counted: Partial<Record<Reason, number>> = {};
  for (const reason of Object.keys(REASONS) as Reason[]) {
    const tally = reasons.get(reason);
    if (tally) counted[reason] = tally.decisions;
  }
  return { copied, skipped, reasons: counted };
}

function toVerifyJson({ file, decisions, divergences, shown, unwritten }: Verification & { file: string }) {
  return {
    file,
    decisions,
    divergences,
    unwritten,
    shown: shown.map((one) => ({
      order_key: one.orderKey,
      follower: one.follower,
      line: one.lineNumber,
      recorded: one.recorded,
      made: one.made,
    })),
  };
}
