/** The program as a whole: what of a command's no command can see. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { folderWith } from './temporary-folder.ts';

const BIN = fileURLToPath(new URL('../../bin/copytrade.js', import.meta.url));

test('what a pipe takes slowly is printed whole, also with an exit code', async () => {
  const unknown = Array.from({ length: 400 }, (_, index) => `unknown_key_${index}: 1\n`).join('');
  const folder = await folderWith({
    'c.yaml': `version: 1\nmaster: {}\nfollowers: { f1: {} }\n${unknown}`,
  });
  // A pipe of the shell holds 64 KB; one of Node's own children holds more.
  const script = '{ "$0" "$@"; echo $? >&2; } | cat';
  const args = ['-c', script, process.execPath, BIN, 'validate', join(folder, 'c.yaml'), '--json'];
  const { stdout, stderr } = await promisify(execFile)('sh', args, { maxBuffer: 16 * 1024 * 1024 });
  expect(stdout.length).toBeGreaterThan(64 * 1024);
  expect([stderr, JSON.parse(stdout).findings.length]).toEqual(['1\n', 400]);
});

test('a command that is nearly one of ours is told which', async () => {
  const run = (name: string) =>
    promisify(execFile)(process.execPath, [BIN, name], { env: { NO_COLOR: '1' } });
  const ends = await Promise.all(['stauts', 'frobnicate'].map((name) => run(name).catch((error) => error)));
  expect(
    ends.map(({ code, stdout, stderr }) => [code, stdout, stderr.replaceAll(/[^\S\n]+›?[^\S\n]*/g, ' ')]),
  ).toEqual([
    [2, '', ' Error: command stauts not found\n Try this: copytrade status\n'],
    [2, '', ' Error: command frobnicate not found\n'],
  ]);
});
