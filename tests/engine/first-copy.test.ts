import { afterEach, expect, test } from 'vitest';
import { configText, Rig } from './rig.ts';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

test('an order of the master reaches both followers, scaled, and is followed to its end', async () => {
  rig = await Rig.create();
  const { follower } = { follower: (number: number) => rig!.follower(number) };
  await rig.start();
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until('both copies are complete', () =>
    [1, 2].every((number) =>
      follower(number)
        .orderBook()
        .some((row) => row.orderstatus === 'complete'),
    ),
  );
  expect(
    [1, 2].map((number) =>
      follower(number)
        .orderBook()
        .map((row) => row.quantity),
    ),
  ).toEqual([['5'], ['10']]);
  await rig.until(
    'both are known to be complete',
    () => rig!.ofType('outcome').filter(({ state }) => state === 'complete').length === 2,
  );
  await rig.stop();
  expect(rig.ofType('stopped').map(({ statistics }) => statistics)).toEqual([
    { copies: 2, successful: 2, failed: 0, pending: 0, skipped: 0 },
  ]);
});
void configText;
