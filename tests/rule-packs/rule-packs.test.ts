import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load-config.ts';
import { rulesFile } from '../../src/config/schema/rule-schema.ts';
import { runTestCommand } from '../../src/rule-tests/run-test-command.ts';
import { createTestValidators } from '../../src/rule-tests/test-run.ts';
import { folderWith } from '../config/temporary-folder.ts';

const PACKS = readdirSync('rules')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => basename(name, '.yaml'));
const VALIDATORS = createTestValidators();
const read = (pack: string): string => readFileSync(`rules/${pack}.yaml`, 'utf8');

describe.each(PACKS)('the pack %s', (pack) => {
  test('passes its tests, which use every rule of it', async () => {
    const printed: string[] = [];
    const print = (text: string): void => void printed.push(text);
    const command = {
      files: [`tests/rule-packs/${pack}.copytrade.yaml`],
      configFile: 'copytrade.yaml',
      filter: null,
      coverage: false,
      minCoverage: 100,
      format: 'text' as const,
    };
    const code = await runTestCommand(command, { out: print, err: print, outColour: false }, VALIDATORS);
    expect(code, printed.join('\n')).toBe(0);
  });

  test('fits the published schema and says why', () => {
    const ajv = new Ajv({ strict: false });
    const file = parse(read(pack));
    expect(ajv.validate(rulesFile, file), ajv.errorsText()).toBe(true);
    expect(file.rules.filter(({ why }: { why?: string }) => why === undefined)).toEqual([]);
  });

  test('can be included as it is, without a warning', async () => {
    const folder = await folderWith({
      'copytrade.yaml': `version: 1\ninclude: [rules/${pack}.yaml]\nmaster: { broker: paper }\nfollowers: { one: {} }\n`,
      [`rules/${pack}.yaml`]: read(pack),
    });
    const result = await loadConfig(join(folder, 'copytrade.yaml'), { validators: VALIDATORS.config });
    expect(result.ok ? result.config.findings : result.findings).toEqual([]);
    expect(result.ok && result.config.policy.rules.length).toBeGreaterThan(0);
  });
});

test('rules/README.md lists every pack, and no other', () => {
  const readme = readFileSync('rules/README.md', 'utf8');
  const listed = [...readme.matchAll(/^\| \[([a-z-]+)\]\(\1\.yaml\) \|/gm)].map(([, pack]) => pack);
  expect(listed.toSorted()).toEqual(PACKS.toSorted());
});

test('the ids of all packs differ, so that any of them can be included together', () => {
  const ids = PACKS.flatMap((pack) => parse(read(pack)).rules.map(({ id }: { id: string }) => id));
  expect(ids.length).toBe(new Set(ids).size);
});
