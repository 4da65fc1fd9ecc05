import { FINDING_CODES } from './codes.ts';
import type { Finding } from './finding.ts';

/** SARIF 2.1.0, which code-scanning services read. */
export function formatSarif(findings: readonly Finding[]): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const rules = codes.map((id) => ({
    id,
    shortDescription: { text: FINDING_CODES[id].meaning },
    help: { text: FINDING_CODES[id].remedy },
    defaultConfiguration: { level: FINDING_CODES[id].severity },
  }));
  const results = findings.map(({ file, line, column, severity, code, message, excerpt }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file) },
          region: { startLine: line, startColumn: column, endColumn: column + (excerpt?.caretLength ?? 1) },
        },
      },
    ],
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'copytrade', rules } }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toUri(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
