/** What copies hold beside what the accounts hold. */
import { expect, test } from 'vitest';
import { configText, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;

test('a follower who sold a part by hand is told of, once; what it bought by hand is its own', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 240,
  });
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  rig.follower(1).placeByHand({ symbol: 'ITC-EQ', side: 'BUY', quantity: 7 });
  rig.follower(1).placeByHand({ ...BUY, side: 'SELL', quantity: 4 });
  const texts = () => rig.ofType('escalation').map(({ account, text }) => `${account}: ${text}`);
  await rig.until('it is told', () => texts().length > 0, 20_000);
  await rig.pass(400_000);
  const told =
    'follower1: the account holds 6 RELIANCE-EQ (intraday) where copies hold 10; `copytrade reconcile --fix` takes 4 out of the copies, or buy 4 to have them back';
  expect(texts()).toEqual([told]);
  rig.follower(1).placeByHand({ ...BUY, quantity: 4 });
  await rig.pass(400_000);
  rig.follower(1).placeByHand({ ...BUY, side: 'SELL', quantity: 4 });
  await rig.until('it is told again', () => texts().length > 1, 20_000);
  expect(texts()).toEqual([told, told]);
});

test('a position that was late in one reading is not told of', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 240,
  });
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  rig.trouble({
    kind: 'reply',
    account: 'F100001',
    endpoint: 'getPosition',
    body: { status: true, message: 'SUCCESS', errorcode: '', data: null },
  });
  await rig.until('the reading is late', () => rig.simulator.faults.list().length === 0, 20_000);
  await rig.pass(400_000);
  expect(rig.ofType('escalation')).toEqual([]);
});
