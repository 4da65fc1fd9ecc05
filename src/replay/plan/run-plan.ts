/** `copytrade plan`: reads what the command line names, decides it twice, prints what differs. */
import type { LoadedConfig } from '../../config/compile-config.ts';
import { formatText } from '../../config/findings/format-text.ts';
import { type LoadResult, loadConfig } from '../../config/load-config.ts';
import { ShapeValidators } from '../../config/shape/shape-validators.ts';
import type { CommandOutput } from '../../reporting/terminal/standard-output.ts';
import { readInstrumentFile } from '../readers/instrument-file.ts';
import { readPositionsFile } from '../readers/positions-file.ts';
import { ReplayError } from '../replay-error.ts';
import { DecisionCollector } from '../report/decision-collector.ts';
import { PrintingObserver } from '../report/replay-output.ts';
import { formatPlanJson } from './plan-json.ts';
import { hasChanges, type Plan, type PlanObserver, type PlanRequest, planLogs } from './plan-logs.ts';
import { formatNothingChanges, formatPlanText } from './plan-text.ts';

export interface PlanCommand {
  readonly logs: readonly string[];
  readonly fromFile: string;
  readonly configFile: string;
  /** Null: not told. */
  readonly positionsFile: string | null;
  /** Null: the files that the configs name, if any. */
  readonly instrumentsFile: string | null;
  readonly json: boolean;
  /** Whether the exit code tells that something differs. */
  readonly detailedExitCode: boolean;
}

const EXIT = { fine: 0, findings: 1, unreadable: 2, differs: 5 } as const;
type PlanExit = (typeof EXIT)[keyof typeof EXIT];

/** Changes that the text lists for each follower; all are counted. */
const LISTED_CHANGES = 100;

/** @returns the exit code. Throws the abort's own error. */
export async function runPlan(
  command: PlanCommand,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<PlanExit> {
  const validators = new ShapeValidators();
  const before = await loadConfig(command.fromFile, { validators });
  const after = await loadConfig(command.configFile, { validators });
  if (!before.ok || !after.ok) return refuse(command, [before, after], output);
  try {
    const plan = await decide(command, [before.config, after.config], output, signal);
    await print(command, plan, [before.config, after.config], output);
    return hasChanges(plan) && command.detailedExitCode ? EXIT.differs : EXIT.fine;
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    output.err(`${error.message}. ${error.next}`);
    return EXIT.unreadable;
  }
}

/** Shows what is wrong with each of the two files, and which of them it is. */
function refuse(
  { fromFile, configFile }: PlanCommand,
  [before, after]: readonly [LoadResult, LoadResult],
  output: CommandOutput,
): PlanExit {
  const named = [
    { file: fromFile, flag: '--from', loaded: before },
    { file: configFile, flag: '--config', loaded: after },
  ];
  for (const { file, flag, loaded } of named) {
    if (loaded.ok) continue;
    output.err(formatText(loaded.findings, { colour: output.errColour }).trimEnd());
    output.err(
      `${file} (${flag}) ${loaded.isReadable ? 'is invalid' : 'cannot be read'}: nothing is compared.`,
    );
  }
  const isUnreadable = named.some(({ loaded }) => !loaded.ok && !loaded.isReadable);
  return isUnreadable ? EXIT.unreadable : EXIT.findings;
}

type BothConfigs = readonly [before: LoadedConfig, after: LoadedConfig];

async function decide(
  command: PlanCommand,
  configs: BothConfigs,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<Plan> {
  const observer = new PrintingObserver(new DecisionCollector([], { keepTexts: false }), output);
  const files = await readFiles(command, configs, observer, signal);
  const keptChanges = command.json ? Number.POSITIVE_INFINITY : LISTED_CHANGES;
  const plan = await planLogs({ logs: command.logs, ...files, keptChanges }, observer, signal);
  observer.finish();
  return plan;
}

async function readFiles(
  { positionsFile, instrumentsFile }: PlanCommand,
  [before, after]: BothConfigs,
  observer: PlanObserver & PrintingObserver,
  signal: AbortSignal,
): Promise<Pick<PlanRequest, 'positions' | 'before' | 'after'>> {
  const read = async (path: string | null) =>
    path === null ? null : await readInstrumentFile(path, observer, signal);
  const [pathBefore, pathAfter] = [before, after].map(
    ({ settings }) => instrumentsFile ?? settings.instrumentsFile,
  );
  const positions = positionsFile === null ? null : await readPositionsFile(positionsFile, signal);
  const instruments = await read(pathAfter ?? null);
  const instrumentsBefore = pathBefore === pathAfter ? instruments : await read(pathBefore ?? null);
  return {
    positions,
    before: { config: before, instruments: instrumentsBefore },
    after: { config: after, instruments },
  };
}

async function print(
  command: PlanCommand,
  plan: Plan,
  [before, after]: BothConfigs,
  output: CommandOutput,
): Promise<void> {
  const { fromFile, configFile, json } = command;
  const names = { before: fromFile, after: configFile };
  if (!hasChanges(plan)) output.err(formatNothingChanges(plan, names));
  if (!json) {
    if (hasChanges(plan)) await output.out(formatPlanText(plan, names, { colour: output.outColour }));
    return;
  }
  for (const assumption of plan.assumptions) output.err(`assumed: ${assumption}`);
  const configs = {
    before: { file: fromFile, sha256: before.sha256 },
    after: { file: configFile, sha256: after.sha256 },
  };
  for (const piece of formatPlanJson(plan, configs)) await output.out(piece);
}
