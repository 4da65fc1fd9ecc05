import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRuleTests } from '../../src/rule-tests/read-rule-tests.ts';
import { RuleTestValidators } from '../../src/rule-tests/rule-test-validators.ts';
import { findingsOf, runFile } from './run-files.ts';

const withOrder = (order: string): string => `tests:\n  - name: one\n    orders:\n      - ${order}\n`;

describe('a mistake has its place and what to write instead', () => {
  test.each([
    [
      'buy 75 RELIANCE-EQ at 25:99',
      '4:31 wrong-value "25:99" is no time of day. Write HH:MM, such as 14:45.',
    ],
    [
      'buy 75 RELIANCE-EQ @ 5 intrday',
      '4:32 wrong-value "intrday" is not known here. Did you mean intraday?',
    ],
    [
      '"buy 7x RELIANCE-EQ"',
      '4:14 wrong-value "7x" is no quantity. Write a whole number of units, such as 75.',
    ],
    ['buyy 75 RELIANCE-EQ', '4:9 wrong-value "buyy" is not known here. Did you mean buy?'],
    ['buy 75', '4:9 wrong-value The trading symbol is missing at the end.'],
    ['buy 75 RELIANCE-EQ @ 0', '4:30 wrong-value "0" is no price. Write rupees, such as 101.5.'],
    ['{ order: buy 1 A, expct: copy }', '4:27 unknown-key `expct` is not known here. Did you mean `expect`?'],
    ['{ order: buy 1 A, expect: copi }', '4:35 wrong-value "copi" is not known here. Did you mean copy?'],
    [
      '{ order: buy 1 A, expect: skip 5 }',
      '4:40 wrong-value A skip has no quantity. Remove 5, or write `copy 5`.',
    ],
    [
      '{ order: buy 1 A, expect: skip RULE_SKIPS }',
      '4:40 wrong-value "RULE_SKIPS" is not known here. Did you mean RULE_SKIP?',
    ],
    [
      '{ order: buy 1 A, expect: nothing now }',
      '4:43 wrong-value "now" follows `nothing`, which stands alone.',
    ],
    [
      '{ order: buy 1 A, expect: { folower1: copy } }',
      '4:47 wrong-value The configuration under test has no follower `folower1`. Did you mean `follower1`?',
    ],
    [
      '{ order: buy 1 A, expect: skip by no-late-option }',
      '4:35 wrong-value The configuration under test has no rule `no-late-option`. Did you mean `no-late-options`?',
    ],
    [
      '{ order: buy 1 A, date: 2026-02-30, expect: copy }',
      '4:33 wrong-value The calendar has no 2026-02-30. Write YYYY-MM-DD, such as 2026-12-01.',
    ],
    [
      '{ order: buy 1 A, expect: { follower1: { quantty: 5 } } }',
      '4:50 unknown-key `quantty` is not known here. Did you mean `quantity`?',
    ],
  ])('%s', async (order, finding) => {
    expect(await findingsOf(withOrder(order))).toContainEqual(finding);
  });

  test('an order must say what it is', async () => {
    expect(await findingsOf(withOrder('{ symbol: A, expect: copy }'))).toEqual([
      '4:9 missing-key The order has no side and no quantity. Add `side:`, `quantity:`, or write `order: buy 75 RELIANCE-EQ @ 101.5`.',
    ]);
  });

  test('all of them are shown, in their order', async () => {
    const text = `given: { positions: [long 5 A intrady, lang 5 A] }
tests:
  - name: one
    orders:
      - { order: buy x A, expect: { follower1: skp } }
  - name: one
    orders: [buy 1 A]
`;
    const places = (await findingsOf(text)).map((finding) => finding.split(' ').slice(0, 2).join(' '));
    // The positions of the file are given to both tests.
    expect([...new Set(places)]).toEqual([
      '1:31 wrong-value',
      '1:40 wrong-value',
      '5:22 wrong-value',
      '5:48 wrong-value',
      '6:11 wrong-value',
      '7:5 missing-key',
    ]);
    expect(places.length).toBe(6);
  });
});

test('a file without a test is an error', async () => {
  expect(await findingsOf('# nothing\n')).toEqual([
    '1:1 empty-file The file is empty. Write `tests:` and a list of tests below it.',
  ]);
  expect(await findingsOf('tests: []\n')).toEqual([
    '1:1 empty-list There is no test in the file. Write `- name: …` with `orders:` below `tests:`.',
  ]);
  expect(await findingsOf('given: {}\n')).toEqual(['1:1 missing-key The file has no `tests`. Add `tests:`.']);
});

test('a test that expects nothing is an error', async () => {
  expect(await findingsOf(withOrder('buy 1 A'))).toEqual([
    '3:5 missing-key The test expects nothing. Add `expect:` to one of its orders, such as `expect: copy`.',
  ]);
});

test('a broken configuration is shown instead of failures', async () => {
  const text = `config: broken.yaml\n${withOrder('{ order: buy 1 A, expect: copy }')}`;
  const { code, out } = await runFile(text, {}, { 'broken.yaml': 'version: 1\nfollowrs: {}\n' });
  expect(code).toBe(1);
  expect(out).toContain(
    'broken.yaml:2:1 error unknown-key `followrs` is not known here. Did you mean `followers`?',
  );
  expect(out).toContain('tests 0, passed 0, failed 0');
});

test('whatever a file holds, reading it ends in tests or findings', () => {
  const validators = new RuleTestValidators();
  const words = fc
    .array(
      fc.constantFrom('buy', 'sell', '75', '@', 'A', 'NFO:', 'at', '9:15', 'copy', '"', ':', '\u0000', '{'),
    )
    .map((list) => list.join(' '));
  const piece = fc.oneof(words, fc.string(), fc.double(), fc.constant(null), fc.object({ maxDepth: 1 }));
  const order = fc.oneof(piece, fc.record({ order: piece, expect: piece, time: piece, filled: piece }));
  const file = fc.record({
    given: piece,
    rules: piece,
    tests: fc.array(fc.record({ name: piece, orders: fc.array(order) })),
  });
  fc.assert(
    fc.property(file, (value) => {
      const text = JSON.stringify(value);
      const { tests, finish } = readRuleTests({ path: 'a.yaml', text, configFile: 'c.yaml' }, validators);
      const findings = finish();
      expect(tests.length + findings.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
