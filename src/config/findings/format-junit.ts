import type { Finding } from './finding.ts';

/** JUnit XML: a test case a finding, failed where it is an error; one that passed where there is none. */
export function formatJunit(findings: readonly Finding[]): string {
  const failures = findings.filter((finding) => finding.severity === 'error').length;
  const cases =
    findings.length === 0 ? ['    <testcase classname="copytrade" name="valid"/>'] : findings.map(toTestCase);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="copytrade validate" tests="${cases.length}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function toTestCase({ file, line, column, severity, code, message }: Finding): string {
  const name = escapeXml(`${code} at ${file}:${line}:${column}`);
  const inner =
    severity === 'error'
      ? `<failure type="${code}" message="${escapeXml(message)}"/>`
      : `<system-out>${escapeXml(message)}</system-out>`;
  return `    <testcase classname="${escapeXml(file)}" name="${name}" file="${escapeXml(file)}" line="${line}">${inner}</testcase>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no way to write most control characters. */
function escapeXml(text: string): string {
  return [...text]
    .map((char) => ((char.codePointAt(0) ?? 0) < 0x20 ? '\uFFFD' : (ENTITIES[char] ?? char)))
    .join('');
}
