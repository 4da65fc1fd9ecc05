/** A follower whose login takes long keeps nobody waiting, and misses nothing that is still fresh. */
import { expect, test } from 'vitest';
import { codeOf, configText, createRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const TWO = configText({ followers: { follower1: '', follower2: '' } });

test('the others trade while one follower still logs in; then it gets its copy as well', async () => {
  const rig = await createRig({ followers: 2, config: TWO, speed: 10 });
  rig.trouble({ kind: 'delay', account: codeOf(2), endpoint: 'login', delayMs: 20_000 });
  await rig.start();
  const loggedIn = () => rig.ofType('account').filter(({ state }) => state === 'open');
  expect(loggedIn().map(({ account }) => account)).toEqual(['master', 'follower1']);
  rig.master.placeByHand(BUY);
  await rig.until('the one is in', () => rig.copiesOf(1)[0]?.status === 'complete');
  expect([loggedIn().length, rig.copiesOf(2)]).toEqual([2, []]);
  await rig.until('the other is in', () => rig.copiesOf(2)[0]?.status === 'complete');
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until('both are out', () =>
    [1, 2].every((number) => rig.copiesOf(number).filter(({ status }) => status === 'complete').length === 2),
  );
  expect([1, 2].map((number) => rig.holdingsOf(number))).toEqual([{}, {}]);
});
