/** `copytrade reconcile` of another terminal, with the built program. */
import { expect, test } from 'vitest';
import type { ReconcileReply } from '../../src/control/replies.ts';
import { expectToFit } from '../published-schema.ts';
import { createWorld, Program, startRun } from './program.ts';
import { configText, type Rig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;

async function say(rig: Rig, ...args: readonly string[]) {
  const program = new Program(rig, args);
  const code = await program.ended();
  return { code, out: program.stdout, err: program.stderr };
}

test('a drift is exit code 1, needs a word to be mended, and is mended with --yes', async () => {
  const rig = await createWorld({ followers: 1, config: configText({ followers: { follower1: '' } }) });
  expect(await say(rig, 'reconcile')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('no engine is running here'),
  });
  const run = await startRun(rig);
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  await rig.until('it has ended', () => run.stdout.includes('complete'));
  rig.follower(1).placeByHand({ ...BUY, side: 'SELL', quantity: 4 });
  await rig.until('it is sold', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 6);
  const drift = await say(rig, 'reconcile');
  expect(drift).toEqual({
    code: 1,
    out: [
      'follower   instrument       product   copies  account  standing',
      'follower1  NSE:RELIANCE-EQ  intraday      10        6  drifted: the account holds less than its copies',
      '',
    ].join('\n'),
    err: '',
  });
  const asked = await say(rig, 'reconcile', '--fix');
  expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('Nobody can be asked here')]);
  const fixed = await say(rig, 'reconcile', '--fix', '--yes', '--json');
  const reply = JSON.parse(fixed.out) as ReconcileReply;
  expectToFit('reconcile', reply);
  expect([fixed.code, reply.done, reply.offers.map(({ kind, units }) => `${kind} ${units}`)]).toEqual([
    0,
    true,
    ['forget 4'],
  ]);
  const whole = await say(rig, 'reconcile');
  expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('6        6  in sync')]);
  expect(await run.kill('SIGINT')).toBe(0);
  const after = await say(rig, 'reconcile', '--json');
  const stopped = JSON.parse(after.out) as ReconcileReply;
  expectToFit('reconcile', stopped);
  expect([after.code, stopped.engine, stopped.behind, stopped.followers]).toEqual([
    0,
    'stopped',
    null,
    reply.followers.map((one) => ({
      ...one,
      positions: one.positions.map((position) => ({ ...position, copied: 6, standing: 'in_sync' })),
    })),
  ]);
  expect(after.err).toContain('No engine runs here: these are the copies in the journal of the last one.');
}, 90_000);
