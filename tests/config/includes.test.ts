import { mkdir, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileConfig } from '../../src/config/compile-config.ts';
import { type LoadResult, loadConfig } from '../../src/config/load-config.ts';
import { VALIDATORS } from './findings-of.ts';
import { folderWith } from './temporary-folder.ts';

const rule = (id: string): string => `{ id: ${id}, match: { tag: ${id} }, skip: true }`;
const rulesOf = (...ids: string[]): string => `rules: [${ids.map(rule).join(', ')}]\n`;
const including = (...patterns: string[]): string =>
  `version: 1\nmaster: {}\nfollowers: { f1: {} }\ninclude: [${patterns.join(', ')}]\n${rulesOf('own')}`;

const load = (folder: string): Promise<LoadResult> =>
  loadConfig(join(folder, 'copytrade.yaml'), { validators: VALIDATORS });
const findingsIn = (folder: string, result: LoadResult): string[] =>
  (result.ok ? result.config.findings : result.findings).map(
    ({ file, line, column, code }) => `${relative(folder, file)}:${line}:${column} ${code}`,
  );

test("the file's own rules come first, then each include's in order, a glob's files by name", async () => {
  const folder = await folderWith({
    'copytrade.yaml': including('last.yaml', '"rules/*.yaml"'),
    'last.yaml': rulesOf('last'),
    'rules/b.yaml': rulesOf('b'),
    'rules/a.yaml': rulesOf('a1', 'a2'),
    'rules/.hidden.yaml': rulesOf('hidden'),
    'rules/notes.txt': 'no rules',
  });
  const result = await load(folder);
  expect(findingsIn(folder, result)).toEqual([]);
  if (!result.ok) return;
  expect(result.config.policy.rules.map(({ id }) => id)).toEqual(['own', 'last', 'a1', 'a2', 'b']);
  expect(result.config.files.map(({ path }) => relative(folder, path))).toEqual([
    'copytrade.yaml',
    'last.yaml',
    'rules/a.yaml',
    'rules/b.yaml',
  ]);
});

test('what was read compiles again without the disk, to the same', async () => {
  const folder = await folderWith({
    'copytrade.yaml': including('rules/?.yaml'),
    'rules/a.yaml': rulesOf('a'),
    'rules/b.yaml': rulesOf('b'),
  });
  const result = await load(folder);
  if (!result.ok) throw new Error('not valid');
  const [main, ...others] = result.config.files;
  if (main === undefined) throw new Error('no file');
  expect(compileConfig([main, ...others.toReversed()], VALIDATORS)).toEqual({
    ok: true,
    config: result.config,
  });
});

test('the digest of a single file is that of its text, and every text counts', () => {
  const text = 'version: 1\nmaster: {}\nfollowers: { f1: {} }\n';
  const digestOf = (main: string, ...included: string[]): string => {
    const others = included.map((each, index) => ({ path: `r${index}.yaml`, text: each }));
    const result = compileConfig([{ path: 'c.yaml', text: main }, ...others], VALIDATORS);
    return result.ok ? result.config.sha256 : 'not valid';
  };
  // printf 'version: 1\nmaster: {}\nfollowers: { f1: {} }\n' | sha256sum
  expect(digestOf(text)).toBe('31f42fe36d10ce44e0f99c5080a1c60f32a3a271715b1b183ced17455f7f68d1');
  const main = `${text}include: r0.yaml\n`;
  expect(digestOf(main, rulesOf('a'))).not.toBe(digestOf(main, rulesOf('b')));
  expect(digestOf(main, rulesOf('a'), 'not included')).toBe(digestOf(main, rulesOf('a')));
});

describe('an include', () => {
  test.each([
    ['none.yaml', '4:11 include-missing'],
    ['"rules/*.yml"', '4:11 include-missing'],
    ['nowhere/*.yaml', '4:11 include-missing'],
    ['../rules.yaml', '4:11 include-outside'],
    ['rules/../../x.yaml', '4:11 include-outside'],
    ['/etc/hosts', '4:11 include-outside'],
    ['"~/rules.yaml"', '4:11 include-outside'],
    ['"rules/**/*.yaml"', '4:11 include-form'],
    ['"rules/{a,b}.yaml"', '4:11 include-form'],
    ['.', '4:11 include-form'],
    ['copytrade.yaml', '4:11 include-cycle'],
    ['"*.yaml"', '4:11 include-cycle'],
    ['rules', '4:11 include-missing'],
  ])('%s is refused', async (pattern, expected) => {
    const folder = await folderWith({ 'copytrade.yaml': including(pattern), 'rules/a.yaml': rulesOf('a') });
    expect(findingsIn(folder, await load(folder))).toEqual([`copytrade.yaml:${expected}`]);
  });

  test('that comes twice is read once', async () => {
    const folder = await folderWith({
      'copytrade.yaml': including('rules/b.yaml', '"rules/*.yaml"'),
      'rules/a.yaml': rulesOf('a'),
      'rules/b.yaml': rulesOf('b'),
    });
    const result = await load(folder);
    expect(findingsIn(folder, result)).toEqual(['copytrade.yaml:4:25 include-repeated']);
    expect(result.ok && result.config.policy.rules.map(({ id }) => id)).toEqual(['own', 'b', 'a']);
  });

  test('has rules and nothing else', async () => {
    const folder = await folderWith({
      'copytrade.yaml': including('"rules/*.yaml"'),
      'rules/a.yaml': `include: [b.yaml]\n${rulesOf('a')}`,
      'rules/b.yaml': 'version: 1\nmode: live\n',
      'rules/c.yaml': '',
      'rules/d.yaml': `- ${rule('d')}\n`,
    });
    const result = await load(folder);
    const findings = result.ok ? [] : result.findings;
    expect(findings.find(({ code }) => code === 'empty-file')?.message).toContain('`rules:` alone');
    expect(findingsIn(folder, result)).toEqual([
      'rules/a.yaml:1:1 unknown-key',
      'rules/b.yaml:1:1 missing-key',
      'rules/b.yaml:1:1 unknown-key',
      'rules/b.yaml:2:1 unknown-key',
      'rules/c.yaml:1:1 empty-file',
      'rules/d.yaml:1:1 wrong-type',
    ]);
  });

  test('that cannot be read is named', async () => {
    const folder = await folderWith({
      'copytrade.yaml': including('"rules/*.yaml"'),
      'rules/a.yaml': 'rules: []\n',
      'rules/b.yaml': `rules: [] # ${'x'.repeat(1024 * 1024)}\n`,
    });
    await mkdir(join(folder, 'rules/c.yaml'));
    const result = await load(folder);
    expect(findingsIn(folder, result)).toEqual(['rules/b.yaml:1:1 file-too-large']);
    expect(result.ok ? [] : result.paths.map((path) => relative(folder, path))).toEqual([
      'copytrade.yaml',
      'rules/a.yaml',
      'rules/b.yaml',
    ]);
  });

  test('that is a link out of the folder is refused, within it is followed', async () => {
    const outside = await folderWith({ 'rules.yaml': rulesOf('outside') });
    const folder = await folderWith({
      'copytrade.yaml': including('"rules/*.yaml"'),
      'shared.yaml': rulesOf('inside'),
    });
    await mkdir(join(folder, 'rules'));
    await symlink(join(outside, 'rules.yaml'), join(folder, 'rules/a.yaml'));
    await symlink(join(folder, 'shared.yaml'), join(folder, 'rules/b.yaml'));
    await symlink(join(folder, 'gone.yaml'), join(folder, 'rules/c.yaml'));
    expect(findingsIn(folder, await load(folder))).toEqual([
      'rules/a.yaml:1:1 include-outside',
      'rules/c.yaml:1:1 file-unreadable',
    ]);
  });
});

test('an instrument file that is named must be there', async () => {
  const text = 'version: 1\nmaster: {}\ninstruments: day.json\nfollowers: { f1: {} }\n';
  const folder = await folderWith({ 'copytrade.yaml': text });
  expect(findingsIn(folder, await load(folder))).toEqual(['copytrade.yaml:3:14 instruments-missing']);
  const complete = await folderWith({ 'copytrade.yaml': text, 'day.json': '[]' });
  const result = await load(complete);
  expect(result.ok && result.config.settings.instrumentsFile).toBe(join(complete, 'day.json'));
});
