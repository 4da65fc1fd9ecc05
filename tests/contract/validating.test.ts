/** What a file may say, what is refused and where, and with which exit code. Worked out by hand from the contract. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../src/config/exit-code.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { VALIDATORS } from '../config/findings-of.ts';
import { folderWith } from '../config/temporary-folder.ts';

const HEAD = 'version: 1\nmaster: {}\nfollowers: { a: {} }\n';
const followers = (of: string) => `version: 1\nmaster: {}\nfollowers:\n  ${of}\n`;
const rules = (of: string) => `${HEAD}rules:\n  - ${of}\n`;
const REFERENCES =
  'api_key: { env: A }, client_id: { file: ./id }, password: { exec: [pass, pin] }, totp_secret: { env: T }';

interface Options {
  readonly strict?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

async function validate(text: string, { strict = false, environment }: Options = {}): Promise<string> {
  const folder = await folderWith({ 'copytrade.yaml': text });
  const shared = { validators: VALIDATORS, ...(environment === undefined ? {} : { environment }) };
  const result = await loadConfig(join(folder, 'copytrade.yaml'), shared);
  const findings = result.ok ? result.config.findings : result.findings;
  const lines = findings.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`);
  return [`exit ${exitCodeOf(result, { strict })}`, ...lines].join(', ');
}

const VALID: readonly (readonly [string, string])[] = [
  ['the least', HEAD],
  ['all of the head', `mode: dry_run\ncopy_on: fill\nconfirm: true\n${HEAD}`],
  ['a paper master', 'version: 1\nmaster: { broker: paper }\nfollowers: { a: {} }\n'],
  [
    'a feed and its interval',
    'version: 1\nmaster: { feed: poll, poll_interval: 1s }\nfollowers: { a: {} }\n',
  ],
  ['followers of a dry run without credentials', followers('a: { quantity: { multiplier: 0.5 } }')],
  ['a mode that narrows', `mode: live\n${followers('a: { mode: dry_run }')}`],
  ['a name of 32', followers(`a${'b'.repeat(31)}: {}`)],
  ['dashes and underscores', followers('my-own_2: {}')],
  ['credentials by prefix', followers('a: { credentials: { env_prefix: A_ } }')],
  ['credentials by reference', followers(`a: { credentials: { ${REFERENCES} } }`)],
  ['an address of its own', followers('a: { network: { local_address: 203.0.113.7 } }')],
  ['a capital', followers('a: { capital: 500000 }')],
  ['letters of any case', `${HEAD}filters: { exchanges: [nse, NFO], sides: [BUY] }\n`],
  ['a rule that only says skip: false', rules('{ id: a, match: { side: buy }, skip: false }')],
  [
    'a rule of all four',
    rules(
      '{ id: a, why: so, match: { side: buy }, skip: false, quantity: { fixed: 1 }, execution: { as: limit }, limits: { daily_loss: 1 } }',
    ),
  ],
];

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['an unknown key', `${HEAD}modee: live\n`, '4:1 error unknown-key'],
  ['in a follower', followers('a: { quantityy: mirror }'), '4:8 error unknown-key'],
  ['in a match', rules('{ id: a, match: { sides: buy }, skip: true }'), '5:23 error unknown-key'],
  ['in a quantity', followers('a: { quantity: { multiplyer: 1 } }'), '4:20 error unknown-key'],
  ['in limits', followers('a: { limits: { max_loss: 1 } }'), '4:18 error unknown-key'],
  ['an empty list', `${HEAD}filters: { sides: [] }\n`, '4:12 error empty-list'],
  ['an empty list of symbols', `${HEAD}filters: { symbols: { allow: [] } }\n`, '4:23 error empty-list'],
  ['another mode', `${HEAD}mode: paper\n`, '4:7 error wrong-value'],
  ['another copy_on', `${HEAD}copy_on: open\n`, '4:10 error wrong-value'],
  ['no version', 'master: {}\nfollowers: { a: {} }\n', '1:1 error missing-key'],
  ['version 2', 'version: 2\nmaster: {}\nfollowers: { a: {} }\n', '1:10 error wrong-value'],
  [
    'a mode that widens',
    followers('a: { mode: live, credentials: { env_prefix: A_ } }'),
    '4:14 error mode-widened',
  ],
  ['live without credentials', `mode: live\n${followers('a: {}')}`, '5:3 error credentials-missing'],
  ['a name with a capital letter', followers('Anna: {}'), '4:3 error follower-name'],
  ['a name that begins with a digit', followers('1a: {}'), '4:3 error follower-name'],
  ['a name of 33', followers(`a${'b'.repeat(32)}: {}`), '4:3 error follower-name'],
  [
    'a literal secret',
    followers(`a: { credentials: { ${REFERENCES.replace('{ env: A }', 'Xk29dkLp')} } }`),
    '4:32 error literal-secret',
  ],
  [
    'half the credentials',
    followers('a: { credentials: { api_key: { env: A } } }'),
    '4:8 error credentials-incomplete',
  ],
  [
    'a poll below a second',
    'version: 1\nmaster: { poll_interval: 999ms }\nfollowers: { a: {} }\n',
    '2:26 error',
  ],
  ['two sizings', followers('a: { quantity: { fixed: 1, lots: 1 } }'), '4:36 error two-sizings'],
  ['min above max', followers('a: { quantity: { min: 2, max: 1 } }'), '4:25 error bounds-reversed'],
  [
    'a range that ends before it starts',
    rules('{ id: a, match: { price: "50..10" }, skip: true }'),
    '5:30 error range-reversed',
  ],
  [
    'a time that ends before it starts',
    `${HEAD}filters: { time: "15:00..09:00" }\n`,
    '4:18 error time-reversed',
  ],
  ['a rule that does nothing', rules('{ id: a, match: { side: buy } }'), '5:5 error rule-without-effect'],
  ['a rule without id', rules('{ match: { side: buy }, skip: true }'), '5:5 error missing-key'],
  [
    'two rules of one id',
    rules('{ id: a, match: { side: buy }, skip: true }\n  - { id: a, match: { side: sell }, skip: true }'),
    '6:11 error rule-id-duplicate',
  ],
  [
    'a follower that is not there',
    rules('{ id: a, followers: [b], match: { side: buy }, skip: true }'),
    '5:26 error rule-follower-unknown',
  ],
  ['a glob that matches nothing', `${HEAD}include: [rules/*.yaml]\n`, '4:11 error include-missing'],
  ['an empty file', '', '1:1 error empty-file'],
  ['blanks', ' \n\n', '1:1 error empty-file'],
];

describe('is valid', () => {
  test.each(VALID)('%s', async (_, text) => expect(await validate(text, { strict: true })).toBe('exit 0'));
});

describe('is refused', () => {
  test.each(REFUSED)('%s', async (_, text, finding) => {
    const told = await validate(text);
    expect(told.slice(0, `exit 1, ${finding}`.length)).toBe(`exit 1, ${finding}`);
    expect(told.split(', ')).toHaveLength(2);
  });

  test('all findings of a file are shown', async () => {
    const text = `${HEAD}modee: live\nfilters: { sides: [] }\nrules: [{ id: a, match: { side: buy } }]\n`;
    const findings = ['4:1 error unknown-key', '5:12 error empty-list', '6:9 error rule-without-effect'];
    expect(await validate(text)).toBe(['exit 1', ...findings].join(', '));
  });
});

describe('the environment is asked only where it is told', () => {
  const two = `version: 1\nmaster: { credentials: { env_prefix: M_ } }\nfollowers:\n  a: { credentials: { env_prefix: A_ } }\n`;
  const of = (prefix: string, client: string) => ({
    [`${prefix}API_KEY`]: 'k',
    [`${prefix}CLIENT_ID`]: client,
    [`${prefix}PASSWORD`]: '1234',
    [`${prefix}TOTP_SECRET`]: 'JBSWY3DPEHPK3PXP',
  });

  test('a missing variable', async () => {
    expect(await validate(two)).toBe('exit 0');
    expect(await validate(two, { environment: { ...of('M_', 'M1'), ...of('A_', 'A1') } })).toBe('exit 0');
    const { A_PASSWORD: _, ...without } = of('A_', 'A1');
    expect(await validate(two, { environment: { ...of('M_', 'M1'), ...without } })).toMatch(
      /^exit 1, 4:\d+ error variable-missing$/,
    );
  });

  test('the same client on two accounts', async () => {
    const environment = { ...of('M_', 'X1'), ...of('A_', 'X1') };
    expect(await validate(two, { environment })).toMatch(/^exit 1, 4:\d+ error same-client$/);
    const same = `version: 1\nmaster: { credentials: { env_prefix: M_ } }\nfollowers:\n  a: { credentials: { env_prefix: M_ } }\n`;
    expect(await validate(same)).toMatch(/^exit 1, 4:\d+ error same-credentials$/);
  });
});

test('warnings fail under --strict only', async () => {
  const text = 'version: 1\nfollowers: { a: {} }\n';
  expect((await validate(text)).split(',')[0]).toBe('exit 0');
  expect((await validate(text, { strict: true })).split(',')[0]).toBe('exit 3');
});
