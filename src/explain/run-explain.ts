/** `copytrade explain`: reads what the command line names, decides it again, and prints how it came about. */
import type { LoadedConfig } from '../config/compile-config.ts';
import type { Finding } from '../config/findings/finding.ts';
import { formatText } from '../config/findings/format-text.ts';
import { loadConfig } from '../config/load-config.ts';
import type { MasterPosition } from '../core/copy-session.ts';
import { toIstSeconds } from '../core/ist-time.ts';
import type { InstrumentMaster } from '../core/orders/instrument.ts';
import { readInstrumentFile } from '../replay/readers/instrument-file.ts';
import { readPositionsFile } from '../replay/readers/positions-file.ts';
import { RecordedConfigError } from '../replay/recording/recorded-session.ts';
import { ReplayError } from '../replay/replay-error.ts';
import { DecisionCollector } from '../replay/report/decision-collector.ts';
import { PrintingObserver } from '../replay/report/replay-output.ts';
import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import { ExplainError } from './explain-error.ts';
import { explainHypothetical } from './explain-hypothetical.ts';
import { explainLive } from './explain-live.ts';
import { explainLogs } from './explain-logs.ts';
import type { Explanation } from './explanation.ts';
import { checkFollower } from './find-follower.ts';
import { formatExplanationJson } from './format-explanation-json.ts';
import { type OrderFlags, readHypothetical } from './hypothetical.ts';
import { formatExplanationText, type TextStyle } from './text/format-explanation-text.ts';

export interface ExplainCommand {
  /** A hypothetical order in words, or several. */
  readonly words: readonly string[];
  /** What flags say of it. */
  readonly described: OrderFlags;
  /** The id of an order in a log or of one decided live; null: hypothetical. */
  readonly orderId: string | null;
  /** Empty: the order was decided live. */
  readonly logs: readonly string[];
  /** Where `run` leaves its recordings. */
  readonly logsFolder: string;
  /** Null: all. */
  readonly follower: string | null;
  readonly configFile: string;
  /** Named on the command line: then it decides a live order too, in place of the recorded one. */
  readonly isConfigNamed: boolean;
  /** Null: not told. */
  readonly positionsFile: string | null;
  /** Null: the file that the config names, if any. */
  readonly instrumentsFile: string | null;
  readonly json: boolean;
}

export interface ExplainOutput extends CommandOutput, Pick<TextStyle, 'width' | 'unicode'> {}

const EXIT = { fine: 0, findings: 1, unreadable: 2 } as const;
type ExplainExit = (typeof EXIT)[keyof typeof EXIT];

/** @returns the exit code. Throws the abort's own error. */
export async function runExplain(
  command: ExplainCommand,
  output: ExplainOutput,
  { signal, nowMs }: Moment,
): Promise<ExplainExit> {
  try {
    const explanation = await explain(command, output, { signal, nowMs });
    if (explanation === null) return EXIT.findings;
    await output.out(format(explanation, command, output));
    return explanation.live?.comparison === 'differs' ? EXIT.findings : EXIT.fine;
  } catch (error) {
    if (error instanceof ExplainError || error instanceof ReplayError) {
      const end = /[.?]$/.test(error.message) ? '' : '.';
      output.err(`${error.message}${end} ${error.next}`);
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

export interface Moment {
  readonly signal: AbortSignal;
  /** When a hypothetical order happens that does not say it. */
  readonly nowMs: number;
}

function format(explanation: Explanation, { json }: ExplainCommand, output: ExplainOutput): string {
  if (json) return formatExplanationJson(explanation);
  const { outColour: colour, width, unicode } = output;
  return formatExplanationText(explanation, { colour, width, unicode });
}

/** @returns null where the config has errors; they have been shown */
async function explain(
  command: ExplainCommand,
  output: ExplainOutput,
  moment: Moment,
): Promise<Explanation | null> {
  checkWay(command);
  const { orderId, logs, logsFolder, follower, configFile, isConfigNamed } = command;
  const isLive = orderId !== null && logs.length === 0;
  if (isLive && !isConfigNamed) {
    return explainLive({ logsFolder, orderId, follower, other: null }, output, moment.signal);
  }
  const config = await load(configFile, output);
  if (config === null) return null;
  checkFollower(
    follower,
    config.policy.followers.map(({ name }) => name),
  );
  if (isLive) {
    const other = { file: configFile, config };
    return explainLive({ logsFolder, orderId, follower, other }, output, moment.signal);
  }
  const files = await readFiles(command, config, output, moment.signal);
  const request = { follower, configFile, config, ...files };
  if (orderId !== null) return explainLogs({ ...request, logs, orderId }, output, moment.signal);
  const { words, described } = command;
  const orders = readHypothetical(words, described, toIstSeconds(moment.nowMs));
  return explainHypothetical({ ...request, orders });
}

/** An order is named by its id, or described; not both, and not neither. */
function checkWay({ words, described, orderId, logs }: ExplainCommand): void {
  const isDescribed = words.length > 0 || Object.values(described).some((value) => value !== null);
  const next = 'Write `copytrade explain buy 75 RELIANCE-EQ @ 1500`, or name one by --order ID.';
  if (isDescribed && orderId !== null) {
    throw new ExplainError('WHICH_ORDER', 'An order is both described and named by --order', next);
  }
  if (logs.length > 0 && orderId === null) {
    throw new ExplainError('WHICH_ORDER', 'A log has many orders', 'Say which one by --order ID.');
  }
  if (!isDescribed && orderId === null)
    throw new ExplainError('WHICH_ORDER', 'There is no order to explain', next);
}

/** @returns null where it has errors, which are shown. Throws a `ReplayError` where it cannot be read. */
async function load(file: string, output: ExplainOutput): Promise<LoadedConfig | null> {
  const loaded = await loadConfig(file);
  if (loaded.ok) return loaded.config;
  showFindings(loaded.findings, output);
  if (loaded.isReadable) return null;
  throw new ReplayError('FILE_UNREADABLE', `${file} cannot be read`, 'Name the config by --config.');
}

function showFindings(findings: readonly Finding[], output: ExplainOutput): void {
  if (findings.length > 0) output.err(formatText(findings, { colour: output.errColour }).trimEnd());
}

async function readFiles(
  { positionsFile, instrumentsFile }: ExplainCommand,
  { settings }: LoadedConfig,
  output: ExplainOutput,
  signal: AbortSignal,
): Promise<{
  readonly positions: readonly MasterPosition[] | null;
  readonly instruments: InstrumentMaster | null;
}> {
  const observer = new PrintingObserver(new DecisionCollector([], { keepTexts: false }), output);
  const file = instrumentsFile ?? settings.instrumentsFile;
  return {
    positions: positionsFile === null ? null : await readPositionsFile(positionsFile, signal),
    instruments: file === null ? null : await readInstrumentFile(file, observer, signal),
  };
}
