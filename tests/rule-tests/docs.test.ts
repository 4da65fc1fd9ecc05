import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG, runFile } from './run-files.ts';

const PAGE = readFileSync('docs/rule-tests.md', 'utf8');
const blockWith = (text: string): string =>
  PAGE.split('```')
    .find((block) => block.includes(text))
    ?.replace(/^yaml/, '')
    .trimStart() ?? '';
const EXAMPLE = blockWith('# tests/options.copytrade.yaml');

function runExample(multiplier: number) {
  const config = CONFIG.replace('no-late-options', 'no-late-expiry-options');
  return runFile(
    EXAMPLE.replace('../copytrade.yaml', 'other.yaml'),
    {},
    { 'other.yaml': config.replace('multiplier: 0.5', `multiplier: ${multiplier}`) },
  );
}

test('the example of docs/rule-tests.md passes', async () => {
  expect((await runExample(0.5)).out).toContain('tests 2, passed 2, failed 0');
});

test('the failure that docs/rule-tests.md shows is what is printed', async () => {
  const { out } = await runExample(0.25);
  const shown = blockWith('FAIL').replaceAll(join('tests', 'options.copytrade.yaml'), 'a.copytrade.yaml');
  expect(out).toContain(shown.trimEnd());
});
