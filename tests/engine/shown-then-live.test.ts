/** A follower that was only shown, or not touched, and is live then: what is shown is no position, and what is placed is. */
import { expect, test } from 'vitest';
import { killAndStart } from './kill-and-start.ts';
import { configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const SPEED = 20;

function oneFollower(lines: string): string {
  return configText({ followers: { follower1: lines } });
}

function quantitiesOf(rig: Rig): number[] {
  return rig.copiesOf(1).map(({ side, filled }) => (side === 'BUY' ? filled : -filled));
}

async function filled(rig: Rig, quantities: readonly number[]): Promise<void> {
  await rig.until(
    () => `${quantities} (now ${quantitiesOf(rig)})`,
    () => String(quantitiesOf(rig)) === String(quantities),
  );
}

test('what was placed after a reload said live is not forgotten by a crash', async () => {
  const rig = await startRig({ followers: 1, config: oneFollower('mode: dry_run'), speed: SPEED });
  await rig.reload(oneFollower(''));
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await killAndStart(rig, oneFollower(''));
  rig.master.placeByHand(SELL);
  await filled(rig, [100, -100]);
});

test('a follower that a reload brought and that the file names no more after a crash keeps its way out', async () => {
  const two = { follower1: '', follower2: '' };
  const rig = await startRig({ config: configText({ followers: { follower2: '' } }), speed: SPEED });
  await rig.reload(configText({ followers: two }));
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await killAndStart(rig, configText({ followers: { follower2: '' } }));
  rig.master.placeByHand(SELL);
  await filled(rig, [100, -100]);
});

test('what a follower was only shown is not sold when a reload says live', async () => {
  const rig = await startRig({ followers: 1, config: oneFollower('mode: dry_run'), speed: SPEED });
  rig.master.placeByHand(BUY);
  await rig.until('it is shown', () => rig.verdicts().length === 1);
  rig.follower(1).placeByHand(BUY);
  await rig.reload(oneFollower(''));
  rig.master.placeByHand(SELL);
  await rig.until('it is decided', () => rig.verdicts().length === 2);
  await rig.pass(10_000);
  expect([quantitiesOf(rig), rig.verdicts()[1]]).toEqual([[100], 'follower1 skip NO_POSITION 0']);
});

test('what a follower holds is not forgotten while it is switched off', async () => {
  const rig = await startRig({ followers: 1, config: oneFollower(''), speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.stop();
  await rig.save(oneFollower('enabled: false'));
  await rig.start();
  await rig.stop();
  await rig.save(oneFollower(''));
  await rig.start();
  rig.master.placeByHand(SELL);
  await filled(rig, [100, -100]);
});

test('what a follower holds is not forgotten while its credentials are missing', async () => {
  const rig = await startRig({
    config: configText({ followers: { follower1: '', follower2: '' } }),
    speed: SPEED,
  });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.stop();
  await rig.save(configText({ followers: { follower2: '' } }));
  const { FOLLOWER_1_PASSWORD: password = '' } = rig.environment;
  delete rig.environment.FOLLOWER_1_PASSWORD;
  await rig.start();
  rig.master.placeByHand(SELL);
  await rig.until('its exit is told', () =>
    rig
      .ofType('escalation')
      .some(({ alert, account }) => alert === 'EXIT_NOT_OUT' && account === 'follower1'),
  );
  await rig.stop();
  rig.environment.FOLLOWER_1_PASSWORD = password;
  await rig.start();
  await filled(rig, [100, -100]);
});
