/** `copytrade test`: finds the files, runs their tests, prints. */
import { hasErrors } from '../config/findings/finding.ts';
import { ReplayError } from '../replay/replay-error.ts';
import { findTestFiles } from './find-test-files.ts';
import { formatTestsJson } from './format-tests-json.ts';
import { formatTestsJunit } from './format-tests-junit.ts';
import { formatTestsText } from './format-tests-text.ts';
import { coveragePercent, formatCoverage, ruleCoverage } from './rule-coverage.ts';
import { countResults, createTestValidators, runTests, type TestReport } from './test-run.ts';

export const TEST_FORMATS = ['text', 'json', 'junit'] as const;

export interface TestCommand {
  /** Empty: `tests/*.copytrade.yaml`. */
  readonly files: readonly string[];
  readonly configFile: string;
  readonly filter: string | null;
  /** Also print which rules the tests use. */
  readonly coverage: boolean;
  /** Per cent of the rules that must match at least once; null: no matter. */
  readonly minCoverage: number | null;
  readonly format: (typeof TEST_FORMATS)[number];
}

export interface TestOutput {
  /** Data. */
  out(text: string): void;
  /** A line for people. */
  err(line: string): void;
  readonly outColour: boolean;
}

const EXIT = { fine: 0, findings: 1, unreadable: 2 } as const;
type TestExit = (typeof EXIT)[keyof typeof EXIT];

/** @returns the exit code */
export async function runTestCommand(
  command: TestCommand,
  output: TestOutput,
  validators = createTestValidators(),
): Promise<TestExit> {
  const files = command.files.length > 0 ? command.files : await findTestFiles();
  if (files.length === 0) {
    output.err('There is no test: tests/*.copytrade.yaml matches no file. Write one, or name a file.');
    return EXIT.unreadable;
  }
  try {
    const report = await runTests({ ...command, files }, validators);
    print(report, command, output);
    return judge(report, command, output);
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error;
    output.err(`${error.message}. ${error.next}`);
    return EXIT.unreadable;
  }
}

function print(report: TestReport, { format, coverage }: TestCommand, output: TestOutput): void {
  const style = { colour: output.outColour };
  if (format === 'json') output.out(formatTestsJson(report));
  else if (format === 'junit') output.out(formatTestsJunit(report));
  else output.out(formatTestsText(report, style));
  if (coverage && format === 'text') output.out(`\n${formatCoverage(report.subjects, style)}`);
}

function judge(report: TestReport, command: TestCommand, output: TestOutput): TestExit {
  if (report.unreadable) return EXIT.unreadable;
  const findings = [...report.findings, ...report.files.flatMap((file) => file.findings)];
  const { passed, failed } = countResults(report);
  if (hasErrors(findings)) return EXIT.findings;
  if (passed + failed === 0) {
    output.err(`No test has \`${command.filter}\` in its name. Change --filter.`);
    return EXIT.unreadable;
  }
  const covered = checkCoverage(report, command.minCoverage, output);
  return failed === 0 && covered ? EXIT.fine : EXIT.findings;
}

function checkCoverage({ subjects }: TestReport, minCoverage: number | null, output: TestOutput): boolean {
  const percent = coveragePercent(subjects);
  if (minCoverage === null || percent >= minCoverage) return true;
  const never = subjects.flatMap(ruleCoverage).filter(({ matched }) => matched === 0);
  const ids = never.map(({ id }) => id).join(', ');
  output.err(
    `${Math.floor(percent)} % of the rules matched, ${minCoverage} % were asked for. Never: ${ids}.`,
  );
  return false;
}
