import type { Finding } from '../config/findings/finding.ts';
import { formatFailure } from './format-tests-text.ts';
import type { TestResult } from './run-rule-test.ts';
import { countResults, type TestReport } from './test-run.ts';

/** JUnit XML: a suite a file, a case a test; what is wrong with a file is a case with an error. */
export function formatTestsJunit(report: TestReport): string {
  const { passed, failed } = countResults(report);
  const configFindings = report.findings.length === 0 ? [] : [suite('configuration', [], report.findings)];
  const errors = report.findings.length + report.files.flatMap(({ findings }) => findings).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="copytrade test" tests="${passed + failed + errors}" failures="${failed}" errors="${errors}">`,
    ...configFindings,
    ...report.files.map(({ file, results, findings }) => suite(file, results, findings)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(name: string, results: readonly TestResult[], findings: readonly Finding[]): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const counts = `tests="${results.length + findings.length}" failures="${failed}" errors="${findings.length}"`;
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts}>`,
    ...results.map((result) => testCase(name, result)),
    ...findings.map(findingCase),
    '  </testsuite>',
  ].join('\n');
}

function testCase(file: string, { test, failures }: TestResult): string {
  const { line } = test.at.position;
  const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(test.name)}" file="${escapeXml(file)}" line="${line}"`;
  if (failures.length === 0) return `${head}/>`;
  const text = failures.flatMap((failure) => formatFailure(file, failure, { colour: false })).join('\n');
  const message = `not as expected for ${failures.map(({ follower }) => follower).join(', ')}`;
  return `${head}>\n      <failure message="${escapeXml(message)}">${escapeXml(text)}</failure>\n    </testcase>`;
}

function findingCase({ file, line, column, code, message }: Finding): string {
  const name = escapeXml(`${code} at ${file}:${line}:${column}`);
  const inner = `<error type="${code}" message="${escapeXml(message)}"/>`;
  return `    <testcase classname="${escapeXml(file)}" name="${name}" file="${escapeXml(file)}" line="${line}">${inner}</testcase>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '\n',
};

/** XML 1.0 has no way to write most control characters. */
function escapeXml(text: string): string {
  return [...text]
    .map((char) => ENTITIES[char] ?? ((char.codePointAt(0) ?? 0) < 0x20 ? '\uFFFD' : char))
    .join('');
}
