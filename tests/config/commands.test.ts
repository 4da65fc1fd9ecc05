import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import Init from '../../src/commands/init.ts';
import Schema from '../../src/commands/schema.ts';
import Validate from '../../src/commands/validate.ts';
import { PUBLISHED_SCHEMAS } from '../../src/config/schema/published-schemas.ts';
import { runCommand } from './run-command.ts';
import { folderWith } from './temporary-folder.ts';

const VALID = 'version: 1\nmaster: {}\nfollowers: { f1: {} }\n';
const WITH_WARNING = 'version: 1\nfollowers: { f1: {} }\n';
const INVALID = 'version: 1\nmaster: {}\nmod: live\nfollowers: { f1: {} }\n';

describe('validate', () => {
  const validate = async (text: string, ...args: string[]) => {
    const folder = await folderWith({ 'c.yaml': text });
    const file = join(folder, 'c.yaml');
    return { file, ...(await runCommand(Validate, [file, ...args])) };
  };

  test('a valid file exits 0 and says what it is', async () => {
    const { file, ...run } = await validate(VALID);
    expect(run).toEqual({
      stdout: `${file} is valid: mode dry_run, followers enabled 1 of 1, rules 0.\n`,
      stderr: '',
      exitCode: 0,
    });
  });

  test('errors exit 1, with the findings on stdout and the count on stderr', async () => {
    const { file, stdout, stderr, exitCode } = await validate(INVALID);
    expect(stdout.split('\n')[0]).toBe(
      `${file}:3:1 error unknown-key \`mod\` is not known here. Did you mean \`mode\`?`,
    );
    expect(stderr).toBe('\n1 error, 0 warnings\n');
    expect(exitCode).toBe(1);
  });

  test('warnings exit 0, and 3 under --strict', async () => {
    expect((await validate(WITH_WARNING)).exitCode).toBe(0);
    expect((await validate(WITH_WARNING, '--strict')).exitCode).toBe(3);
    expect((await validate(VALID, '--strict')).exitCode).toBe(0);
    expect((await validate(INVALID, '--strict')).exitCode).toBe(1);
  });

  test('a file that is not there exits 2, in JSON too', async () => {
    const folder = await folderWith({});
    const file = join(folder, 'none.yaml');
    const run = await runCommand(Validate, ['-c', file, '--json']);
    expect(run.exitCode).toBe(2);
    expect(JSON.parse(run.stdout)).toEqual({
      valid: false,
      findings: [
        {
          file,
          line: 1,
          column: 1,
          severity: 'error',
          code: 'file-unreadable',
          message: `There is no file ${file}. Check the path; \`copytrade init\` writes a first file.`,
          path: '',
        },
      ],
    });
  });

  test('--json and --format json print the same and nothing else', async () => {
    const one = await validate(VALID, '--json');
    expect(one.stdout).toBe('{\n  "valid": true,\n  "findings": []\n}\n');
    expect(one.stderr).toBe('');
    const other = await validate(INVALID, '--format', 'json');
    expect(JSON.parse(other.stdout).findings).toHaveLength(1);
    expect(other.exitCode).toBe(1);
  });

  test('--env reads .env beside the file, and shows no value', async () => {
    const folder = await folderWith({
      'c.yaml':
        'version: 1\nmaster: { credentials: { env_prefix: COPYTRADE_TEST_ } }\nfollowers: { f1: {} }\n',
      '.env':
        'COPYTRADE_TEST_API_KEY=key12345\nCOPYTRADE_TEST_CLIENT_ID=A100\nCOPYTRADE_TEST_PASSWORD=4321\n',
    });
    const run = await runCommand(Validate, [join(folder, 'c.yaml'), '--env']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(
      '2:38 error variable-missing The variable COPYTRADE_TEST_TOTP_SECRET is not set.',
    );
    expect(run.stdout).not.toMatch(/key12345|A100|4321/);
    vi.stubEnv('COPYTRADE_TEST_TOTP_SECRET', 'JBSWY3DPEHPK3PXP');
    expect((await runCommand(Validate, [join(folder, 'c.yaml'), '--env'])).exitCode).toBe(0);
    vi.unstubAllEnvs();
  });

  test('wrong flags exit 2', async () => {
    expect((await runCommand(Validate, ['--format', 'xml'])).exitCode).toBe(2);
    expect((await runCommand(Validate, ['--nonsense'])).exitCode).toBe(2);
    expect((await runCommand(Validate, ['--json', '--format', 'text'])).exitCode).toBe(2);
  });
});

describe('init', () => {
  const NAMES = ['copytrade.yaml', 'rules/expiry-day.yaml', '.env.example', '.gitignore'];

  test('writes files that validate', async () => {
    const folder = join(await folderWith({}), 'new', 'family');
    const run = await runCommand(Init, [folder, '--json']);
    expect(JSON.parse(run.stdout)).toEqual({ folder, written: NAMES, kept: [] });
    expect(run.stderr).toContain('Next: cp .env.example .env && chmod 600 .env');
    expect((await runCommand(Validate, ['-c', join(folder, 'copytrade.yaml'), '--strict'])).exitCode).toBe(0);
  });

  test('never overwrites, and says so', async () => {
    const folder = await folderWith({ 'copytrade.yaml': 'mine\n', '.gitignore': 'node_modules\n' });
    const run = await runCommand(Init, [folder]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toBe(
      'written  rules/expiry-day.yaml\nwritten  .env.example\nkept     copytrade.yaml (it was there before)\nkept     .gitignore (it was there before)\n',
    );
    expect(run.stderr).toContain('Your .gitignore does not name .env');
    expect(await readFile(join(folder, 'copytrade.yaml'), 'utf8')).toBe('mine\n');
    const again = await runCommand(Init, [folder, '--json']);
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual({ folder, written: [], kept: NAMES });
  });

  test('a folder that cannot be written to exits 2', async () => {
    const folder = await folderWith({ file: '' });
    const run = await runCommand(Init, [join(folder, 'file')]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('cannot be written to');
  });

  test('.env.example names every variable that the file reads', async () => {
    const folder = await folderWith({});
    await runCommand(Init, [folder]);
    const example = await readFile(join(folder, '.env.example'), 'utf8');
    await writeFile(join(folder, '.env'), example.replace(/=$/gm, '=JBSWY3DPEHPK3PXP'));
    await chmod(join(folder, '.env'), 0o600);
    const run = await runCommand(Validate, ['-c', join(folder, 'copytrade.yaml'), '--env', '--json']);
    // All variables are there; they only hold the same client id.
    expect(JSON.parse(run.stdout).findings.map(({ code }: { code: string }) => code)).toEqual([
      'same-client',
    ]);
  });

  test('rules that are a folder already are kept as they are', async () => {
    const folder = await folderWith({});
    await mkdir(join(folder, 'rules'));
    await runCommand(Init, [folder]);
    expect((await stat(join(folder, 'rules/expiry-day.yaml'))).isFile()).toBe(true);
  });
});

describe('schema', () => {
  test("prints the file's by default, and each by its name", async () => {
    const byDefault = await runCommand(Schema, []);
    expect(byDefault.stdout).toBe(await readFile('schemas/copytrade.schema.json', 'utf8'));
    for (const { name, file } of PUBLISHED_SCHEMAS) {
      const run = await runCommand(Schema, [name, '--json']);
      expect(run).toEqual({ stdout: await readFile(`schemas/${file}`, 'utf8'), stderr: '', exitCode: 0 });
    }
    expect((await runCommand(Schema, ['nonsense'])).exitCode).toBe(2);
  });
});

test.each([Init, Schema, Validate])('$name says what it does, with examples', (command) => {
  expect(command.summary).toMatch(/\.$/);
  expect(command.description).toBeTruthy();
  expect(command.examples?.length).toBeGreaterThan(0);
});
