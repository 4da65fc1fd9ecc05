/** The signs of the view, and what stands for them where the terminal is not UTF-8. */
export const GLYPHS = {
  copied: '✓',
  skipped: '·',
  refused: '✗',
  unknown: '?',
  rule: '─',
} as const;

const ASCII: Readonly<Record<string, string>> = {
  '✓': '+',
  '·': '-',
  '✗': 'x',
  '─': '-',
  '…': '...',
  '×': 'x',
  '→': '->',
  '−': '-',
  '≥': '>=',
  '≤': '<=',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '₹': 'Rs ',
};

/** Text for a terminal that shows ASCII only. What has no likeness becomes `\u{20ac}`. */
export function toAscii(text: string): string {
  return text.replace(/[^ -~]/gu, (char) => ASCII[char] ?? `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
