import { FINDING_CODES, type FindingCode, type Severity } from './codes.ts';

/** Something wrong with a file, at a place, with what to write instead. */
export interface Finding {
  /** As the user would name it: relative to where the command runs. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
  readonly severity: Severity;
  readonly code: FindingCode;
  /** What is wrong and what to write instead. Never holds a secret. */
  readonly message: string;
  /** Where in the document: `followers.follower1.quantity`, `rules[0].match.time`; empty for the file itself. */
  readonly path: string;
  /** The lines around; null where there is no text. Secrets in it are masked already. */
  readonly excerpt: Excerpt | null;
}

export interface Excerpt {
  /** Number of the first line shown. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** How many characters the caret underlines. */
  readonly caretLength: number;
  /** The caret's column in the line as shown (long lines are cut), from 1. */
  readonly caretColumn: number;
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** A finding about a file whose text is not at hand. */
export function toFileFinding(
  file: string,
  code: FindingCode,
  message: string,
  place = { line: 1, column: 1 },
): Finding {
  const { severity } = FINDING_CODES[code];
  return { file, ...place, severity, code, message, path: '', excerpt: null };
}
