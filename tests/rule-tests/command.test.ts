import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import Test from '../../src/commands/test.ts';
import { ruleTestFile } from '../../src/config/schema/rule-test-schema.ts';
import { testOutput } from '../../src/config/schema/test-output.ts';
import { findTestFiles } from '../../src/rule-tests/find-test-files.ts';
import { runCommand } from '../config/run-command.ts';
import { folderWith } from '../config/temporary-folder.ts';
import { CONFIG, runFile } from './run-files.ts';

const TESTS = `tests:
  - name: shares are copied
    orders:
      - { order: buy 20 RELIANCE-EQ @ 100.25, expect: { follower1: copy 10, follower2: copy 20 } }
  - name: finnifty < is blocked
    orders:
      - { order: buy 65 FINNIFTY29DEC2625300CE @ 100, expect: { follower1: skip SYMBOL_BLOCKED, follower2: copy 65 } }
`;
const PASSING = TESTS.replace('copy 65', 'skip');

test('a failure shows both sides, and the exit code is 1', async () => {
  expect(await runFile(TESTS)).toEqual({
    code: 1,
    err: '',
    out: `a.copytrade.yaml
  pass  shares are copied
  FAIL  finnifty < is blocked
        a.copytrade.yaml:7:108 order 1: buy 65 FINNIFTY29DEC2625300CE @ 100.00, for follower2
                    expected  actual
          action    copy      skip            <
          reason              SYMBOL_BLOCKED
          quantity  65        0               <

tests 2, passed 1, failed 1
`,
  });
});

test('where all pass the exit code is 0', async () => {
  expect(await runFile(PASSING)).toEqual({
    code: 0,
    err: '',
    out: `a.copytrade.yaml
  pass  shares are copied
  pass  finnifty < is blocked

tests 2, passed 2, failed 0
`,
  });
});

test('--filter takes tests by a part of their name', async () => {
  expect((await runFile(TESTS, { filter: 'SHARES' })).out).toContain('tests 1, passed 1, failed 0');
  expect(await runFile(TESTS, { filter: 'bonds' })).toEqual({
    code: 2,
    out: 'tests 0, passed 0, failed 0\n',
    err: 'No test has `bonds` in its name. Change --filter.\n',
  });
});

test('--coverage lists every rule, --min-coverage fails where too few matched', async () => {
  const tagged = PASSING.replace('@ 100.25', '@ 100.25 tag tiny').replace(
    'follower2: copy 20',
    'follower2: copy 1',
  );
  const { code, out, err } = await runFile(tagged, { coverage: true, minCoverage: 51 });
  expect(out).toContain(`Coverage of copytrade.yaml: 1 of 2 rules matched
  0  no-late-options  copytrade.yaml:8:5
  1  tiny             copytrade.yaml:9:5
`);
  expect({ code, err }).toEqual({
    code: 1,
    err: '50 % of the rules matched, 51 % were asked for. Never: no-late-options.\n',
  });
  expect((await runFile(tagged, { minCoverage: 50 })).code).toBe(0);
});

test('json fits its schema', async () => {
  const ajv = new Ajv({ strict: false });
  const broken = TESTS.replace('expect', 'expct');
  for (const text of [TESTS, PASSING, broken, '']) {
    const { out } = await runFile(text, { format: 'json' });
    expect(ajv.validate(testOutput, JSON.parse(out)), ajv.errorsText()).toBe(true);
  }
  const { ok, passed, failed } = JSON.parse((await runFile(TESTS, { format: 'json' })).out);
  expect({ ok, passed, failed }).toEqual({ ok: false, passed: 1, failed: 1 });
});

test('junit has a case for every test', async () => {
  const { out } = await runFile(TESTS, { format: 'junit' });
  expect(out).toContain('<testsuites name="copytrade test" tests="2" failures="1" errors="0">');
  expect(out).toContain('name="shares are copied" file="a.copytrade.yaml" line="2"/>');
  expect(out).toContain('name="finnifty &lt; is blocked" file="a.copytrade.yaml" line="5">');
  expect(out).toContain('<failure message="not as expected for follower2">');
});

test('the files of examples fit the published schema', () => {
  expect(new Ajv({ strict: false }).validate(ruleTestFile, parse(TESTS))).toBe(true);
});

test('rule files are tested alone, under one follower that mirrors', async () => {
  const text = `rules: [rules/a.yaml, more/b.yaml]
tests:
  - name: both rules
    orders:
      - { order: buy 20 RELIANCE-EQ @ 100, expect: { follower1: copy 5 by quarter } }
      - { order: buy 20 TCS-EQ @ 100, expect: skip RULE_SKIP by no-tcs }
`;
  const files = {
    'rules/a.yaml': 'rules: [{ id: quarter, match: { symbol: REL* }, quantity: { multiplier: 0.25 } }]\n',
    'more/b.yaml': 'rules: [{ id: no-tcs, match: { underlying: TCS }, skip: true }]\n',
  };
  const { code, out } = await runFile(text, { minCoverage: 100 }, files);
  expect(out).toContain('tests 1, passed 1');
  expect(code).toBe(0);
  const roundabout = text.replace('more/b.yaml', 'more/../more/./b.yaml');
  expect((await runFile(roundabout, {}, files)).out).toContain('tests 1, passed 1');
});

test('a test can name a configuration of its own', async () => {
  const text = PASSING.replace('  - name: shares', '  - config: other.yaml\n    name: shares').replace(
    'copy 10',
    'copy 20',
  );
  const other = CONFIG.replace('multiplier: 0.5', 'multiplier: 1');
  expect((await runFile(text, {}, { 'other.yaml': other })).out).toContain('passed 2, failed 0');
});

test('a file that is not there is exit code 2', async () => {
  const { code, out } = await runFile(TESTS, { files: ['missing.copytrade.yaml'] });
  expect(code).toBe(2);
  expect(out).toContain(
    'missing.copytrade.yaml:1:1 error file-unreadable There is no file missing.copytrade.yaml. Check the path.',
  );
  const noConfig = await runFile(TESTS, { configFile: 'missing.yaml' });
  expect(noConfig.code).toBe(2);
  expect(noConfig.out).toContain('missing.yaml:1:1 error file-unreadable');
});

test('without names, tests/*.copytrade.yaml are found in the order of their names', async () => {
  const folder = await folderWith({
    'tests/b.copytrade.yaml': '',
    'tests/a.copytrade.yaml': '',
    'tests/notes.yaml': '',
    'tests/deep/c.copytrade.yaml': '',
  });
  expect(await findTestFiles(folder)).toEqual(
    ['a', 'b'].map((name) => join(folder, 'tests', `${name}.copytrade.yaml`)),
  );
  expect(await findTestFiles(join(folder, 'tests', 'deep'))).toEqual([]);
});

test('the command takes its options', async () => {
  const folder = await folderWith({ 'copytrade.yaml': CONFIG, 'a.copytrade.yaml': TESTS });
  const file = join(folder, 'a.copytrade.yaml');
  const run = await runCommand(Test, [
    file,
    '-c',
    join(folder, 'copytrade.yaml'),
    '--json',
    '--filter',
    'shares',
  ]);
  expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toMatchObject({ ok: true, passed: 1, failed: 0 });
  expect((await runCommand(Test, [file, '--format', 'xml'])).exitCode).toBe(2);
  expect((await runCommand(Test, [])).exitCode).toBe(2);
});
