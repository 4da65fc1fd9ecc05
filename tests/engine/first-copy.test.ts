import { expect, test } from 'vitest';
import { startRig } from './rig.ts';

test('an order of the master reaches both followers, scaled, and is followed to its end', async () => {
  const rig = await startRig({ speed: 1 });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until(
    'both are known to be complete',
    () => rig.ofType('outcome').filter(({ state }) => state === 'complete').length === 2,
  );
  expect([rig.copiesOf(1), rig.copiesOf(2)]).toEqual([
    [{ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 5, filled: 5, status: 'complete' }],
    [{ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10, filled: 10, status: 'complete' }],
  ]);
  expect(await rig.stop()).toEqual({ copies: 2, successful: 2, failed: 0, pending: 0, skipped: 0 });
});
