/** What an edit of the running file would have changed in today's orders so far. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ShapeValidators } from '../../config/shape/shape-validators.ts';
import { formatIstDay, type IstDay } from '../../core/ist-time.ts';
import type { RecordedConfig } from '../../journal/recording/recording-line.ts';
import { recogniseLog } from '../readers/log-format.ts';
import { compileRecorded } from '../recording/recorded-session.ts';
import { formatPlanJson } from './plan-json.ts';
import { hasChanges, type Plan, planLogs } from './plan-logs.ts';
import { formatPlanSections } from './plan-text.ts';

/** Plain data: it is handed to another thread. */
export interface TodayRequest {
  readonly logsFolder: string;
  /** The recording of the run, which still grows. */
  readonly recording: string;
  readonly day: IstDay;
  readonly before: RecordedConfig;
  readonly after: RecordedConfig;
}

/** Plain data as well. */
export interface TodayPlan {
  /** Decisions that differ. */
  readonly changed: number;
  /** For people: lines of text, without colours. */
  readonly text: string;
  /** The document of `plan --json`, with the first changes of each follower. */
  readonly document: string;
}

/** Changes that are kept, of all followers together; one of each at least, and of each no more than these. */
const MAX_CHANGES = 100;
const MAX_CHANGES_A_FOLLOWER = 20;

/**
 * Decides the recordings of the day under both configs: of a run that was restarted there are several. What is recorded
 * meanwhile is left out. Throws a `ReplayError`, a `RecordedConfigError` and the abort's own error.
 * @returns null where nothing changes
 */
export async function planToday(request: TodayRequest, signal: AbortSignal): Promise<TodayPlan | null> {
  const { before, after, day } = request;
  const lengths = await findRecordings(request);
  const validators = new ShapeValidators();
  const configBefore = compileRecorded(before, validators);
  const configAfter = compileRecorded(after, validators);
  const many = Math.max(1, configAfter.policy.followers.length);
  const plan = await planLogs(
    {
      logs: [...lengths.keys()],
      lengths,
      day,
      before: { config: configBefore, instruments: null },
      after: { config: configAfter, instruments: null },
      positions: null,
      keptChanges: Math.max(1, Math.min(MAX_CHANGES_A_FOLLOWER, Math.floor(MAX_CHANGES / many))),
    },
    { onUnreadable: () => undefined, onNote: () => undefined },
    signal,
  );
  return hasChanges(plan) ? toTodayPlan(plan, request) : null;
}

function toTodayPlan(plan: Plan, { before, after }: TodayRequest): TodayPlan {
  const changed = plan.followers.filter((follower) => follower.changed > 0);
  const nameOf = ({ files, sha256 }: RecordedConfig) => ({ file: basename(files[0]?.path ?? ''), sha256 });
  const document = formatPlanJson(plan, { before: nameOf(before), after: nameOf(after) });
  const whole = 'copytrade plan on the recording lists them all';
  return {
    changed: changed.reduce((sum, follower) => sum + follower.changed, 0),
    text: formatPlanSections({ ...plan, followers: changed }, whole, { colour: false }).join('\n\n'),
    document: [...document].join(''),
  };
}

/** With their lengths, in the order in which they were begun. A start that failed leaves an empty one. */
async function findRecordings({ logsFolder, recording, day }: TodayRequest): Promise<Map<string, number>> {
  const begins = `session_${formatIstDay(day).replaceAll('-', '')}_`;
  const named = (await readdir(logsFolder)).filter(
    (name) => name.startsWith(begins) && name.endsWith('.jsonl'),
  );
  const names = new Set([...named.sort(), basename(recording)]);
  const lengths = new Map<string, number>();
  for (const name of names) {
    const path = join(logsFolder, name);
    const { size } = await stat(path);
    if (size > 0 && (await recogniseLog(path)) === 'recording') lengths.set(path, size);
  }
  return lengths;
}
