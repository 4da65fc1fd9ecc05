import type { CodeMeaning, FindingCode } from '../findings/codes.ts';

/** docs/validation-codes.md */
export function formatCodes(
  codes: Readonly<Record<FindingCode, CodeMeaning>>,
  examples: Readonly<Record<FindingCode, string | null>>,
): string {
  const names = Object.keys(codes) as FindingCode[];
  const rows = names.map((code) => {
    const { severity, meaning, remedy } = codes[code];
    return `| \`${code}\` | ${severity} | ${cell(meaning)} | ${cell(remedy)} |`;
  });
  const shown = names.flatMap((code) => formatExample(code, examples[code]));
  return [
    '# Validation codes',
    '',
    '<!-- Generated from src/config/findings/codes.ts by scripts/generate-schemas.js. -->',
    '',
    'What `copytrade validate` can find. A code keeps its meaning for good: scripts and CI may rely on it.',
    'Errors make the command exit 1; warnings exit 3 under `--strict`, else 0.',
    '',
    '| code | severity | what is wrong | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...HOW_FAR,
    '## Examples',
    '',
    'One that names no `followers:` stands in a file with `version: 1`, `master: {}` and `followers: { f1: {} }`.',
    '',
    ...shown,
  ].join('\n');
}

const HOW_FAR = [
  '## How far the reasoning about rules goes',
  '',
  'No false alarm: where it cannot be told, nothing is said.',
  '',
  '- `never-matches`: each key alone, keys of one kind together (through `any`, up to 64 combinations, and `not`), kinds',
  '  of instrument against exchanges, strikes and expiries, and the rule against the filters. Patterns are compared two',
  '  at a time. What a symbol says of its underlying, and how price, quantity and value hang together, is not used.',
  '- `overtaken`: a rule is compared with one other at a time. That several together leave nothing of it is not seen.',
  '  Rules with `execution` count for exits too, which pass no filter. After a million comparisons the rest is left.',
  '- A part that has an error in it is left out until the error is mended.',
  '',
];

function formatExample(code: FindingCode, example: string | null): string[] {
  if (example === null) return [];
  const shown = example.replaceAll('\t', '→').replaceAll('\u0000', '␀');
  return [`### ${code}`, '', '```yaml', shown, '```', ''];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
