/** The built program, steered from other terminals, stopped and killed. */
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StatusReply } from '../../src/control/replies.ts';
import { expectToFit } from '../published-schema.ts';
import { createWorld, Program, startRun } from './program.ts';
import { codeOf, configText, MASTER, type Rig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
/** The engine promises ten seconds; a machine may be busy with other tests. */
const STOP_MS = 12_000;

async function say(
  rig: Rig,
  ...args: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const program = new Program(rig, args);
  const code = await program.ended();
  return { code, out: program.stdout, err: program.stderr };
}

function twoFollowers(): string {
  return configText({ followers: { follower1: '', follower2: '' } });
}

test('two terminals steer one engine; a pause outlives the kill that follows it; the socket is taken over', async () => {
  const rig = await createWorld({ config: twoFollowers() });
  const first = await startRun(rig);
  const [one, two] = await Promise.all([
    say(rig, 'pause', 'follower1', '--json'),
    say(rig, 'close-only', 'follower2'),
  ]);
  await first.kill('SIGKILL');
  expectToFit('steer', JSON.parse(one.out));
  expect(two).toEqual({
    code: 0,
    out: 'follower2  close-only (by the user)\nExits go on.\n',
    err: '',
  });
  expect(await say(rig, 'status')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('no engine is running here'),
  });
  const second = await startRun(rig);
  const { out } = await say(rig, 'status', '--json');
  expectToFit('status', JSON.parse(out));
  expect(JSON.parse(out)).toMatchObject({
    pid: second.child.pid,
    followers: [
      { name: 'follower1', entries: { state: 'paused', by: 'user' } },
      { name: 'follower2', entries: { state: 'close_only', by: 'user' } },
    ],
  });
  expect((await stat(join(rig.logs, 'control', 'live.sock'))).mode & 0o777).toBe(0o600);
  expect(await say(rig, 'pause', 'nobody')).toEqual({
    code: 2,
    out: '',
    err: 'there is no follower nobody.\nThere are follower1, follower2.\n',
  });
  await expectToRefuseAnotherFile(rig);
  const stopped = await say(rig, 'stop', '-c', 'copytrade.yaml');
  expect(stopped).toMatchObject({ code: 0, out: expect.stringContaining('The engine has ended.') });
  expect(await second.ended()).toBe(0);
  await expect(stat(join(rig.logs, 'control', 'live.sock'))).rejects.toMatchObject({ code: 'ENOENT' });
}, 90_000);

async function expectToRefuseAnotherFile(rig: Rig): Promise<void> {
  const path = join(await realpath(rig.folder), 'copytrade.yaml');
  expect(await say(rig, 'stop', '-c', 'other.yaml')).toEqual({
    code: 1,
    out: '',
    err: `the engine in logs runs ${path}, not other.yaml.
Name the folder of the logs of the other one with --logs, or leave --config out.\n`,
  });
}

test('SIGTERM ends it within ten seconds while the broker hangs, a Ctrl-C after it at once; nothing is lost', async () => {
  const rig = await createWorld({ config: twoFollowers() });
  const hang = { kind: 'hang', times: 'always' } as const;
  const begin = async () => {
    const program = await startRun(rig);
    rig.trouble(
      { ...hang, account: MASTER, endpoint: 'getOrderBook' },
      { ...hang, account: codeOf(1), endpoint: 'placeOrder', accepted: true },
      { ...hang, account: codeOf(1), endpoint: 'getOrderBook' },
      { ...hang, endpoint: 'logout' },
    );
    const before = rig.copiesOf(1).length;
    rig.master.placeByHand(BUY);
    await rig.until('the copy hangs', () => rig.copiesOf(1).length > before, 30_000);
    program.child.kill('SIGTERM');
    return program;
  };
  const drained = await begin();
  await rig.until('it has ended', () => drained.child.exitCode !== null, STOP_MS);
  expect(drained.child.exitCode).toBe(0);
  rig.simulator.faults.clear();
  const hurried = await begin();
  await hurried.said('Ctrl-C ends it at once');
  expect(await hurried.kill('SIGINT')).toBe(130);
  rig.simulator.faults.clear();
  const last = await startRun(rig);
  const follower1 = async () => ((await rig.ask('status')) as StatusReply).followers[0];
  await expect.poll(follower1, { timeout: 30_000, interval: 100 }).toMatchObject({
    orders: { on_their_way: 0, unknown: 0, resting: 0 },
    positions: [{ exchange: 'NSE', symbol: 'RELIANCE-EQ', product: 'intraday', quantity: 200 }],
  });
  expect(rig.copiesOf(1)).toHaveLength(2);
  expect(await last.kill('SIGINT')).toBe(0);
}, 120_000);
