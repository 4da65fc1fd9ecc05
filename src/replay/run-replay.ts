/** `copytrade replay`: reads what the command line names, decides, prints. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { Finding } from '../config/findings/finding.ts';
import { formatText } from '../config/findings/format-text.ts';
import { loadConfig } from '../config/load-config.ts';
import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import { checkCoverage } from './check-coverage.ts';
import { assertPageFits } from './page/page-file.ts';
import { readInstrumentFile } from './readers/instrument-file.ts';
import { readPositionsFile } from './readers/positions-file.ts';
import { RecordedConfigError } from './recording/recorded-session.ts';
import { ReplayError } from './replay-error.ts';
import { replayLogs } from './replay-logs.ts';
import type { ReplayObserver } from './replay-observer.ts';
import { DecisionCollector } from './report/decision-collector.ts';
import { PrintingObserver, printJson, printPage } from './report/replay-output.ts';
import { formatReplayText } from './report/report-text.ts';
import { TallyThread } from './report/tally-thread.ts';
import { runVerify } from './run-verify.ts';

export interface ReplayCommand {
  readonly logs: readonly string[];
  readonly configFile: string;
  /** Null: not told. */
  readonly positionsFile: string | null;
  /** Null: the file that the config names, if any. */
  readonly instrumentsFile: string | null;
  readonly verify: boolean;
  readonly json: boolean;
  /** Where the report goes as a page; null: nowhere. */
  readonly htmlFile: string | null;
  /** Per cent of the rules that must match at least once; null: no matter. */
  readonly minCoverage: number | null;
}

const EXIT = { fine: 0, findings: 1, unreadable: 2 } as const;
type ReplayExit = (typeof EXIT)[keyof typeof EXIT];

/** @returns the exit code. Throws the abort's own error. */
export async function runReplay(
  command: ReplayCommand,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<ReplayExit> {
  try {
    if (command.htmlFile !== null) assertPageFits(command.htmlFile);
    if (!command.verify) return await runWithConfig(command, output, signal);
    return (await runVerify(command.logs, command, output, signal)) ? EXIT.fine : EXIT.findings;
  } catch (error) {
    if (error instanceof ReplayError) {
      output.err(`${error.message}. ${error.next}`);
      return EXIT.unreadable;
    }
    if (error instanceof RecordedConfigError) {
      showFindings(error.findings, output);
      output.err(`${error.message}.`);
      return EXIT.findings;
    }
    throw error;
  }
}

async function runWithConfig(
  command: ReplayCommand,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<ReplayExit> {
  const loaded = await loadConfig(command.configFile);
  if (!loaded.ok) {
    showFindings(loaded.findings, output);
    return loaded.isReadable ? EXIT.findings : EXIT.unreadable;
  }
  const followers = loaded.config.policy.followers.map(({ name }) => name);
  // Texts are kept where they are printed.
  const thread = command.json ? null : new TallyThread(followers);
  const decisions = thread ?? new DecisionCollector(followers, { keepTexts: true });
  try {
    return await runInto(decisions, loaded.config, command, { output, signal });
  } finally {
    await thread?.close();
  }
}

async function runInto(
  decisions: DecisionCollector | TallyThread,
  config: LoadedConfig,
  command: ReplayCommand,
  { output, signal }: { readonly output: CommandOutput; readonly signal: AbortSignal },
): Promise<ReplayExit> {
  const observer = new PrintingObserver(decisions, output);
  const files = await readFiles(command, config, observer, signal);
  const result = await replayLogs({ logs: command.logs, config, ...files }, observer, signal);
  observer.finish();
  const report = {
    config: { file: command.configFile, sha256: config.sha256 },
    logs: result.logs,
    assumedFlat: result.assumedFlat,
    collector: decisions instanceof TallyThread ? await decisions.finish() : decisions,
    rules: result.coverage.rules(),
    verifications: null,
  };
  if (command.json) {
    for (const assumption of result.assumptions) output.err(`assumed: ${assumption}`);
    await printJson(report, output);
  } else {
    await output.out(formatReplayText(report, result, { colour: output.outColour }));
  }
  if (command.htmlFile !== null) printPage(command.htmlFile, report, result, output);
  return checkCoverage(result.coverage, command, output) ? EXIT.fine : EXIT.findings;
}

async function readFiles(
  command: ReplayCommand,
  config: LoadedConfig,
  observer: ReplayObserver,
  signal: AbortSignal,
) {
  const { positionsFile } = command;
  const instrumentsFile = command.instrumentsFile ?? config.settings.instrumentsFile;
  return {
    positions: positionsFile === null ? null : await readPositionsFile(positionsFile, signal),
    instruments:
      instrumentsFile === null ? null : await readInstrumentFile(instrumentsFile, observer, signal),
  };
}

function showFindings(findings: readonly Finding[], output: CommandOutput): void {
  if (findings.length > 0) output.err(formatText(findings, { colour: output.errColour }).trimEnd());
}
