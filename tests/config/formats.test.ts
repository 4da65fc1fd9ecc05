import { describe, expect, test } from 'vitest';
import { type FindingFormat, formatFindings } from '../../src/config/findings/format-findings.ts';
import { fileWith, findingsOf } from './findings-of.ts';

const FINDINGS = findingsOf(
  fileWith('filters: { symbols: { allow: [A<B, NIFTY], block: nifty } }\nmod: live\n'),
);
const print = (format: FindingFormat): string => formatFindings(FINDINGS, format, { colour: false });

test('text: the place, the severity, the code, the sentence, and the lines with a caret', () => {
  expect(
    print('text'),
  ).toBe(`copytrade.yaml:5:36 warning filters-contradict NIFTY is allowed here and blocked too, and block beats allow, so it never passes. Remove one of the two.
  3 | followers:
  4 |   f1: {}
  5 | filters: { symbols: { allow: [A<B, NIFTY], block: nifty } }
    |                                    ^^^^^
  6 | mod: live

copytrade.yaml:6:1 error unknown-key \`mod\` is not known here. Did you mean \`mode\`?
  4 |   f1: {}
  5 | filters: { symbols: { allow: [A<B, NIFTY], block: nifty } }
  6 | mod: live
    | ^^^
  7 |
`);
});

test('text: colours only where asked for', () => {
  expect(print('text')).not.toContain('\u001b');
  expect(formatFindings(FINDINGS, 'text', { colour: true })).toContain('\u001b[1;31merror\u001b[0m');
});

test('text: a caret stands under its token after tabs, and long lines are cut around it', () => {
  const tabbed = findingsOf('version: 1\nmaster: {}\nfollowers: {\t\tf1: {\tmod: live } }\n');
  expect(formatFindings(tabbed, 'text', { colour: false })).toContain(
    '  3 | followers: {\t\tf1: {\tmod: live } }\n    |             \t\t     \t^^^\n',
  );
  const long = `version: 1\nmaster: {}\nfollowers: { ${'x'.repeat(32)}: {}, ${'y'.repeat(32)}: {}, ${'z'.repeat(31)}: {}, f1: { mod: live }, f2: {} }\n`;
  const [, , , shown = '', caret = ''] = formatFindings(findingsOf(long), 'text', { colour: false }).split(
    '\n',
  );
  expect(shown.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('mod');
});

test('text: Windows line ends and a byte-order mark do no harm', () => {
  const [finding] = findingsOf('\uFEFFversion: 1\r\nmaster: {}\r\nmod: x\r\nfollowers: { f1: {} }\r\n');
  expect(finding).toMatchObject({
    line: 3,
    column: 1,
    excerpt: { lines: ['version: 1', 'master: {}', 'mod: x', 'followers: { f1: {} }'] },
  });
  expect(findingsOf('\uFEFFvrsion: 1\nversion: 1\nmaster: {}\nfollowers: { f1: {} }\n')[0]).toMatchObject({
    line: 1,
    column: 1,
  });
});

test('text: several findings at one place share the lines', () => {
  const text = formatFindings(findingsOf('x: 1\nmaster: {}\n'), 'text', { colour: false });
  expect(
    text,
  ).toBe(`copytrade.yaml:1:1 error missing-key The file has no \`version\`. Add \`version:\`, such as \`version: 1\`.
copytrade.yaml:1:1 error missing-key The file has no \`followers\`. Add \`followers:\`.
copytrade.yaml:1:1 error unknown-key \`x\` is not known here. Known keys: version, mode, copy_on, confirm, catch_up, include, instruments, master, filters, defaults, followers, rules.
  1 | x: 1
    | ^
  2 | master: {}
`);
});

test('json: exactly the published keys', () => {
  expect(JSON.parse(print('json'))).toEqual({
    valid: false,
    findings: [
      {
        file: 'copytrade.yaml',
        line: 5,
        column: 36,
        severity: 'warning',
        code: 'filters-contradict',
        message:
          'NIFTY is allowed here and blocked too, and block beats allow, so it never passes. Remove one of the two.',
        path: 'filters.symbols.allow[1]',
      },
      {
        file: 'copytrade.yaml',
        line: 6,
        column: 1,
        severity: 'error',
        code: 'unknown-key',
        message: '`mod` is not known here. Did you mean `mode`?',
        path: 'mod',
      },
    ],
  });
  expect(formatFindings([], 'json', { colour: false })).toBe('{\n  "valid": true,\n  "findings": []\n}\n');
});

test('github: workflow commands, escaped', () => {
  const [, error] = print('github').trimEnd().split('\n');
  expect(error).toBe(
    '::error file=copytrade.yaml,line=6,col=1,title=unknown-key::`mod` is not known here. Did you mean `mode`?',
  );
  const [finding] = FINDINGS;
  if (finding === undefined) throw new Error('no finding');
  expect(
    formatFindings([{ ...finding, file: 'a,b:c%.yaml', message: '5%\nmore' }], 'github', { colour: false }),
  ).toBe('::warning file=a%2Cb%3Ac%25.yaml,line=5,col=36,title=filters-contradict::5%25%0Amore\n');
});

describe('sarif', () => {
  const log = JSON.parse(print('sarif'));

  test('names the rule, the level and the region', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0].tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual([
      'filters-contradict',
      'unknown-key',
    ]);
    expect(log.runs[0].results[1]).toEqual({
      ruleId: 'unknown-key',
      ruleIndex: 1,
      level: 'error',
      message: { text: '`mod` is not known here. Did you mean `mode`?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'copytrade.yaml' },
            region: { startLine: 6, startColumn: 1, endColumn: 4 },
          },
        },
      ],
    });
  });
});

test('junit: a case a finding, escaped; one that passed where there is none', () => {
  expect(print('junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1">
  <testsuite name="copytrade validate" tests="2" failures="1">
    <testcase classname="copytrade.yaml" name="filters-contradict at copytrade.yaml:5:36" file="copytrade.yaml" line="5"><system-out>NIFTY is allowed here and blocked too, and block beats allow, so it never passes. Remove one of the two.</system-out></testcase>
    <testcase classname="copytrade.yaml" name="unknown-key at copytrade.yaml:6:1" file="copytrade.yaml" line="6"><failure type="unknown-key" message="\`mod\` is not known here. Did you mean \`mode\`?"/></testcase>
  </testsuite>
</testsuites>
`);
  expect(formatFindings([], 'junit', { colour: false })).toContain(
    '<testcase classname="copytrade" name="valid"/>',
  );
  const [finding] = FINDINGS;
  if (finding === undefined) throw new Error('no finding');
  const odd = formatFindings([{ ...finding, file: '<&"\'>', message: 'a\u0000b' }], 'junit', {
    colour: false,
  });
  expect(odd).toContain('classname="&lt;&amp;&quot;&apos;&gt;"');
  expect(odd).toContain('a\uFFFDb');
});
