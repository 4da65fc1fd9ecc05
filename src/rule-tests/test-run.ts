import type { Finding } from '../config/findings/finding.ts';
import { hasErrors } from '../config/findings/finding.ts';
import { ShapeValidators } from '../config/shape/shape-validators.ts';
import { readTextFile } from '../config/source/read-text.ts';
import { checkNames } from './check-names.ts';
import { readRuleTests } from './read-rule-tests.ts';
import { RuleTestValidators } from './rule-test-validators.ts';
import { runRuleTest, type TestResult } from './run-rule-test.ts';
import { type Subject, TestSubjects } from './test-subjects.ts';

export interface TestRequest {
  readonly files: readonly string[];
  /** What is tested where a file does not say it. */
  readonly configFile: string;
  /** Only tests whose name holds this text, in letters of any case; null: all. */
  readonly filter: string | null;
}

export interface TestReport {
  readonly files: readonly FileReport[];
  /** What is wrong with the configurations. */
  readonly findings: readonly Finding[];
  /** A file could not be opened. */
  readonly unreadable: boolean;
  /** The configurations that were tested. */
  readonly subjects: readonly Subject[];
}

export interface FileReport {
  readonly file: string;
  /** Empty where the file has an error. */
  readonly results: readonly TestResult[];
  readonly findings: readonly Finding[];
}

/** Whoever runs tests often keeps these: making them takes most of the time. */
export interface TestValidators {
  readonly config: ShapeValidators;
  readonly tests: RuleTestValidators;
}

export function createTestValidators(): TestValidators {
  return { config: new ShapeValidators(), tests: new RuleTestValidators() };
}

/** Runs the tests of files. Throws a `ReplayError` where a configuration's instrument file is none. */
export async function runTests(
  request: TestRequest,
  validators = createTestValidators(),
): Promise<TestReport> {
  const subjects = new TestSubjects(validators.config);
  const files: FileReport[] = [];
  let unreadable = false;
  for (const path of new Set(request.files)) {
    const reading = await readTextFile(path, path);
    if (reading.ok) {
      files.push(await runFile({ ...request, path, text: reading.text }, subjects, validators.tests));
    } else {
      unreadable ||= !reading.opened;
      files.push({ file: path, results: [], findings: [aboutTestFile(reading.finding)] });
    }
  }
  const loaded = await subjects.all();
  const broken = loaded.filter((subject) => !subject.ok);
  return {
    files,
    findings: broken.flatMap(({ findings }) => findings),
    unreadable: unreadable || broken.some(({ isReadable }) => !isReadable),
    subjects: loaded.filter((subject) => subject.ok),
  };
}

async function runFile(
  request: TestRequest & { readonly path: string; readonly text: string },
  subjects: TestSubjects,
  validators: RuleTestValidators,
): Promise<FileReport> {
  const { tests, finish } = readRuleTests(request, validators);
  const filter = request.filter?.toLowerCase() ?? '';
  const results: TestResult[] = [];
  for (const test of tests.filter(({ name }) => name.toLowerCase().includes(filter))) {
    const subject = await subjects.get(test.subject);
    if (!subject.ok) continue;
    checkNames(test, subject.policy);
    results.push(runRuleTest(test, subject));
  }
  const findings = finish();
  return { file: request.path, results: hasErrors(findings) ? [] : results, findings };
}

function aboutTestFile(finding: Finding): Finding {
  return { ...finding, message: finding.message.replace(/; `copytrade init` writes a first file/, '') };
}

export function countResults({ files }: TestReport): { readonly passed: number; readonly failed: number } {
  const results = files.flatMap((file) => file.results);
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  return { passed: results.length - failed, failed };
}
