import type { CommandOutput } from '../reporting/terminal/standard-output.ts';
import { type CoverageCheck, checkCoverage } from './check-coverage.ts';
import { CoverageTally } from './coverage-tally.ts';
import { assertOnce } from './readers/assert-once.ts';
import { recogniseLog } from './readers/log-format.ts';
import { type Verification, verifyRecording } from './recording/verify-recording.ts';
import { ReplayError } from './replay-error.ts';
import { DecisionCollector } from './report/decision-collector.ts';
import { PrintingObserver, printJson, printPage } from './report/replay-output.ts';
import type { ReplayReport } from './report/report-json.ts';
import { formatVerifyText } from './report/verify-text.ts';

/** `replay --verify`. @returns whether there is no divergence, and enough coverage */
export async function runVerify(
  files: readonly string[],
  options: CoverageCheck & { readonly json: boolean; readonly htmlFile: string | null },
  output: CommandOutput,
  signal: AbortSignal,
): Promise<boolean> {
  await refuseOtherLogs(files);
  await assertOnce(files);
  const collector = new DecisionCollector([], { keepTexts: options.json });
  const observer = new PrintingObserver(collector, output);
  const coverage = new CoverageTally();
  const verified: FileVerification[] = [];
  for (const file of files) {
    const verification = await verifyRecording(file, { observer, signal });
    verified.push({ ...verification, file });
    coverage.add(verification.coverage.rules());
  }
  observer.finish();
  const report = toReport(verified, collector, coverage);
  const openOrders = verified.reduce((sum, { openOrders: open }) => sum + open, 0);
  if (options.htmlFile !== null) printPage(options.htmlFile, report, { assumptions: [], openOrders }, output);
  if (options.json) await printJson(report, output);
  else for (const one of verified) await output.out(formatVerifyText(one, { colour: output.outColour }));
  const isCovered = checkCoverage(coverage, options, output);
  return isCovered && verified.every(({ divergences }) => divergences === 0);
}

type FileVerification = Verification & { readonly file: string };

/** Only a recording has live decisions to compare with. */
async function refuseOtherLogs(files: readonly string[]): Promise<void> {
  for (const file of files) {
    if ((await recogniseLog(file)) === 'recording') continue;
    const next = 'Leave --verify out to decide it under a config.';
    throw new ReplayError('NOT_RECOGNISED', `${file} is no recording, so there is nothing to verify`, next);
  }
}

function toReport(
  verified: readonly FileVerification[],
  collector: DecisionCollector,
  coverage: CoverageTally,
): ReplayReport {
  const [first] = verified;
  return {
    config: { file: first?.config.files[0]?.path ?? '', sha256: first?.config.sha256 ?? '' },
    logs: verified.map(({ file, rows, unreadable }) => ({ file, format: 'recording', rows, unreadable })),
    assumedFlat: verified.some(({ knowsPositions }) => !knowsPositions),
    collector,
    rules: coverage.rules(),
    verifications: verified,
  };
}
