import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/load-config.ts';
import { configFile } from '../../src/config/schema/config-schema.ts';
import { resolveReference } from '../../src/config/schema/definitions.ts';
import { STARTER_FILES } from '../../src/config/starter/starter-files.ts';
import { folderWith } from './temporary-folder.ts';

const EXAMPLE = readFileSync('copytrade.yaml.example', 'utf8');
/** The example with its two options switched on that name files. */
const COMPLETE = EXAMPLE.replace('# include:', 'include:').replace('# instruments:', 'instruments:');
const RULE = 'rules: [{ id: included, match: {}, skip: true }]\n';

test('the example is valid as it stands', async () => {
  const result = await loadConfig('copytrade.yaml.example');
  expect(result.ok ? result.config.findings : result.findings).toEqual([]);
});

test('the example is valid with the files that it could name', async () => {
  const folder = await folderWith({
    'copytrade.yaml': COMPLETE,
    'rules/one.yaml': RULE,
    'data/OpenAPIScripMaster.json': '[]',
  });
  const result = await loadConfig(join(folder, 'copytrade.yaml'));
  expect(result.ok ? result.config.findings : result.findings).toEqual([]);
  expect(result.ok && result.config.policy.rules.at(-1)?.id).toBe('included');
});

test('the example shows every option', () => {
  const shown = new Set<string>();
  collectKeys(parse(COMPLETE), shown);
  const known = new Set<string>();
  collectProperties(configFile, known);
  // A rule of the example could not use all of these at once and still make sense to a reader.
  expect([...known].filter((key) => !shown.has(key))).toEqual([]);
});

test('what init writes is valid', async () => {
  const folder = await folderWith(Object.fromEntries(STARTER_FILES.map(({ path, text }) => [path, text])));
  const result = await loadConfig(join(folder, 'copytrade.yaml'));
  expect(result.ok ? result.config.findings : result.findings).toEqual([]);
  expect(result.ok && result.config.policy.rules.map(({ id }) => id)).toEqual(['no-late-expiry-options']);
});

function collectKeys(value: unknown, keys: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    keys.add(key);
    collectKeys(inner, keys);
  }
}

function collectProperties(schema: object, keys: Set<string>, seen = new Set<object>()): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  const resolved: object = resolveReference(schema);
  if ('properties' in resolved && typeof resolved.properties === 'object') {
    for (const key of Object.keys(resolved.properties ?? {})) keys.add(key);
  }
  for (const inner of Object.values(resolved)) {
    if (
      typeof inner === 'object' &&
      inner !== null &&
      !('examples' in resolved && inner === resolved.examples)
    ) {
      collectProperties(inner, keys, seen);
    }
  }
}
