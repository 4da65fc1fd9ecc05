/** After-market orders with `copy_on: placed`: their ids change when the exchange opens, and a push does not say from what. */
import { expect, test } from 'vitest';
import { configText, MASTER, type Rig, startRig } from './rig.ts';

const PLACED = configText({ top: 'copy_on: placed', followers: { follower1: 'quantity: mirror' } });
/** Far below the market. */
const RESTING = { symbol: 'SBIN-EQ', side: 'BUY', quantity: 10, price: 850 } as const;

async function resting(): Promise<Rig> {
  const rig = await startRig({ followers: 1, config: PLACED });
  await rig.until('the socket is up', () => rig.simulator.openFeeds(MASTER) > 0);
  rig.simulator.setMarketHours('closed');
  rig.master.placeByHand(RESTING);
  await rig.until('it is copied', () => rig.copiesOf(1).length === 1);
  await rig.polled();
  return rig;
}

function decided(rig: Rig): unknown[] {
  return rig.decisions().map(({ action, reason, quantity }) => [action, reason, quantity]);
}

test('an order whose new id is pushed before the book has it is not copied again', async () => {
  const rig = await resting();
  rig.simulator.setMarketHours('always');
  await rig.polled();
  expect(decided(rig)).toEqual([['copy', 'ENTRY', 10]]);
  expect(rig.copiesOf(1)).toHaveLength(1);
});

test('another order like it is copied as soon as the book tells that it is another one', async () => {
  const rig = await resting();
  rig.master.placeByHand(RESTING);
  await rig.until('both are copied', () => rig.copiesOf(1).length === 2);
  rig.simulator.setMarketHours('always');
  await rig.polled();
  rig.simulator.setPrice('SBIN-EQ', 840);
  await rig.until('both are filled', () => rig.copiesOf(1).every(({ filled }) => filled === 10));
  expect(decided(rig)).toHaveLength(2);
});

test('while the book cannot be read, what has not filled waits, and what has filled is decided and told', async () => {
  const rig = await resting();
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getOrderBook', times: 'always' });
  rig.simulator.releaseAfterMarketOrders(MASTER);
  await rig.pass(10_000);
  expect(decided(rig)).toHaveLength(1);
  rig.simulator.setPrice('SBIN-EQ', 840);
  await rig.until('it is told', () =>
    rig.ofType('escalation').some(({ text }) => /under another id/.test(text)),
  );
});
