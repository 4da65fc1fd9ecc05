import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { describePlace, findingsOf, places, VALIDATORS } from './findings-of.ts';

const FOLDER = 'tests/fixtures/config/malformed';
const FILES = readdirSync(FOLDER).sort();
/** A file that takes longer than this is as good as one that hangs. */
const HANG_MS = 10_000;

describe('malformed files', () => {
  test.each(FILES)('%s gives an error with a place', { timeout: HANG_MS }, async (name) => {
    const file = join(FOLDER, name);
    const result = await loadConfig(file, { validators: VALIDATORS });
    expect(result.ok).toBe(false);
    const findings = result.ok ? [] : result.findings;
    const errors = findings.filter((finding) => finding.severity === 'error');
    expect(errors.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.file).toBe(file);
      expect(finding.line).toBeGreaterThanOrEqual(1);
      expect(finding.column).toBeGreaterThanOrEqual(1);
      expect(finding.message).toMatch(/\.$|\?$/);
    }
    expect(findings.map(({ code, line, column }) => `${line}:${column} ${code}`)).toMatchSnapshot();
  });
});

describe('files that mean harm', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copytrade-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('billion laughs is stopped at the alias that goes too far', { timeout: HANG_MS }, () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const inner = index === 0 ? 'lol' : `*l${index - 1}`;
      return `l${index}: &l${index} [${Array.from({ length: 9 }, () => inner).join(', ')}]`;
    });
    const found = places(`version: 1\nfollowers: { f1: {} }\n${levels.join('\n')}\n`);
    expect(found).toEqual(['7:10 alias-expansion']);
  });

  test.each([
    ['open brackets', '['.repeat(500_000), '1:65 too-deep'],
    ['closed brackets', '['.repeat(1000) + ']'.repeat(1000), '1:65 too-deep'],
    ['open braces', '{a: '.repeat(100_000), '1:257 too-deep'],
    ['dashes', `${'- '.repeat(60_000)}a`, '1:129 too-deep'],
    [
      'indented keys',
      Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      '65:65 too-deep',
    ],
    ['commas', `[${','.repeat(900_000)}]`, '1:200000 too-many-values'],
    ['closing braces', '}'.repeat(500_000), '1:200000 too-many-values'],
  ])('%s without end are refused', { timeout: HANG_MS }, (_, text, expected) => {
    expect(places(text)[0]).toBe(expected);
  });

  test('25,000 unknown keys are all read, and the findings cut', { timeout: HANG_MS }, () => {
    const text = Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n');
    const found = findingsOf(text);
    expect(found).toHaveLength(501);
    expect(found.at(-1)?.code).toBe('too-many-findings');
  });

  test('a file above a megabyte is named and not parsed', async () => {
    const file = join(folder, 'large.yaml');
    await writeFile(file, `version: 1\n${'# comment\n'.repeat(110_000)}`);
    const result = await loadConfig(file, { validators: VALIDATORS });
    expect(result.ok ? [] : result.findings.map((finding) => finding.message)).toEqual([
      `${file} is larger than 1 MB, so it is no configuration. Split the rules into included files.`,
    ]);
  });

  test('ten megabytes are not parsed', { timeout: HANG_MS }, async () => {
    const file = join(folder, 'ten-megabytes.yaml');
    await writeFile(file, `version: 1\nrules:\n${'  - { id: r, match: {}, skip: true }\n'.repeat(280_000)}`);
    const result = await loadConfig(file, { validators: VALIDATORS });
    expect(result.ok ? [] : result.findings.map(describePlace)).toEqual([`${file}:1:1 file-too-large`]);
  });

  test('a pipe is not waited for', { timeout: HANG_MS }, async () => {
    const file = join(folder, 'pipe.yaml');
    execFileSync('mkfifo', [file]);
    const result = await loadConfig(file);
    expect(result).toMatchObject({ ok: false, isReadable: false });
    expect(result.ok ? [] : result.findings.map(({ message }) => message)).toEqual([
      `${file} is a pipe, not a file. Name a file.`,
    ]);
    const main = join(folder, 'including.yaml');
    await writeFile(main, 'version: 1\nmaster: {}\nfollowers: { f1: {} }\ninclude: pipe.yaml\n');
    const including = await loadConfig(main);
    expect(including.ok ? [] : including.findings.map(describePlace)).toEqual([
      `${file}:1:1 file-unreadable`,
    ]);
  });

  test('links that lead to themselves are named', async () => {
    const file = join(folder, 'loop.yaml');
    await symlink(file, file);
    const main = join(folder, 'looping.yaml');
    await writeFile(
      main,
      'version: 1\nmaster: {}\nfollowers: { f1: {} }\ninclude: [loop.yaml, "round/*/x.yaml"]\n',
    );
    await mkdir(join(folder, 'round'));
    await symlink(join(folder, 'round'), join(folder, 'round/again'));
    const [alone, included] = [await loadConfig(file), await loadConfig(main)];
    expect(alone.ok ? [] : alone.findings.map(({ message }) => message)).toEqual([
      `${file} is a link that leads to itself. Put the file itself there.`,
    ]);
    expect(included.ok ? [] : included.findings.map(describePlace)).toEqual([
      `${main}:4:22 include-missing`,
      `${file}:1:1 file-unreadable`,
    ]);
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
    const file = join(folder, 'locked.yaml');
    await writeFile(file, 'version: 1\n', { mode: 0o000 });
    const result = await loadConfig(file);
    expect(result.ok ? [] : result.findings.map(({ message }) => message)).toEqual([
      `${file} may not be read by this user. Check its permissions.`,
    ]);
  });

  test('an endless file is read no further than the bound', async () => {
    const result = await loadConfig('/dev/zero');
    expect(result.ok ? [] : result.findings.map(describePlace)).toEqual(['/dev/zero:1:1 file-too-large']);
  });

  test('no file, and a folder, cannot be read', async () => {
    for (const path of [join(folder, 'none.yaml'), folder]) {
      const result = await loadConfig(path);
      expect(result).toMatchObject({ ok: false, isReadable: false });
      expect(result.ok ? [] : result.findings.map(describePlace)).toEqual([`${path}:1:1 file-unreadable`]);
    }
  });
});
