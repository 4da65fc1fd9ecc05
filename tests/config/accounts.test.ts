import { describe, expect, test } from 'vitest';
import { compiled, findingsOf, places } from './findings-of.ts';

const withFollower = (keys: string, top = ''): string =>
  `version: 1\n${top}master: { credentials: { env_prefix: "" } }\nfollowers: { f1: ${keys} }\n`;

describe('modes', () => {
  const modes = (top: string, keys: string) =>
    compiled(withFollower(`{ credentials: { env_prefix: F_ }, ${keys} }`, top)).settings.followers.map(
      ({ mode }) => mode,
    );

  test("a follower has the file's, or narrows it", () => {
    expect(modes('', '')).toEqual(['dry_run']);
    expect(modes('mode: live\n', '')).toEqual(['live']);
    expect(modes('mode: live\n', 'mode: dry_run')).toEqual(['dry_run']);
    expect(modes('mode: live\n', 'mode: live')).toEqual(['live']);
  });

  test('a follower never widens it', () => {
    expect(places(withFollower('{ mode: live }'))).toEqual(['3:26 mode-widened']);
  });

  test('live needs credentials, dry run, paper and a switched-off account do not', () => {
    const live = 'mode: live\n';
    expect(places(withFollower('{}', live))).toEqual(['4:14 credentials-missing']);
    expect(places(withFollower('{ mode: dry_run }', live))).toEqual([]);
    expect(places(withFollower('{ broker: paper }', live))).toEqual([]);
    expect(places(withFollower('{ enabled: false }', live))).toEqual(['4:1 all-disabled']);
  });
});

describe('credentials', () => {
  test('are one prefix, or a reference a field', () => {
    const fields =
      'api_key: { env: K }, client_id: { file: id.txt }, password: { exec: [pass, show, pin] }, totp_secret: { env: T }';
    expect(
      compiled(withFollower(`{ credentials: { ${fields} } }`)).settings.followers[0]?.credentials,
    ).toEqual({
      api_key: { kind: 'env', variable: 'K' },
      client_id: { kind: 'file', path: 'id.txt' },
      password: { kind: 'exec', command: ['pass', 'show', 'pin'] },
      totp_secret: { kind: 'env', variable: 'T' },
    });
    expect(places(withFollower(`{ credentials: { env_prefix: F_, ${fields} } }`))).toEqual([
      '3:47 credentials-mixed',
    ]);
    const [finding] = findingsOf(
      withFollower('{ credentials: { api_key: { env: K }, client_id: { env: C } } }'),
    );
    expect(finding).toMatchObject({
      code: 'credentials-incomplete',
      path: 'followers.f1.credentials',
      message:
        'Nothing says where password, totp_secret is. Add password: { env: PASSWORD }, totp_secret: { env: TOTP_SECRET }, or use `env_prefix` alone.',
    });
  });

  test.each([
    ['{}', 'empty-value'],
    ['{ env: A, file: b }', 'wrong-value'],
    ['{ variable: A }', 'unknown-key'],
    ['{ env: "A B" }', 'wrong-value'],
    ['{ exec: [] }', 'empty-list'],
    ['{ exec: pass show }', 'wrong-type'],
    ['[A]', 'wrong-type'],
  ])('refuse the reference %s', (reference, code) => {
    const others = 'client_id: { env: C }, password: { env: P }, totp_secret: { env: T }';
    const found = findingsOf(withFollower(`{ credentials: { api_key: ${reference}, ${others} } }`));
    expect(found.map((finding) => finding.code)).toEqual([code]);
  });

  test('of two accounts are never the same', () => {
    expect(places(withFollower('{ credentials: { env_prefix: "" } }'))).toEqual(['3:47 same-credentials']);
    const both =
      'f1: { credentials: { env_prefix: A_ } }, f2: { credentials: { env_prefix: A_ }, enabled: false }';
    expect(places(`version: 1\nmaster: {}\nfollowers: { ${both} }\n`)).toEqual(['3:88 same-credentials']);
    const reference =
      'api_key: { env: K }, client_id: { env: A_CLIENT_ID }, password: { env: P }, totp_secret: { env: T }';
    const mixed = `f1: { credentials: { env_prefix: A_ } }, f2: { credentials: { ${reference} } }`;
    expect(places(`version: 1\nmaster: {}\nfollowers: { ${mixed} }\n`)).toEqual(['3:97 same-credentials']);
  });
});

describe('network', () => {
  test.each([
    ['{ local_address: 203.0.113.7 }', { kind: 'local_address', address: '203.0.113.7' }],
    ['{ local_address: "2001:db8::7" }', { kind: 'local_address', address: '2001:db8::7' }],
    ['{ proxy: "http://10.0.0.1:3128" }', { kind: 'proxy', url: 'http://10.0.0.1:3128' }],
  ])('%s', (written, network) => {
    expect(compiled(withFollower(`{ network: ${written} }`)).settings.followers[0]?.network).toEqual(network);
  });

  test.each([
    '{}',
    '{ local_address: 10.0.0 }',
    '{ proxy: "socks://a:1" }',
    '{ local_address: 10.0.0.1, proxy: "http://b:1" }',
  ])('refuses %s', (written) => {
    const found = findingsOf(withFollower(`{ network: ${written} }`));
    expect(found.map((finding) => finding.code)).toEqual(['network-form']);
  });
});

describe('the master', () => {
  const master = (keys: string) => `version: 1\nmaster: { ${keys} }\nfollowers: { f1: {} }\n`;

  test('polls as often as the broker allows', () => {
    expect(compiled(master('poll_interval: 1s, feed: POLL, capital: 100.5')).settings.master).toMatchObject({
      pollIntervalMs: 1000,
      feed: 'poll',
      capital: { n: 1005, d: 10 },
    });
    expect(places(master('poll_interval: 999ms'))).toEqual(['2:26 out-of-range']);
  });

  test('is warned of where it is not there', () => {
    expect(places('version: 1\nfollowers: { f1: {} }\n')).toEqual(['1:1 master-missing']);
  });
});

test('a path of an instrument file is relative to the configuration', () => {
  expect(compiled(withFollower('{}', 'instruments: data/day.json\n')).settings.instrumentsFile).toBe(
    'data/day.json',
  );
  expect(compiled(withFollower('{}', 'instruments: /srv/day.json\n')).settings.instrumentsFile).toBe(
    '/srv/day.json',
  );
});
