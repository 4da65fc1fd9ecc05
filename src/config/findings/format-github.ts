import type { Finding } from './finding.ts';

/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
export function formatGithub(findings: readonly Finding[]): string {
  return findings
    .map(({ file, line, column, severity, code, message }) => {
      const properties = `file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(code)}`;
      return `::${severity} ${properties}::${escapeData(message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
