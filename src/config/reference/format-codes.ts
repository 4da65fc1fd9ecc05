import type { FINDING_CODES } from '../findings/codes.ts';

/** docs/validation-codes.md */
export function formatCodes(codes: typeof FINDING_CODES): string {
  const rows = Object.entries(codes).map(
    ([code, { severity, meaning, remedy }]) =>
      `| \`${code}\` | ${severity} | ${cell(meaning)} | ${cell(remedy)} |`,
  );
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
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
