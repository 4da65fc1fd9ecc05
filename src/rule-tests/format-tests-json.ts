import { type Finding, hasErrors } from '../config/findings/finding.ts';
import { ruleCoverage } from './rule-coverage.ts';
import type { Failure, TestResult } from './run-rule-test.ts';
import { countResults, type TestReport } from './test-run.ts';

/** As schemas/test.schema.json says. */
export function formatTestsJson(report: TestReport): string {
  const findings = [...report.findings, ...report.files.flatMap((file) => file.findings)];
  const { passed, failed } = countResults(report);
  const document = {
    ok: failed === 0 && !hasErrors(findings),
    passed,
    failed,
    tests: report.files.flatMap(({ file, results }) => results.map((result) => toTest(file, result))),
    findings: findings.map(toFinding),
    coverage: report.subjects.map((subject) => ({
      config: subject.name,
      rules: ruleCoverage(subject).map(({ id, matched }) => ({ id, matched })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toTest(file: string, { test, failures }: TestResult) {
  const { line, column } = test.at.position;
  const status = failures.length === 0 ? 'passed' : 'failed';
  return { file, line, column, name: test.name, status, failures: failures.map(toFailure) };
}

function toFailure({ at, order, follower, rows }: Failure) {
  const { line, column } = at.position;
  const differences = rows
    .filter((row) => row.differs)
    .map(({ key, expected, actual }) => ({ key, expected, actual }));
  return { line, column, order_id: order.orderId, symbol: order.tradingSymbol, follower, differences };
}

function toFinding({ file, line, column, severity, code, message, path }: Finding) {
  return { file, line, column, severity, code, message, path };
}
