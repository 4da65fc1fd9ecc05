/** What was decided live is decided again by a replay of the recording, byte for byte. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { configText, type Rig, startRig } from './rig.ts';

const SHARE = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;

async function verifyAll(rig: Rig) {
  const names = (await readdir(rig.logs)).filter((name) => name.startsWith('session_')).sort();
  const all = [];
  for (const name of names) all.push(await verifyRecording(join(rig.logs, name)));
  return all.map(({ divergences, decisions, hasEnded, unreadable, shown }) => {
    expect(shown).toEqual([]);
    return { divergences, decisions, hasEnded, unreadable };
  });
}

function clean(decisions: number) {
  return { divergences: 0, decisions, hasEnded: true, unreadable: 0 };
}

/** How many copies of a follower have ended in this state. */
function countOf(rig: Rig, follower: string, state: string): number {
  return rig.outcomesOf(follower).filter((outcome) => outcome.state === state).length;
}

test('partial fills, rejections, a reload, exits and a restart replay without a divergence', async () => {
  const followers = { follower1: 'quantity: { multiplier: 0.5 }', follower2: '', follower3: '' };
  const rig = await startRig({
    followers: 3,
    config: configText({ followers }),
    accounts: { follower3: { funds: 5000 } },
    speed: 10,
  });
  rig.master.placeByHand({ ...SHARE, price: 1460, script: [{ do: 'fill', quantity: 40 }, { do: 'cancel' }] });
  await rig.until(
    'the entries rest, and one is rejected',
    () =>
      countOf(rig, 'follower1', 'open') + countOf(rig, 'follower2', 'open') === 2 &&
      countOf(rig, 'follower3', 'rejected') === 1,
  );
  rig.follower(1).fill(rig.follower(1).orderBook()[0]?.orderid ?? '', 12);
  const changes = await rig.reload(
    configText({ followers: { ...followers, follower1: 'quantity: { multiplier: 0.25 }' } }),
  );
  expect(changes.length).toBeGreaterThan(0);
  rig.master.placeByHand({ ...SHARE, symbol: 'ITC-EQ', quantity: 80 });
  await rig.until('the reloaded quantity is copied', () => countOf(rig, 'follower1', 'complete') === 1);
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 10 });
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 30 });
  await rig.until(
    'those who were in are out again',
    () =>
      [1, 2].every((number) => !('RELIANCE-EQ' in rig.holdingsOf(number))) &&
      rig.ofType('escalation').length > 0,
  );
  await rig.until('all has ended', () => rig.outcomesOf('follower1').every(({ state }) => state !== 'open'));
  await rig.stop();
  rig.master.placeByHand({ ...SHARE, symbol: 'ITC-EQ', side: 'SELL', quantity: 80 });
  await rig.start();
  await rig.until('the exit of the night is copied', () => Object.keys(rig.holdingsOf(1)).length === 0);
  rig.master.placeByHand({ ...SHARE, symbol: 'SBIN-EQ' });
  await rig.polled(3);
  await rig.stop();
  const [first, second] = await verifyAll(rig);
  expect([first, second]).toEqual([clean(12), clean(6)]);
});

test('fills one by one, limits by the broker’s figures, and capital ratios replay without a divergence', async () => {
  const followers = {
    follower1: 'quantity: { capital_ratio: 2 }\nlimits: { daily_loss: 300, max_orders_per_day: 3 }',
    follower2: 'limits: { max_order_value: 100000 }',
  };
  const rules = ['rules:', '  - id: small', '    match: { lots: "< 5" }', '    skip: true'].join('\n');
  const rig = await startRig({
    config: configText({ followers, top: `copy_on: fill\n${rules}` }),
    accounts: { follower1: { funds: 3_000_000 } },
    speed: 10,
  });
  const steps = [10, 30, 20, 40].map((quantity) => ({ do: 'fill', quantity, afterMs: 800 }) as const);
  rig.master.placeByHand({ ...SHARE, price: 1471, script: steps });
  await rig.until('the last fill is seen', () =>
    rig.ofType('master_order').some(({ order }) => order.filledQuantity === 100),
  );
  rig.simulator.setPrice('RELIANCE-EQ', 1440);
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 100 });
  await rig.until(
    'both are out',
    () => rig.decisions().filter(({ reason }) => reason === 'EXIT').length === 2,
  );
  rig.master.placeByHand({ ...SHARE, quantity: 50 });
  await rig.until('the day has lost enough', () =>
    rig.decisions().some(({ reason }) => reason === 'DAILY_LOSS'),
  );
  await rig.stop();
  expect(await verifyAll(rig)).toEqual([clean(rig.decisions().length)]);
});

test('what is only shown is recorded and replayed the same way', async () => {
  const rig = await startRig({ mode: 'dry_run', config: configText({ mode: 'dry_run' }), speed: 10 });
  rig.master.placeByHand(SHARE);
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 60 });
  await rig.until('four decisions', () => rig.decisions().length === 4);
  await rig.stop();
  await rig.start();
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 40 });
  await rig.until('two more decisions', () => rig.decisions().length === 6);
  await rig.stop();
  expect(await verifyAll(rig)).toEqual([clean(4), clean(2)]);
  expect(rig.verdicts().slice(4)).toEqual(['follower1 copy EXIT 20', 'follower2 copy EXIT 40']);
});
