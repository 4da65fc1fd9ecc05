/** dry_run: everything is decided, shown and recorded; nothing is placed, and only the master logs in. */
import { expect, test } from 'vitest';
import { configText, createRig, MASTER, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;

test('nothing is sent but the master’s reads, and followers need no credentials', async () => {
  const rig = await createRig({ mode: 'dry_run', config: configText({ mode: 'dry_run' }), speed: 10 });
  for (const name of Object.keys(rig.environment))
    if (name.startsWith('FOLLOWER_')) delete rig.environment[name];
  await rig.start();
  rig.master.placeByHand(BUY);
  rig.master.placeByHand({ ...BUY, side: 'SELL', quantity: 4 });
  await rig.until('all is decided', () => rig.decisions().length === 4);
  await rig.polled();
  const statistics = await rig.stop();
  expect(
    new Set(rig.simulator.requests.map(({ clientCode, endpoint }) => `${clientCode} ${endpoint}`)),
  ).toEqual(
    new Set(
      ['login', 'getOrderBook', 'getPosition', 'getAllHolding', 'logout'].map(
        (endpoint) => `${MASTER} ${endpoint}`,
      ),
    ),
  );
  expect(rig.verdicts()).toEqual([
    'follower1 copy ENTRY 5',
    'follower2 copy ENTRY 10',
    'follower1 copy EXIT 2',
    'follower2 copy EXIT 4',
  ]);
  expect((await rig.records()).map(({ follower, follower_order_id: id }) => [follower, id])).toEqual([
    ['follower1', null],
    ['follower2', null],
    ['follower1', null],
    ['follower2', null],
  ]);
  expect(statistics).toMatchObject({ failed: 0, pending: 0 });
});

test('a follower in dry_run is only shown beside one that is live', async () => {
  const followers = { follower1: 'mode: dry_run', follower2: '' };
  const rig = await startRig({ config: configText({ followers }), speed: 10 });
  rig.master.placeByHand(BUY);
  await rig.until('the live one has it', () => rig.copiesOf(2)[0]?.status === 'complete');
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until('the live one is out', () => rig.copiesOf(2)[1]?.status === 'complete');
  expect(rig.verdicts()).toHaveLength(4);
  expect(rig.simulator.requests.filter(({ clientCode }) => clientCode === 'F100001')).toEqual([]);
});

test('what was only shown is not held: live, nothing of it is sold', async () => {
  const rig = await startRig({ mode: 'dry_run', config: configText({ mode: 'dry_run' }), speed: 20 });
  rig.master.placeByHand(BUY);
  await rig.until('it is shown', () => rig.decisions().length === 2);
  await rig.stop();
  await rig.save(configText({ mode: 'live' }));
  await rig.start('live');
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.until('the new order is copied', () => rig.copiesOf(2)[0]?.status === 'complete');
  await rig.polled();
  expect([rig.copiesOf(1), rig.copiesOf(2)].map((copies) => copies.map(({ symbol }) => symbol))).toEqual([
    ['ITC-EQ'],
    ['ITC-EQ'],
  ]);
  expect(rig.verdicts().slice(2, 4)).toEqual([
    'follower1 skip NO_POSITION 0',
    'follower2 skip NO_POSITION 0',
  ]);
});

test('a follower that was in dry_run beside a live one starts flat when it goes live', async () => {
  const rig = await startRig({
    config: configText({ followers: { follower1: 'mode: dry_run', follower2: '' } }),
    speed: 20,
  });
  rig.master.placeByHand(BUY);
  await rig.until('the live one has it', () => rig.copiesOf(2)[0]?.status === 'complete');
  await rig.stop();
  await rig.save(configText({ followers: { follower1: '', follower2: '' } }));
  await rig.start();
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until('the one that holds it is out', () => rig.copiesOf(2)[1]?.status === 'complete');
  await rig.polled();
  expect(rig.copiesOf(1)).toEqual([]);
});
