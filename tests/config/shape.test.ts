import { describe, expect, test } from 'vitest';
import { compiled, fileWith, findingsOf, places } from './findings-of.ts';

/** The messages of all findings. */
function messages(lines: string): string[] {
  return findingsOf(fileWith(lines)).map((finding) => finding.message);
}

describe('unknown keys', () => {
  test('are errors everywhere, with the nearest known key', () => {
    expect(messages('filers: {}\n')).toEqual(['`filers` is not known here. Did you mean `filters`?']);
    expect(messages('defaults: { execution: { maxAge: 60s } }\n')).toEqual([
      '`maxAge` is not known here. Did you mean `max_age`?',
    ]);
    expect(messages('filters: { symbols: { alow: [NIFTY] } }\n')).toEqual([
      '`alow` is not known here. Did you mean `allow`?',
    ]);
    expect(messages('rules: [{ id: x, match: { not: { prodct: intraday } }, skip: true }]\n')).toEqual([
      '`prodct` is not known here. Did you mean `product`?',
    ]);
  });

  test('that belong one level deeper are sent there', () => {
    expect(messages('defaults: { daily_loss: 5 }\n')).toEqual([
      '`daily_loss` is not known here. It belongs under `limits`.',
    ]);
    expect(messages('rules: [{ id: x, match: {}, skip: true, underlying: NIFTY }]\n')).toEqual([
      '`underlying` is not known here. It belongs under `match`.',
    ]);
  });

  test('that belong at the top are sent there', () => {
    const atTheTop =
      '`copy_on` is not known here. It belongs at the top of the configuration file, beside `version`.';
    expect(messages('defaults: { copy_on: fill }\n')).toEqual([atTheTop]);
    expect(messages('rules: [{ id: x, match: {}, skip: true, copy_on: fill }]\n')).toEqual([atTheTop]);
  });

  test('without a neighbour list what is known', () => {
    expect(messages('defaults: { zzzzzz: 1 }\n')).toEqual([
      '`zzzzzz` is not known here. Known keys: quantity, execution, limits.',
    ]);
  });

  test('name the place of the key and its path', () => {
    const [finding] = findingsOf(fileWith('  f2:\n    quantty: mirror\n'));
    expect(finding).toMatchObject({ line: 6, column: 5, code: 'unknown-key', path: 'followers.f2.quantty' });
  });
});

describe('wrong values', () => {
  test('say what was found and what to write', () => {
    expect(messages('mode: dryrun\n')).toEqual([
      '`mode` is the text "dryrun". Write dry_run or live. Did you mean dry_run?',
    ]);
    expect(messages('confirm: yes\n')).toEqual(['`confirm` is the text "yes". Write true or false.']);
    expect(messages('rules: 5\n')).toEqual([
      '`rules` is the number 5. Write a list: `- id: …` with `match:` and what to do below it.',
    ]);
    expect(messages('defaults: { execution: { max_age: 60 } }\n')).toEqual([
      '`max_age` is the number 60. Write a duration: a whole number and ms, s, m or h, such as 60s.',
    ]);
    expect(messages('defaults: { execution: { slippage: 0.5 } }\n')).toEqual([
      '`slippage` is the number 0.5. Write auto, or a percentage below 100 in quotes: "0.5%".',
    ]);
    expect(messages('filters: { symbols: { allow: [500325] } }\n')[0]).toMatch(
      /If 500325 is meant, put it in quotes\.$/,
    );
    expect(messages('filters: { products: intra day }\n')).toEqual([
      '`products` is the text "intra day". Write intraday, delivery, carryforward, margin or bracket. Several go into a list: [a, b]. Did you mean intraday?',
    ]);
    expect(messages('filters:\n')).toEqual([
      '`filters` is empty. Write a mapping: `key: value` lines, indented below it. Or remove the key.',
    ]);
  });

  test('make invisible characters visible', () => {
    expect(messages('mode: "live\u200b"\n')[0]).toMatch(/^`mode` is the text "live\\u200b"\./);
  });

  test('point at the entry of a list that is wrong', () => {
    expect(places(fileWith('filters: { sides: [buy, hold] }\n'))).toEqual(['5:25 wrong-value']);
  });

  test('of a quantity are explained for the form that was used', () => {
    expect(messages('defaults: { quantity: miror }\n')).toEqual([
      '`quantity` is the text "miror". Write mirror, or a mapping such as { multiplier: 0.5 }. Did you mean mirror?',
    ]);
    expect(messages('defaults: { quantity: { multiplier: 0 } }\n')).toEqual([
      '`multiplier` is the number 0. Write a multiplier above 0 as a plain number, such as 0.5.',
    ]);
    expect(messages('defaults: { quantity: [0.5] }\n')).toEqual([
      '`quantity` is a list. Write mirror, or a mapping such as { multiplier: 0.5 }.',
    ]);
  });

  test('empty lists are errors', () => {
    for (const key of ['exchanges', 'instruments', 'order_types', 'products', 'sides', 'time']) {
      expect(places(fileWith(`filters: { ${key}: [] }\n`))).toEqual(['5:12 empty-list']);
    }
    expect(places(fileWith('filters: { symbols: { block: [] } }\n'))).toEqual(['5:23 empty-list']);
    expect(places(fileWith('rules: [{ id: a, match: { any: [] }, skip: true }]\n'))).toEqual([
      '5:27 empty-list',
    ]);
    expect(places(fileWith('rules: [{ id: a, match: { side: [] }, skip: true }]\n'))).toEqual([
      '5:27 empty-list',
    ]);
    expect(places(fileWith('rules: [{ id: a, match: {}, followers: [], skip: true }]\n'))).toEqual([
      '5:29 empty-list',
    ]);
  });

  test('words of YAML 1.1 stay texts', () => {
    expect(
      compiled(fileWith('filters: { symbols: { allow: [NO, off, y] } }\n')).policy.filters.allowSymbols,
    ).toEqual(['NO', 'OFF', 'Y'].map((text) => ({ text, isGlob: false, exchange: null })));
  });
});

describe('numbers', () => {
  test.each([
    ['1e3', '`1e3` is easily misread. Write 1000.'],
    ['0x10', '`0x10` is easily misread. Write 16.'],
    ['0o17', '`0o17` is easily misread. Write 15.'],
    ['.5', '`.5` is easily misread. Write 0.5.'],
    ['5.', '`5.` is easily misread. Write 5.'],
    ['+5', '`+5` is easily misread. Write 5.'],
    ['007', '`007` is easily misread. Write 7.'],
    ['.inf', '`.inf` is no number that can be used. Write a plain number, such as 100.'],
    ['.nan', '`.nan` is no number that can be used. Write a plain number, such as 100.'],
    ['1e99', '`1e99` is no number that can be used. Write a plain number, such as 100.'],
    [
      '1_000',
      '`multiplier` is the text "1_000". Write a multiplier above 0 as a plain number, such as 0.5. Here: 1000, without quotes, commas or underscores.',
    ],
    [
      '"65"',
      '`multiplier` is the text "65". Write a multiplier above 0 as a plain number, such as 0.5. Here: 65, without quotes, commas or underscores.',
    ],
    ['0', '`multiplier` is the number 0. Write a multiplier above 0 as a plain number, such as 0.5.'],
    ['-1', '`multiplier` is the number -1. Write a multiplier above 0 as a plain number, such as 0.5.'],
    [
      '2000000000000',
      '`multiplier` is the number 2000000000000. Write a multiplier above 0 as a plain number, such as 0.5. At most 1000000000000.',
    ],
  ])('%s as a quantity is refused with what to write', (written, message) => {
    expect(messages(`defaults: { quantity: { multiplier: ${written} } }\n`)).toEqual([message]);
  });

  test('fixed quantities are whole', () => {
    expect(messages('defaults: { quantity: { fixed: 1.5 } }\n')).toEqual([
      '`fixed` is the number 1.5. Write a whole number of units, 1 or more, such as 65.',
    ]);
  });

  test('decimals are read exactly from the text', () => {
    const text =
      'defaults: { quantity: { multiplier: 0.29 }, limits: { max_order_value: 0.1000000000000000055 } }\n';
    const [follower] = compiled(fileWith(text)).policy.followers;
    expect(follower?.quantity.sizing).toEqual({ kind: 'multiplier', by: { n: 29, d: 100 } });
    expect(follower?.limits.maxOrderValue).toEqual({ n: 1000000000000000055n, d: 10n ** 19n });
  });
});

describe('required keys', () => {
  test('version, followers, id and match', () => {
    expect(findingsOf('mode: live\n').map(({ code, message }) => `${code} ${message}`)).toEqual([
      'missing-key The file has no `version`. Add `version:`, such as `version: 1`.',
      'missing-key The file has no `followers`. Add `followers:`.',
      expect.stringMatching(/^master-missing /),
    ]);
    expect(places(fileWith('rules:\n  - skip: true\n'))).toEqual(['6:5 missing-key', '6:5 missing-key']);
  });

  test('an override without a match', () => {
    expect(places(fileWith('defaults: { quantity: { overrides: [{ lots: 1 }] } }\n'))).toEqual([
      '5:37 missing-key',
    ]);
  });
});

test("followers' names have a form", () => {
  const names = ['Follower1', '1st', 'with space', 'a.b', `a${'b'.repeat(32)}`];
  for (const name of names) {
    expect(places(`version: 1\nmaster: {}\nfollowers:\n  "${name}": {}\n`)).toEqual(['4:3 follower-name']);
  }
  const longest = `a${'b'.repeat(31)}`;
  expect(
    compiled(`version: 1\nmaster: {}\nfollowers: { ${longest}: {}, a-1_b: {} }\n`).policy.followers,
  ).toHaveLength(2);
});

test('all findings of a file are shown, by line', () => {
  const text = [
    'version: 1',
    'mode: dryrun',
    'master: { credentials: { env_prefix: "" }, poll_interval: 300ms }',
    'followers:',
    '  f1: { quantty: mirror, mode: live }',
    '  f1: {}',
    'rules:',
    '  - { id: a, match: { days_to_expiry: "5..1", time: "15:30..14:40" }, skip: true }',
    '  - { id: a, match: {}, followers: [f2], quantity: { fixed: 1e3 } }',
    '  - { id: b, match: { symbol: NFO:NIFTY } }',
    '',
  ].join('\n');
  expect(places(text)).toEqual([
    '2:7 wrong-value',
    '3:59 out-of-range',
    '5:9 unknown-key',
    '5:32 mode-widened',
    '6:3 duplicate-key',
    '8:39 range-reversed',
    '8:53 time-reversed',
    '9:11 rule-id-duplicate',
    '9:37 rule-follower-unknown',
    '9:61 number-form',
    '10:5 rule-without-effect',
    '10:31 wrong-value',
  ]);
});
