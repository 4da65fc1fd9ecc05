/** A large journal is read behind by a process of its own: what it finds, and what becomes of it, is told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { checkJournalBehind } from '../../src/composition/journal-check.ts';

/** Checks with a program of these lines. @returns the first thing told */
function check(lines: string, isCheckedWhole = false) {
  const folder = mkdtempSync(join(tmpdir(), 'copytrade-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'check.mjs');
  writeFileSync(program, lines);
  const told: string[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const tell = (text: string) => {
    told.push(text);
    end();
  };
  const { close } = checkJournalBehind({
    journal: { path: join(folder, 'journal.db'), isCheckedWhole },
    onDamage: (error) => tell(`damage: ${error.message}`),
    onFailed: (text) => tell(`failed: ${text}`),
    program: pathToFileURL(program),
  });
  return { told, ended, close };
}

test('damage is told as what ends the engine, with the file', async () => {
  const { told, ended } = check(
    `process.stdout.write('row 7 is missing from ' + process.argv[2].slice(-10))`,
  );
  await ended;
  expect(told).toEqual([expect.stringMatching(/^damage: .*row 7 is missing from journal\.db/)]);
});

test('a check that fails is told as one, and is no damage; it is given no secret', async () => {
  process.env.CHECK_CANARY = 'CANARYSEED';
  onTestFinished(() => {
    delete process.env.CHECK_CANARY;
  });
  const { told, ended } = check('console.error("env: " + JSON.stringify(process.env)); process.exitCode = 3');
  await ended;
  expect(told).toEqual(['failed: the journal could not be checked: env: {}']);
});

test('nothing is told where there was nothing left to check, or it is not wanted any more', async () => {
  const trouble = 'process.exitCode = 3';
  const whole = check(trouble, true);
  const given = check(trouble);
  given.close();
  const last = check(trouble);
  await last.ended;
  expect([whole.told, given.told, last.told.length]).toEqual([[], [], 1]);
});
