import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/config/credentials/environment.ts';
import { type Credentials, resolveCredentials } from '../../src/config/credentials/resolve-credentials.ts';
import { formatFindings } from '../../src/config/findings/format-findings.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import {
  type AccountSettings,
  type CredentialReferences,
  referencesOfPrefix,
} from '../../src/config/settings.ts';
import { Redactor } from '../../src/secrets/redactor.ts';
import { VALIDATORS } from './findings-of.ts';
import { folderWith } from './temporary-folder.ts';

const TOTP = 'JBSWY3DPEHPK3PXP';
const account = (credentials: CredentialReferences | null): AccountSettings => ({
  name: 'f1',
  broker: 'angelone',
  credentials,
  network: { kind: 'direct' },
  capital: null,
});
const variables = (prefix: string, clientId: string): Record<string, string> => ({
  [`${prefix}API_KEY`]: `${prefix}key-123`,
  [`${prefix}CLIENT_ID`]: clientId,
  [`${prefix}PASSWORD`]: '4321',
  [`${prefix}TOTP_SECRET`]: TOTP,
});
const reveal = ({ apiKey, clientId, password, totpSecret }: Credentials): string[] =>
  [apiKey, clientId, password, totpSecret].map((secret) => secret.reveal());

describe('resolving credentials', () => {
  test('from variables, and the redactor knows them', async () => {
    const redactor = new Redactor();
    const sources = { environment: variables('P_', 'A100'), folder: '.' };
    const result = await resolveCredentials(account(referencesOfPrefix('P_')), sources, redactor);
    expect(result.ok && reveal(result.credentials)).toEqual(['P_key-123', 'A100', '4321', TOTP]);
    expect(redactor.redactText(`key P_key-123, PIN 4321, id A100, ${TOTP}`)).toBe(
      'key [f1.api_key], PIN [f1.password], id [f1.client_id], [f1.totp_secret]',
    );
    expect(JSON.stringify(result)).not.toMatch(/P_key|4321|A100|JBSW/);
  });

  test('from files and programs', async () => {
    const folder = await folderWith({ 'id.txt': 'A100\n', pin: ' 4321 ' });
    const references: CredentialReferences = {
      api_key: {
        kind: 'exec',
        command: [process.execPath, '-e', 'console.log(process.env.KEY + process.cwd().length)'],
      },
      client_id: { kind: 'file', path: 'id.txt' },
      password: { kind: 'file', path: join(folder, 'pin') },
      totp_secret: { kind: 'env', variable: 'T' },
    };
    const sources = { environment: { KEY: 'key$(id)', T: 'jbsw y3dp-ehpk 3pxp==' }, folder };
    const redactor = new Redactor();
    const result = await resolveCredentials(account(references), sources, redactor);
    expect(result.ok && reveal(result.credentials)).toEqual([
      `key$(id)${folder.length}`,
      'A100',
      '4321',
      TOTP,
    ]);
    expect(redactor.redactText(`jbsw y3dp-ehpk 3pxp== ${TOTP}`)).toBe('[f1.totp_secret] [f1.totp_secret]');
  });

  test('says of each what is wrong, and never the value', async () => {
    const folder = await folderWith({ empty: '\n' });
    const complaining = 'console.error("pin is 98765"); console.log("98765"); process.exit(3)';
    const references: CredentialReferences = {
      api_key: { kind: 'exec', command: [process.execPath, '-e', complaining] },
      client_id: { kind: 'file', path: 'empty' },
      password: { kind: 'env', variable: 'NOT_THERE' },
      totp_secret: { kind: 'env', variable: 'T' },
    };
    const sources = { environment: { T: '123456' }, folder };
    const result = await resolveCredentials(account(references), sources, new Redactor());
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          field: 'api_key',
          code: 'secret-unreadable',
          message: `The program ${process.execPath} failed (3). Run it yourself to see why.`,
        },
        {
          field: 'client_id',
          code: 'secret-unreadable',
          message: 'empty is empty. Write the secret into it, alone.',
        },
        {
          field: 'password',
          code: 'variable-missing',
          message:
            'The variable NOT_THERE is not set. Set it in `.env` beside the file, or in the environment.',
        },
        {
          field: 'totp_secret',
          code: 'totp-secret-form',
          message:
            'The TOTP secret is a six-digit code. Take the text key that the broker shows beside the QR code.',
        },
      ],
    });
  });

  test.each([
    ['nothing', '', 'printed nothing'],
    ['far too much', 'process.stdout.write("x".repeat(100000))', 'printed more than any secret'],
  ])('refuses a program that prints %s', async (_, script, why) => {
    const command = [process.execPath, '-e', script];
    const references = { ...referencesOfPrefix('P_'), password: { kind: 'exec', command } as const };
    const sources = { environment: variables('P_', 'A100'), folder: '.' };
    const result = await resolveCredentials(account(references), sources, new Redactor());
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(why),
    ]);
  });

  test('stops a program that does not answer, when asked to', async () => {
    const stop = new AbortController();
    const command = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    const references = { ...referencesOfPrefix('P_'), password: { kind: 'exec', command } as const };
    const sources = { environment: variables('P_', 'A100'), folder: '.', signal: stop.signal };
    const resolving = resolveCredentials(account(references), sources, new Redactor());
    stop.abort();
    const result = await resolving;
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
      `The program ${process.execPath} was stopped. Run it yourself to see why.`,
    ]);
  });

  test('a program that reads its input gets none', async () => {
    const command = [process.execPath, '-e', 'process.stdin.on("end", () => console.log("4321")).resume()'];
    const references = { ...referencesOfPrefix('P_'), password: { kind: 'exec', command } as const };
    const sources = { environment: variables('P_', 'A100'), folder: '.' };
    expect((await resolveCredentials(account(references), sources, new Redactor())).ok).toBe(true);
  });

  test('warns of a secret file that everybody can read', async () => {
    const folder = await folderWith({ pin: '4321' });
    await chmod(join(folder, 'pin'), 0o644);
    const references = { ...referencesOfPrefix('P_'), password: { kind: 'file', path: 'pin' } as const };
    const sources = { environment: variables('P_', 'A100'), folder };
    const result = await resolveCredentials(account(references), sources, new Redactor());
    expect(result.ok && result.warnings.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'password secret-file-exposed',
    ]);
  });

  test('of an account without any', async () => {
    const result = await resolveCredentials(account(null), { environment: {}, folder: '.' }, new Redactor());
    expect(result.ok ? [] : result.problems.map(({ code }) => code)).toEqual(['credentials-missing']);
  });
});

test('.env is read beside the file, and the environment comes first', async () => {
  const folder = await folderWith({ '.env': 'A=file\nB="two words" # comment\nexport C=3\nD=\n' });
  const { environment } = await readEnvironment(folder, { A: 'given' });
  expect(environment).toEqual({ A: 'given', B: 'two words', C: '3', D: '' });
});

describe('validating with the environment', () => {
  const config = (keys = ''): string =>
    `version: 1\nmaster: { credentials: { env_prefix: "" } }\nfollowers:\n  f1: { credentials: { env_prefix: F_ }${keys} }\n`;
  const check = async (
    files: Record<string, string>,
    environment: Record<string, string>,
  ): Promise<string[]> => {
    const folder = await folderWith(files);
    const result = await loadConfig(join(folder, 'copytrade.yaml'), { environment, validators: VALIDATORS });
    const findings = result.ok ? result.config.findings : result.findings;
    expect(formatFindings(findings, 'text', { colour: false })).not.toMatch(/4321|key-123|JBSW|A100|B200/);
    return findings.map(({ line, column, code, path }) => `${line}:${column} ${code} ${path}`);
  };

  test('finds nothing where all is there', async () => {
    const env = Object.entries(variables('F_', 'B200')).map(([name, value]) => `${name}=${value}\n`);
    expect(await check({ 'copytrade.yaml': config(), '.env': env.join('') }, variables('', 'A100'))).toEqual(
      [],
    );
  });

  test('names each variable that is missing', async () => {
    const { PASSWORD: _, ...rest } = variables('', 'A100');
    expect(await check({ 'copytrade.yaml': config() }, { ...variables('F_', 'B200'), ...rest })).toEqual([
      '2:38 variable-missing master.credentials.env_prefix',
    ]);
  });

  test('finds the same client id on two accounts, in letters of any case', async () => {
    const environment = { ...variables('', 'a100'), ...variables('F_', 'A100') };
    expect(await check({ 'copytrade.yaml': config() }, environment)).toEqual([
      '4:36 same-client followers.f1.credentials.env_prefix',
    ]);
  });

  test('leaves switched-off and paper accounts alone', async () => {
    const environment = variables('', 'A100');
    for (const keys of [', broker: paper', ', enabled: false']) {
      const found = await check({ 'copytrade.yaml': config(keys) }, environment);
      expect(found.filter((finding) => !finding.includes('all-disabled'))).toEqual([]);
    }
  });

  test('warns of an .env that everybody can read', async () => {
    const folder = await folderWith({ 'copytrade.yaml': config(), '.env': '' });
    await chmod(join(folder, '.env'), 0o644);
    const environment = { ...variables('', 'A100'), ...variables('F_', 'B200') };
    const result = await loadConfig(join(folder, 'copytrade.yaml'), { environment, validators: VALIDATORS });
    expect(result.ok && result.config.findings.map(({ file, code }) => ({ file, code }))).toEqual([
      { file: join(folder, '.env'), code: 'env-file-exposed' },
    ]);
  });
});
