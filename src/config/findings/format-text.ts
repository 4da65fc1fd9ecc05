import type { Excerpt, Finding } from './finding.ts';

export interface TextStyle {
  /** Colours are for terminals, and not where NO_COLOR is set. */
  readonly colour: boolean;
}

const RED = 31;
const YELLOW = 33;
const BOLD = 1;
const DIM = 2;

/** `FILE:LINE:COLUMN severity code sentence`, and below it the lines around with a caret. */
export function formatText(findings: readonly Finding[], style: TextStyle): string {
  const paint = (text: string, ...codes: number[]): string =>
    style.colour ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  return findings
    .map((finding, index) => {
      const colour = finding.severity === 'error' ? RED : YELLOW;
      const place = placeOf(finding);
      const head = `${paint(place, BOLD)} ${paint(finding.severity, BOLD, colour)} ${paint(finding.code, DIM)} ${finding.message}`;
      // Of several findings at one place the last is followed by the lines.
      const isRepeated = placeOf(findings[index + 1]) === place;
      const frame = finding.excerpt === null || isRepeated ? [] : drawFrame(finding, finding.excerpt);
      const painted = frame.map(({ text, isCaret }) => paint(text, isCaret ? colour : DIM));
      return `${[head, ...painted].join('\n')}\n${isRepeated ? '' : '\n'}`;
    })
    .join('')
    .replace(/\n\n$/, '\n');
}

function placeOf(finding: Finding | undefined): string {
  return finding === undefined ? '' : `${finding.file}:${finding.line}:${finding.column}`;
}

function drawFrame({ line }: Finding, excerpt: Excerpt): { text: string; isCaret: boolean }[] {
  const width = String(excerpt.firstLine + excerpt.lines.length - 1).length + 2;
  return excerpt.lines.flatMap((text, index) => {
    const number = excerpt.firstLine + index;
    const shown = { text: `${String(number).padStart(width)} | ${text}`.trimEnd(), isCaret: false };
    if (number !== line) return [shown];
    // A tab before the caret stays one, so that the caret stands under the token whatever a tab's width is.
    const lead = text.slice(0, excerpt.caretColumn - 1).replace(/[^\t]/g, ' ');
    const blank = ' '.repeat(Math.max(0, excerpt.caretColumn - 1 - lead.length));
    const caret = '^'.repeat(excerpt.caretLength);
    return [shown, { text: `${' '.repeat(width)} | ${lead}${blank}${caret}`, isCaret: true }];
  });
}
