/** The file was changed while the engine was down. */
import { expect, test } from 'vitest';
import { configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const SPEED = 20;

function times(multiplier: number): string {
  return configText({ followers: { follower1: `quantity: { multiplier: ${multiplier} }` } });
}

function quantitiesOf(rig: Rig, follower: number): number[] {
  return rig.copiesOf(follower).map(({ side, quantity }) => (side === 'BUY' ? quantity : -quantity));
}

async function copied(rig: Rig, follower: number, quantities: readonly number[]): Promise<void> {
  await rig.until(`follower ${follower} has ${quantities}`, () => {
    const book = rig.copiesOf(follower);
    return book.length === quantities.length && book.every(({ status }) => status === 'complete');
  });
  expect(quantitiesOf(rig, follower)).toEqual(quantities);
}

test('a follower that the file narrowed to dry_run keeps its way out', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: SPEED,
  });
  rig.master.placeByHand(BUY);
  await copied(rig, 1, [100]);
  await rig.stop();
  await rig.save(configText({ followers: { follower1: 'mode: dry_run' } }));
  await rig.start();
  rig.master.placeByHand(SELL);
  await copied(rig, 1, [100, -100]);
});

test('a follower that the file no longer names keeps its way out', async () => {
  const followers = { follower1: '', follower2: '' };
  const rig = await startRig({ config: configText({ followers }), speed: SPEED });
  rig.master.placeByHand(BUY);
  await copied(rig, 2, [100]);
  await rig.stop();
  await rig.save(configText({ followers: { follower1: '' } }));
  await rig.start();
  rig.master.placeByHand(SELL);
  await copied(rig, 1, [100, -100]);
  await copied(rig, 2, [100, -100]);
});

test('a changed multiplier does not change what a follower holds, and holds for what comes', async () => {
  const rig = await startRig({ followers: 1, config: times(0.5), speed: SPEED });
  rig.master.placeByHand(BUY);
  await copied(rig, 1, [50]);
  await rig.stop();
  await rig.save(times(0.2));
  await rig.start();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await copied(rig, 1, [50, 20]);
  rig.master.placeByHand({ ...SELL, quantity: 60 });
  await copied(rig, 1, [50, 20, -30]);
});

test('a follower that was narrowed and widened again by reloads is copied to from the next start on', async () => {
  const followers = { follower1: '' };
  const rig = await startRig({ followers: 1, config: configText({ followers }), speed: SPEED });
  await rig.reload(configText({ followers, mode: 'dry_run' }));
  await rig.reload(configText({ followers, top: '# again' }));
  await rig.stop();
  await rig.start();
  rig.master.placeByHand(BUY);
  await copied(rig, 1, [100]);
});
