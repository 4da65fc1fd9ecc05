import { type Finding, hasErrors } from './finding.ts';

/** `{ valid, findings }`, as schemas/validate.schema.json says. */
export function formatJson(findings: readonly Finding[]): string {
  const valid = !hasErrors(findings);
  const plain = findings.map(({ file, line, column, severity, code, message, path }) => ({
    file,
    line,
    column,
    severity,
    code,
    message,
    path,
  }));
  return `${JSON.stringify({ valid, findings: plain }, null, 2)}\n`;
}
