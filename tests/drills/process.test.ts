/** The process as people and systems end it, and two of them. */
import { expect, test } from 'vitest';
import { createWorld, Program, startRun } from '../engine/program.ts';
import { codeOf, configText, type Rig } from '../engine/rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const MIRRORS = configText({
  followers: { follower1: '', follower2: '' },
  top: 'defaults: { execution: { max_age: 10m } }',
});
const LOOK_UP_MS = 60_000;

function complete(rig: Rig, follower: number): string[] {
  const done = rig.copiesOf(follower).filter(({ status }) => status === 'complete');
  return done.map(({ side, quantity, symbol }) => `${side} ${quantity} ${symbol}`);
}

function placed(rig: Rig): number {
  return [1, 2].reduce((sum, number) => sum + rig.requestsOf(codeOf(number), 'placeOrder'), 0);
}

test('SIGTERM waits for replies that are on their way, and ends without waiting for one that never comes', async () => {
  const rig = await createWorld({ config: MIRRORS });
  const run = await startRun(rig);
  rig.trouble(
    { kind: 'delay', account: codeOf(1), endpoint: 'placeOrder', delayMs: 1500 },
    { kind: 'hang', account: codeOf(2), endpoint: 'placeOrder', accepted: true },
    // Nothing but the reply tells of it.
    { kind: 'push_dropped', account: codeOf(2), times: 'always' },
    { kind: 'server_error', account: codeOf(2), endpoint: 'getOrderBook', times: 'always' },
  );
  rig.master.placeByHand(BUY);
  await rig.until('both were asked', () => placed(rig) === 2);
  expect(await run.kill('SIGTERM')).toBe(0);
  const records = await rig.records();
  const byFollower = records.map(({ follower, success }) => `${follower} ${success}`).sort();
  // The look-up of the other would have taken forty seconds.
  expect(byFollower).toEqual(['follower1 true', 'follower2 false']);
  rig.simulator.faults.clear();
  const again = await startRun(rig);
  await rig.until('the other is found', () => again.stdout.includes('"state":"complete"'), LOOK_UP_MS);
  expect(await again.kill('SIGINT')).toBe(0);
  expect([complete(rig, 1), complete(rig, 2), placed(rig)]).toEqual([
    ['BUY 10 RELIANCE-EQ'],
    ['BUY 10 RELIANCE-EQ'],
    2,
  ]);
}, 90_000);

test('a second Ctrl-C ends it at once, and what was journaled is carried on by the next start', async () => {
  const rig = await createWorld({ config: MIRRORS });
  const run = await startRun(rig);
  rig.trouble({ kind: 'hang', endpoint: 'placeOrder', accepted: true, times: 2 });
  rig.master.placeByHand(BUY);
  await rig.until('both were asked', () => placed(rig) === 2);
  run.child.kill('SIGINT');
  // Two signals of a kind that wait are one.
  await run.said('Ctrl-C ends it at once');
  expect(await run.kill('SIGINT')).toBe(130);
  const again = await startRun(rig);
  // An exit is cut to what is known to have come in: it leaves in full once both have been found.
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  const areOut = () => [1, 2].every((number) => complete(rig, number).length === 2);
  await rig.until('both are out', areOut, LOOK_UP_MS);
  expect(await again.kill('SIGINT')).toBe(0);
  expect(placed(rig)).toBe(4);
}, 90_000);

test('two engines on one journal: the second refuses, and has logged nobody in', async () => {
  const rig = await createWorld({ config: MIRRORS });
  const first = await startRun(rig);
  const logins = () => rig.simulator.requests.filter(({ endpoint }) => endpoint === 'login').length;
  const before = logins();
  const second = new Program(rig, ['run', '--live']);
  expect(await second.ended()).toBe(1);
  expect(second.stderr).toContain(`the engine with process id ${first.child.pid} is running`);
  expect(logins()).toBe(before);
  expect(await first.kill('SIGINT')).toBe(0);
}, 90_000);

test('two engines on one account, each with a journal of its own: the second refuses', async () => {
  const rig = await createWorld({ config: MIRRORS });
  rig.environment.XDG_STATE_HOME = `${rig.folder}/state`;
  const first = await startRun(rig);
  const second = new Program(rig, ['run', '--live', '--logs', 'other']);
  expect(await second.ended()).toBe(1);
  expect(second.stderr).toContain(`process id ${first.child.pid}`);
  expect(second.stderr).toContain('works on this account');
  rig.master.placeByHand(BUY);
  await rig.until('the first goes on', () => [1, 2].every((number) => complete(rig, number).length === 1));
  expect(await first.kill('SIGKILL')).toBe(null);
  const third = await startRun(rig);
  expect(await third.kill('SIGINT')).toBe(0);
}, 90_000);
