/** No secret in any file, line or word, whatever goes wrong. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWorld, Program, startRun } from './program.ts';
import { codeOf, configText, MASTER, type Rig } from './rig.ts';

/** Values that occur nowhere by chance. PINs are four digits: they are looked for standing alone. */
const CANARIES = {
  master: { pin: '7391', totpSecret: 'CANARYMASTERSEEDAAAABBBBCCCCDDDD', apiKey: 'CaNaRyKeyM' },
  follower1: { pin: '8264', totpSecret: 'CANARYFOLLOWERSEEDAAAABBBBCCCCDD', apiKey: 'CaNaRyKeyF' },
  follower2: { pin: '9157', totpSecret: 'CANARYANOTHERSEEDAAAABBBBCCCCDDD', apiKey: 'CaNaRyKeyG' },
} as const;
const PINS = Object.values(CANARIES).map(({ pin }) => pin);
const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;

/** What a gateway says that repeats what it was sent. */
function echoOf({ pin, totpSecret, apiKey }: (typeof CANARIES)[keyof typeof CANARIES]): string {
  return `denied: key ${apiKey} pin ${pin} seed ${totpSecret}`;
}

function refusalOf(role: keyof typeof CANARIES, errorcode: string) {
  return { status: false, message: echoOf(CANARIES[role]), errorcode, data: null };
}

/** Every way in which a secret may be written, and the piece of a token that no other has. */
function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, secret.toLowerCase(), encodeURIComponent(secret), base64];
}

/** What the simulator gave out in logins. */
function tokensOf(rig: Rig): string[] {
  const replies = rig.simulator.requests.filter(
    ({ endpoint, status }) => endpoint === 'login' && status === 200,
  );
  return replies.flatMap(({ reply }) => {
    const { data } = JSON.parse(reply ?? '{}') as { data: Record<string, string> | null };
    return data === null ? [] : [data.jwtToken ?? '', data.refreshToken ?? '', data.feedToken ?? ''];
  });
}

function findSecrets(text: string, tokens: readonly string[]): string[] {
  const long = Object.values(CANARIES).flatMap(({ totpSecret, apiKey }) => [totpSecret, apiKey]);
  const whole = [...long, 'ProxyCanary77'].flatMap(formsOf).filter((form) => text.includes(form));
  const pins = PINS.filter((pin) => new RegExp(`(?<![A-Za-z0-9.])${pin}(?![A-Za-z0-9])`).test(text));
  const pieces = tokens.flatMap((token) => token.split('.').slice(1)).map((part) => part.slice(0, 32));
  return [...whole, ...pins, ...pieces.filter((piece) => piece.length === 32 && text.includes(piece))];
}

async function expectNoSecrets(rig: Rig, programs: readonly Program[]): Promise<void> {
  const tokens = tokensOf(rig);
  const entries = await readdir(rig.logs, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async ({ name }) => [name, await readFile(join(rig.logs, name), 'latin1')] as const);
  const said = programs.flatMap(({ stdout, stderr }, index) => [
    [`stdout of ${index}`, stdout] as const,
    [`stderr of ${index}`, stderr] as const,
  ]);
  for (const [name, text] of [...(await Promise.all(files)), ...said]) {
    expect({ name, secrets: findSecrets(text, tokens) }).toEqual({ name, secrets: [] });
  }
}

async function ended(rig: Rig, ...args: readonly string[]): Promise<Program> {
  const program = new Program(rig, args);
  await program.ended();
  return program;
}

test('this test finds secrets where there are some', () => {
  expect(findSecrets(`"pin": 7391, ${echoOf(CANARIES.master)}`, [])).toEqual(
    expect.arrayContaining(['7391', 'CaNaRyKeyM']),
  );
  expect(findSecrets('price 17391 at 7391.50, id 261123007391', [])).toEqual(['7391']);
  expect(findSecrets(`x${'a'.repeat(40)}y`, [`head.${'a'.repeat(40)}.tail`])).toEqual(['a'.repeat(32)]);
});

test('a live run with every kind of trouble, its replay, and its validation show none', async () => {
  const rig = await createWorld({
    accounts: CANARIES,
    config: configText({ followers: { follower1: '', follower2: '' } }),
  });
  const validated = await ended(rig, 'validate', '--env');
  const run = await startRun(rig);
  rig.trouble(
    { kind: 'reply', account: codeOf(1), endpoint: 'placeOrder', body: refusalOf('follower1', 'AB1007') },
    {
      kind: 'reply',
      account: codeOf(2),
      endpoint: 'placeOrder',
      body: `<html>${echoOf(CANARIES.follower2)}</html>`,
      status: 502,
    },
    {
      kind: 'reply',
      account: MASTER,
      endpoint: 'getOrderBook',
      body: refusalOf('master', 'AB1007'),
      times: 2,
    },
    { kind: 'html_page', account: codeOf(2), endpoint: 'getOrderBook' },
    { kind: 'reset', account: codeOf(2), endpoint: 'getPosition' },
  );
  rig.master.placeByHand(BUY);
  await rig.until(
    'both were tried',
    () => rig.requestsOf(codeOf(1), 'placeOrder') + rig.requestsOf(codeOf(2), 'placeOrder') === 2,
  );
  rig.simulator.endSessions(codeOf(1));
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.until('the other is copied', () => rig.copiesOf(2).length > 0);
  rig.trouble({
    kind: 'reply',
    account: MASTER,
    endpoint: 'getOrderBook',
    body: refusalOf('master', 'AG8001'),
  });
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ', side: 'SELL' });
  const troubles = () => JSON.stringify(rig.simulator.faults.list());
  await rig.until(
    () => `every trouble was met, not ${troubles()}`,
    () => troubles() === '[]',
    30_000,
  );
  expect(await run.kill('SIGINT')).toBe(0);
  const [recording] = (await readdir(rig.logs)).filter((name) => name.startsWith('session_'));
  const log = join(rig.logs, recording ?? '');
  const replayed = await ended(rig, 'replay', log, '--verify');
  const again = await ended(rig, 'replay', log, '--json');
  expect([validated, replayed, again].map(({ child }) => child.exitCode)).toEqual([0, 0, 0]);
  expect(run.stdout).toContain('[master.api_key]');
  await expectNoSecrets(rig, [validated, run, replayed, again]);
}, 60_000);

test('logins that fail, crash texts and killed runs show none', async () => {
  const rig = await createWorld({ accounts: CANARIES, config: configText({}) });
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'login', body: refusalOf('master', 'AB1007') });
  const refused = await ended(rig, 'run', '--live');
  rig.trouble({
    kind: 'reply',
    account: codeOf(1),
    endpoint: 'login',
    body: refusalOf('follower1', 'AB1007'),
  });
  rig.environment.DEBUG = '*';
  const run = await startRun(rig);
  rig.master.placeByHand(BUY);
  await rig.until('the other has it', () => rig.copiesOf(2).length === 1);
  await run.kill('SIGKILL');
  expect(refused.child.exitCode).toBe(4);
  expect(refused.stderr).toContain('[master.password]');
  await expectNoSecrets(rig, [refused, run]);
}, 60_000);

test('files with literal secrets, secrets that cannot be read, and proxies show none', async () => {
  const rig = await createWorld({ accounts: CANARIES, config: configText({}) });
  const { pin, totpSecret, apiKey } = CANARIES.master;
  await rig.save(
    configText({ mode: 'dry_run' }).replace(
      'credentials: { env_prefix: "" }',
      `credentials: { api_key: ${apiKey}, client_id: { env: CLIENT_ID }, password: "${pin}", totp_secret: ${totpSecret} }`,
    ),
  );
  const literal = [
    await ended(rig, 'validate'),
    await ended(rig, 'validate', '--format', 'json'),
    await ended(rig, 'run'),
  ];
  expect(literal.map(({ child }) => child.exitCode)).toEqual([1, 1, 78]);
  await writeFile(join(rig.folder, 'secret'), apiKey, { mode: 0o600 });
  const shell = JSON.stringify(['sh', '-c', `echo ${totpSecret}; echo ${totpSecret} >&2; exit 3`]);
  await rig.save(
    configText({ mode: 'dry_run' }).replace(
      'credentials: { env_prefix: "" }',
      `credentials: { api_key: { file: secret }, client_id: { env: CLIENT_ID }, password: { env: PASSWORD }, totp_secret: { exec: ${shell} } }`,
    ),
  );
  const unread = [await ended(rig, 'validate', '--env'), await ended(rig, 'run')];
  expect(unread.map(({ child }) => child.exitCode)).toEqual([1, 78]);
  const proxy = 'network: { proxy: "http://someone:ProxyCanary77@127.0.0.1:9" }';
  await rig.save(configText({ followers: { follower1: proxy } }));
  const proxied = [await ended(rig, 'validate'), await ended(rig, 'run', '--live')];
  expect(proxied.map(({ child }) => child.exitCode)).toEqual([1, 78]);
  await expectNoSecrets(rig, [...literal, ...unread, ...proxied]);
}, 60_000);

test('no other command shows one, beside a running engine or without one', async () => {
  const rig = await createWorld({
    accounts: CANARIES,
    config: configText({ followers: { follower1: '', follower2: '' } }),
  });
  await writeFile(
    join(rig.folder, 'rules.copytrade.yaml'),
    'version: 1\nconfig: copytrade.yaml\ntests: []\n',
  );
  rig.trouble({
    kind: 'reply',
    account: codeOf(1),
    endpoint: 'getRMS',
    body: refusalOf('follower1', 'AB1007'),
  });
  const idle = await Promise.all([
    ended(rig, 'status'),
    ended(rig, 'explain', '--order', '1'),
    ended(rig, 'test'),
    ended(rig, 'init'),
    ended(rig, 'doctor', '--online'),
  ]);
  expect(idle.at(-1)?.stdout).toContain('denied: key [');
  const run = await startRun(rig);
  rig.trouble({
    kind: 'reply',
    account: codeOf(1),
    endpoint: 'placeOrder',
    body: refusalOf('follower1', 'AB1007'),
  });
  const { orderId } = rig.master.placeByHand(BUY);
  await rig.until('the other has it', () => rig.copiesOf(2).length === 1);
  const commands: readonly (readonly string[])[] = [
    ['status'],
    ['status', '--json'],
    ['pause', 'follower1'],
    ['resume', 'follower1'],
    ['close-only', '--json'],
    ['resume'],
    ['retry'],
    ['reconcile', '--json'],
    ['doctor', '--json'],
    ['explain', '--order', orderId],
    ['explain', '--order', orderId, '--json'],
    ['explain', '--symbol', 'ITC-EQ', '--side', 'buy', '--quantity', '10'],
    ['validate', '--env', '--format', 'sarif'],
    ['validate', '--env', '--format', 'junit'],
    ['schema', 'config'],
    ['stop'],
  ];
  const asked: Program[] = [];
  for (const command of commands) asked.push(await ended(rig, ...command));
  expect(await run.ended()).toBe(0);
  const [recording = ''] = (await readdir(rig.logs)).filter((name) => name.startsWith('session_'));
  const log = join(rig.logs, recording);
  await writeFile(join(rig.folder, 'old.yaml'), configText({ followers: { follower1: '', follower2: '' } }));
  rig.trouble({
    kind: 'reply',
    account: codeOf(2),
    endpoint: 'getPosition',
    body: refusalOf('follower2', 'AB1007'),
  });
  const reconciled = await ended(rig, 'reconcile');
  expect(reconciled.stdout).toContain('could not be read: denied: key [');
  const later = [
    await ended(rig, 'plan', log, '--from', 'old.yaml'),
    await ended(rig, 'plan', log, '--from', 'old.yaml', '--json'),
    await ended(rig, 'replay', log, '--html', 'page.html'),
    await ended(rig, 'explain', '--log', log, '--order', orderId),
  ];
  expect(later.map(({ child }) => child.exitCode)).toEqual([0, 0, 0, 0]);
  const page = await readFile(join(rig.folder, 'page.html'), 'utf8');
  expect(findSecrets(page, tokensOf(rig))).toEqual([]);
  await expectNoSecrets(rig, [...idle, run, ...asked, reconciled, ...later]);
}, 120_000);
