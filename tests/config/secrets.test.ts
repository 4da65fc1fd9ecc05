import { describe, expect, test } from 'vitest';
import { FINDING_FORMATS, formatFindings } from '../../src/config/findings/format-findings.ts';
import { findingsOf, places } from './findings-of.ts';

const SECRET = 'JBSWY3DPEHPK3PXP';

/** Every way of putting a secret where it does not belong that we could think of, `SECRET` standing for it. */
const PLACES = [
  'master: { credentials: { api_key: SECRET } }',
  'master: { credentials: { password: "SECRET" } }',
  "master: { credentials: { totp_secret: 'SECRET' } }",
  'master: { credentials: SECRET }',
  'master: { credentials: [SECRET] }',
  'master: { credentials: [{ password: SECRET }] }',
  'master: { credentials: { pin: SECRET } }',
  'master: { credentials: { seed: { value: SECRET } } }',
  'master: { credentials: { api_key: [SECRET] } }',
  'master: { credentials: { api_key: { value: SECRET } } }',
  'master: { credentials: { api_key: { env: SECRET } } }',
  'master: { credentials: { api_key: { env: [SECRET] } } }',
  'master: { credentials: { api_key: { exec: [login, --pin, SECRET] } } }',
  'master: { credentials: { env_prefix: SECRET } }',
  'master: { credentials: { env_prefix: "SECRET!" } }',
  'master: { credentials: { env_prefix: [SECRET] } }',
  'master: { api_key: SECRET }',
  'master: { API_KEY: SECRET }',
  'master: { totp: SECRET, pin: SECRET }',
  'master: { network: { proxy: "http://user:SECRET@10.0.0.1:80" } }',
  'master: { network: { proxy: [SECRET] } }',
  'password: SECRET',
  'totp_secret: |\n  SECRET',
  'master:\n  credentials:\n    password: >\n      SECRET',
  'master:\n  credentials:\n    password: >\n      SECRET\n   totp_secret: x',
  'master: { credentials: { password: SECRET }',
  'master: { credentials: { password: "SECRET } }',
  'master: { credentials: { password: SECRET, password: SECRET } }',
  'master:\n  credentials:\n\tpassword: SECRET',
  'master:\n  # password: SECRET\n  mod: x',
  'master:\n  mod: x # api_key=SECRET',
  'master: { credentials: { password: !foo SECRET } }',
  'master: { credentials: { password: @SECRET } }',
  'master: { credentials: { password: *SECRET } }',
  'master: { credentials: { password: &SECRET x } }',
  'master: { credentials: { password: { SECRET } } }',
  'master: { credentials: { ? [SECRET] : x } }',
  'x: &a { password: SECRET }\nmaster: { credentials: *a }',
];

describe('a secret in the file', () => {
  test.each(PLACES)('is never shown: %s', (place) => {
    const text = `version: 1\nfollowers: { f1: {} }\n${place.replaceAll('SECRET', SECRET)}\nmod: dry\n`;
    const findings = findingsOf(text);
    expect(findings.some((finding) => finding.severity === 'error')).toBe(true);
    for (const format of FINDING_FORMATS) {
      for (const colour of [true, false])
        expect(formatFindings(findings, format, { colour })).not.toContain(SECRET);
    }
    expect(JSON.stringify(findings)).not.toContain(SECRET);
  });

  test('is an error that says what to write', () => {
    const text = 'version: 1\nmaster:\n  credentials:\n    password: 1234\nfollowers: { f1: {} }\n';
    const findings = findingsOf(text);
    expect(findings.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '3:3 credentials-incomplete',
      '4:15 literal-secret',
    ]);
    expect(findings[1]).toEqual({
      file: 'copytrade.yaml',
      line: 4,
      column: 15,
      severity: 'error',
      code: 'literal-secret',
      message:
        'A secret stands here in the file itself. Put it into `.env` and refer to it: { env: PASSWORD }. Replace the secret too: the file may have been copied.',
      path: 'master.credentials.password',
      excerpt: {
        firstLine: 2,
        lines: ['master:', '  credentials:', '    password: ****', 'followers: { f1: {} }'],
        caretColumn: 15,
        caretLength: 4,
      },
    });
  });

  test('in place of the name of a variable is one too', () => {
    expect(
      places(`version: 1\nmaster: { credentials: { env_prefix: ${SECRET} } }\nfollowers: { f1: {} }\n`),
    ).toEqual(['2:38 literal-secret']);
  });
});

test('names of variables, files and programs are no secrets', () => {
  const fields =
    'api_key: { env: FOLLOWER_1_API_KEY }, client_id: { file: /run/secrets/id }, password: { exec: [pass, show, x] }, totp_secret: { env: FOLLOWERONETOTPSECRET }';
  expect(places(`version: 1\nmaster: { credentials: { ${fields} } }\nfollowers: { f1: {} }\n`)).toEqual([]);
});
