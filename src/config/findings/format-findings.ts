import type { Finding } from './finding.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatJunit } from './format-junit.ts';
import { formatSarif } from './format-sarif.ts';
import { formatText, type TextStyle } from './format-text.ts';

export const FINDING_FORMATS = ['text', 'json', 'github', 'sarif', 'junit'] as const;
export type FindingFormat = (typeof FINDING_FORMATS)[number];

/** Findings for people or machines; ends with a line break where there is anything to say. */
export function formatFindings(
  findings: readonly Finding[],
  format: FindingFormat,
  style: TextStyle,
): string {
  switch (format) {
    case 'text':
      return formatText(findings, style);
    case 'json':
      return formatJson(findings);
    case 'github':
      return formatGithub(findings);
    case 'sarif':
      return formatSarif(findings);
    case 'junit':
      return formatJunit(findings);
  }
}
