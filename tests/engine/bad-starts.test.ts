/** What stands in the way of a start is said in words, with the exit code that is documented; nothing is sent. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dayOf, formatIstDay, toIstSeconds } from '../../src/core/ist-time.ts';
import { createWorld, Program, startRun } from './program.ts';
import { configText, createRig, MASTER, type Rig } from './rig.ts';

async function runOf(rig: Rig, ...args: readonly string[]) {
  const program = new Program(rig, ['run', ...args]);
  return { code: await program.ended(), ...program };
}

function ordersOf(rig: Rig): number {
  return rig.simulator.requests.filter(({ endpoint }) => endpoint === 'placeOrder').length;
}

describe('accounts', () => {
  test('a wrong PIN is tried once only', async () => {
    const rig = await createWorld();
    rig.environment.PASSWORD = '0000';
    const { code, stderr } = await runOf(rig, '--live');
    expect(code).toBe(4);
    expect(stderr).toBe(
      'the master cannot log in: YOUR USER ID OR PASSWORD IS INVALID (AB1007).\n' +
        'Check PIN, TOTP secret, API key and client id. It was tried once only: repeated failures lock the account.\n',
    );
    expect(rig.requestsOf(MASTER, 'login')).toBe(1);
  });

  test('a follower’s wrong PIN is tried once only too, and the others trade', async () => {
    const rig = await createWorld();
    rig.environment.FOLLOWER_1_PASSWORD = '0000';
    const run = await startRun(rig);
    rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
    await rig.until('the other has it', () => rig.copiesOf(2).length === 1);
    expect(await run.kill('SIGTERM')).toBe(0);
    expect(rig.requestsOf('F100001', 'login')).toBe(1);
    const [record] = (await rig.records()).filter(({ follower }) => follower === 'follower1');
    expect(record).toMatchObject({ success: false, follower_order_id: null });
    expect(run.stdout).toContain('YOUR USER ID OR PASSWORD IS INVALID');
  });

  test('a broker that cannot be reached is said to be just that', async () => {
    const rig = await createRig({ speed: 60 });
    rig.environment.SMARTAPI_URL = 'http://127.0.0.1:9';
    await expect(rig.start()).rejects.toMatchObject({
      code: 'MASTER_LOGIN_FAILED',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a missing variable is named', async () => {
    const rig = await createWorld();
    delete rig.environment.FOLLOWER_2_TOTP_SECRET;
    const { code, stderr } = await runOf(rig, '--live');
    expect(code).toBe(78);
    expect(stderr).toContain('follower2: The variable FOLLOWER_2_TOTP_SECRET is not set.');
    expect(ordersOf(rig)).toBe(0);
    // It is found out before anything is asked of the network, the instrument master neither.
    expect(rig.simulator.requests).toEqual([]);
    expect(await readdir(rig.logs).catch(() => [])).toEqual([]);
  });

  test('the same client id twice is refused', async () => {
    const rig = await createWorld();
    for (const field of ['API_KEY', 'CLIENT_ID', 'PASSWORD', 'TOTP_SECRET'])
      rig.environment[`FOLLOWER_2_${field}`] = rig.environment[`FOLLOWER_1_${field}`] ?? '';
    const { code, stderr } = await runOf(rig, '--live');
    expect([code, stderr]).toEqual([78, expect.stringContaining('follower2 and follower1 are one account')]);
  });

  test('an address that is not this machine is refused before a credential is sent there', async () => {
    const rig = await createWorld();
    rig.environment.SMARTAPI_URL = 'http://192.0.2.1:8080';
    const { code, stderr } = await runOf(rig, '--live');
    expect([code, stderr]).toEqual([
      78,
      expect.stringContaining('SMARTAPI_URL does not name an address of this machine'),
    ]);
  });
});

describe('the file', () => {
  test('live without --live and without a terminal starts nothing', async () => {
    const rig = await createWorld();
    const { code, stderr } = await runOf(rig);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Start with --live')]);
    expect(rig.simulator.requests).toEqual([]);
  });

  test('an invalid file is shown with its places and ends with 78; one that is not there with 2', async () => {
    const rig = await createWorld({ config: configText({ top: 'colour: red' }) });
    const invalid = await runOf(rig, '--live');
    expect([invalid.code, invalid.stderr]).toEqual([
      78,
      expect.stringMatching(/copytrade\.yaml:6:1 error [\s\S]*Nothing was started\./),
    ]);
    await rm(rig.configFile);
    const missing = await runOf(rig, '--live');
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('copytrade.yaml')]);
  });

  test('an instrument file that is none is an error in words', async () => {
    const rig = await createWorld({ config: configText({ top: 'instruments: list.json' }) });
    await writeFile(join(rig.folder, 'list.json'), '{"no": "list"');
    const { code, stderr } = await runOf(rig, '--live');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'list.json is no instrument master: this is no list.\n' +
        "Name the broker's OpenAPIScripMaster.json, or rows of it in a list.\n",
    );
  });

  test('confirm: true needs a terminal', async () => {
    const rig = await createWorld({ config: configText({ top: 'confirm: true' }) });
    const { code, stderr } = await runOf(rig, '--live');
    expect([code, stderr]).toEqual([2, expect.stringContaining('needs a terminal to ask on')]);
  });
});

describe('the folder', () => {
  // Nobody can make a folder there, the superuser neither.
  test.skipIf(process.platform !== 'linux')('that cannot be made or written is named', async () => {
    const rig = await createWorld();
    const { code, stderr } = await runOf(rig, '--live', '--logs', '/sys/copytrade');
    expect([code, stderr]).toEqual([1, expect.stringContaining('/sys/copytrade')]);
    expect(stderr).not.toMatch(/at .*\.js:\d+/);
    expect(rig.requestsOf(MASTER, 'login')).toBe(0);
  });

  test('that is a file is named', async () => {
    const rig = await createWorld();
    await writeFile(rig.logs, 'not a folder');
    const { code, stderr } = await runOf(rig, '--live');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/logs/)]);
    expect(stderr).not.toMatch(/at .*\.js:\d+/);
    expect(rig.requestsOf(MASTER, 'login')).toBe(0);
  });

  test('whose instruments of the day are damaged gets them again', async () => {
    const rig = await createWorld();
    await mkdir(rig.logs, { mode: 0o700 });
    const today = formatIstDay(dayOf(toIstSeconds(Date.now()))).replaceAll('-', '');
    const kept = join(rig.logs, `instruments_${today}.json`);
    await writeFile(kept, '[{"token": "28');
    const run = await startRun(rig);
    expect(JSON.parse(await readFile(kept, 'utf8'))).toHaveLength(rig.simulator.instruments.length);
    expect(await run.kill('SIGINT')).toBe(0);
  });

  test('whose journal another engine has is left alone: its process id is told', async () => {
    const rig = await createWorld();
    const first = await startRun(rig);
    const second = await runOf(rig, '--live');
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining(`process id ${first.child.pid}`),
    ]);
    expect(rig.requestsOf(MASTER, 'login')).toBe(1);
    expect(await first.kill('SIGINT')).toBe(0);
  });

  test('whose journal is damaged is not written over', async () => {
    const rig = await createWorld();
    await mkdir(rig.logs, { mode: 0o700 });
    await writeFile(
      join(rig.logs, 'journal.db'),
      'no database at all, but a text of some length'.repeat(100),
    );
    const { code, stderr } = await runOf(rig, '--live');
    expect([code, stderr]).toEqual([1, expect.stringContaining('journal.db')]);
    expect(stderr).not.toMatch(/at .*\.js:\d+/);
    expect(ordersOf(rig)).toBe(0);
  });
});

test('Ctrl-C while the master logs in ends with 130, and nothing is sent', async () => {
  const rig = await createWorld();
  rig.trouble({ kind: 'hang', account: MASTER, endpoint: 'login' });
  const program = new Program(rig, ['run', '--live']);
  await rig.until('the login hangs', () => rig.requestsOf(MASTER, 'login') === 1);
  expect(await program.kill('SIGINT')).toBe(130);
  expect(ordersOf(rig)).toBe(0);
});
