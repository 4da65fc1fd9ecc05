import type { Progress } from '../../reporting/terminal/progress-line.ts';
import type { CommandOutput } from '../../reporting/terminal/standard-output.ts';
import { writePage } from '../page/page-file.ts';
import { formatReplayPage } from '../page/replay-page.ts';
import type { ReplayObserver } from '../replay-observer.ts';
import { formatReplayJson, type ReplayReport } from './report-json.ts';
import type { Assumed } from './report-text.ts';

/** Where it tells of what happens on the way. */
type Messages = Pick<CommandOutput, 'err' | 'progress'>;

/** What decisions are for. */
interface DecisionSink {
  add(...decided: Parameters<ReplayObserver['onDecision']>): void;
  caughtUp?(): Promise<void> | null;
}

/** Rows beyond these are only counted: a broken file has a hundred thousand. */
const MAX_LISTED = 20;

/** Collects decisions, and tells of what is left out as it comes. */
export class PrintingObserver implements ReplayObserver {
  readonly #decisions: DecisionSink;
  readonly #output: Messages;
  #unreadable = 0;

  constructor(decisions: DecisionSink, output: Messages) {
    this.#decisions = decisions;
    this.#output = output;
  }

  onDecision(...[made, time]: Parameters<ReplayObserver['onDecision']>): void {
    this.#decisions.add(made, time);
  }

  caughtUp(): Promise<void> | null {
    return this.#decisions.caughtUp?.() ?? null;
  }

  onUnreadable({ file, place, problem }: Parameters<ReplayObserver['onUnreadable']>[0]): void {
    this.#unreadable += 1;
    if (this.#unreadable <= MAX_LISTED) this.#output.err(`${file}, ${place}, is left out: ${problem}`);
  }

  onNote(note: string): void {
    this.#output.err(note);
  }

  onProgress(progress: Progress): void {
    this.#output.progress?.show(progress);
  }

  /** Tells of the rows that were not listed. */
  finish(): void {
    this.#output.progress?.clear();
    if (this.#unreadable > MAX_LISTED)
      this.#output.err(`${this.#unreadable - MAX_LISTED} more rows are left out`);
  }
}

/** Writes the page and says so. Throws a `ReplayError`. */
export function printPage(
  path: string,
  report: ReplayReport,
  assumed: Assumed,
  output: Pick<CommandOutput, 'err'>,
): void {
  const page = formatReplayPage(report, assumed);
  writePage(path, page);
  output.err(`The report is in ${path} (${Math.ceil(Buffer.byteLength(page) / 1000)} KB).`);
}

export async function printJson(report: ReplayReport, output: CommandOutput): Promise<void> {
  for (const piece of formatReplayJson(report)) await output.out(piece);
}
