/** Push and poll merged: whatever gets lost, comes twice or too late, each order is copied once. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/simulator/faults.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { configText, MASTER, type Rig, startRig } from './rig.ts';

const MIRROR = { follower1: '' };
const SHARE = { symbol: 'RELIANCE-EQ', side: 'BUY' } as const;

function follow(feed: 'auto' | 'websocket' | 'poll', speed = 10): Promise<Rig> {
  const config = configText({ followers: MIRROR, master: [`feed: ${feed}`, 'poll_interval: 1s'] });
  return startRig({ followers: 1, config, speed });
}

/** Quantities that the follower has bought, in the order in which they came. */
function boughtBy(rig: Rig): number[] {
  return rig
    .copiesOf(1)
    .filter(({ status }) => status === 'complete')
    .map(({ quantity }) => quantity);
}

async function buy(rig: Rig, ...quantities: readonly number[]): Promise<void> {
  const before = rig.copiesOf(1).length;
  for (const quantity of quantities) rig.master.placeByHand({ ...SHARE, quantity });
  await rig.until(`${quantities.length} copies`, () => boughtBy(rig).length === before + quantities.length);
}

function viaOf(rig: Rig): Set<string> {
  return new Set(rig.ofType('master_order').map(({ via }) => via));
}

function feedNews(rig: Rig): string[] {
  return rig.ofType('feed').map(({ what }) => what);
}

test('a socket that is open and dead delays a copy by a poll, is noticed, and comes up again', async () => {
  const rig = await follow('auto');
  await rig.until('the socket is up', () => feedNews(rig).includes('push_up'));
  rig.trouble({ kind: 'push_silent', account: MASTER });
  await buy(rig, 1, 2);
  expect(viaOf(rig)).toEqual(new Set(['poll']));
  await rig.until('the silence is noticed', () => feedNews(rig).includes('push_down'));
  rig.simulator.faults.clear();
  await rig.until('it is up again', () => feedNews(rig).filter((what) => what === 'push_up').length === 2);
  await buy(rig, 3);
  await rig.polled();
  expect(boughtBy(rig)).toEqual([1, 2, 3]);
});

test.each(['push_dropped', 'push_duplicated', 'push_reordered'] as const)(
  'with %s each order is copied once',
  async (kind) => {
    const rig = await follow('auto');
    rig.trouble({ kind, account: MASTER, times: 'always' });
    await buy(rig, 1, 2, 3);
    await rig.polled(3);
    expect(boughtBy(rig).sort()).toEqual([1, 2, 3]);
    expect(rig.decisions()).toHaveLength(3);
  },
);

test('feed: poll opens no socket of the master and copies all the same', async () => {
  const rig = await follow('poll');
  await buy(rig, 1, 2);
  expect(rig.simulator.openFeeds(MASTER)).toBe(0);
  expect(viaOf(rig)).toEqual(new Set(['poll']));
});

describe('feed: websocket', () => {
  test('reads the book when the socket comes up again, for what happened meanwhile', async () => {
    const rig = await follow('websocket');
    await buy(rig, 1);
    const reads = rig.requestsOf(MASTER, 'getOrderBook');
    rig.trouble({ kind: 'handshake_refused', account: MASTER, status: 503, times: 2 });
    rig.simulator.disconnectFeeds(MASTER);
    await rig.until('the socket is down', () => feedNews(rig).includes('push_down'));
    await buy(rig, 2);
    expect(rig.requestsOf(MASTER, 'getOrderBook') - reads).toBeLessThanOrEqual(2);
    await buy(rig, 3);
    await rig.pass(3000);
    expect(boughtBy(rig)).toEqual([1, 2, 3]);
  });

  test('reads the book now and then all the same, for pushes that never came', async () => {
    const rig = await follow('websocket', 20);
    await rig.until('the socket is up', () => feedNews(rig).includes('push_up'));
    await rig.pass(3000);
    rig.trouble({ kind: 'push_dropped', account: MASTER, times: 'always' });
    await buy(rig, 1);
    expect(viaOf(rig)).toEqual(new Set(['poll']));
  });
});

test('polls that fail are told once, pushes copy meanwhile, and nothing is lost where both fail', async () => {
  const rig = await follow('auto');
  await rig.until('the socket is up', () => feedNews(rig).includes('push_up'));
  rig.trouble({ kind: 'html_page', account: MASTER, endpoint: 'getOrderBook', times: 'always' });
  await buy(rig, 1);
  await rig.until('failed polls are told', () => feedNews(rig).includes('poll_failed'));
  rig.trouble({ kind: 'push_dropped', account: MASTER, times: 'always' });
  rig.master.placeByHand({ ...SHARE, quantity: 2 });
  await rig.pass(5000);
  expect(boughtBy(rig)).toEqual([1]);
  rig.simulator.faults.clear();
  await rig.until('the other is copied', () => boughtBy(rig).length === 2);
  expect(feedNews(rig).filter((what) => what.startsWith('poll'))).toEqual(['poll_failed', 'poll_recovered']);
});

test('a book that was read before a push and arrives after it takes nothing back', async () => {
  const rig = await follow('auto');
  await rig.until('the socket is up', () => feedNews(rig).includes('push_up'));
  const { orderId } = rig.master.placeByHand({ ...SHARE, quantity: 10, price: 1400 });
  await rig.polled(1);
  rig.trouble({ kind: 'delay', account: MASTER, endpoint: 'getOrderBook', delayMs: 3000 });
  await rig.until('the old book is on its way', () =>
    rig.simulator.requests.some(({ fault }) => fault === 'delay'),
  );
  rig.master.fill(orderId, 4);
  rig.master.cancel(orderId);
  rig.simulator.setPrice('RELIANCE-EQ', 1399);
  await rig.until('the part is copied', () => boughtBy(rig).length === 1);
  rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 4 });
  await rig.until('both are out', () => rig.copiesOf(1).length === 2);
  await rig.polled(4);
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 4', 'follower1 copy EXIT 4']);
  expect(rig.holdingsOf(1)).toEqual({});
});

test.each([1, 2, 3])(
  'in a storm of lost, doubled and late messages each order is copied once (seed %i)',
  async (seed) => {
    const random = createRandom(seed, 'storm');
    const rig = await follow('auto');
    const kinds = ['push_dropped', 'push_duplicated', 'push_reordered'] as const;
    const reads = ['reset', 'html_page', 'throttled', 'truncated', 'delay', 'empty_object'] as const;
    const quantities = Array.from({ length: 24 }, (_, index) => index + 1);
    for (const quantity of quantities) {
      const read: Fault = {
        kind: reads[random.integer(reads.length)] ?? 'reset',
        account: MASTER,
        endpoint: 'getOrderBook',
        delayMs: random.integer(1500),
      };
      if (random.integer(2) === 0)
        rig.trouble({
          kind: kinds[random.integer(kinds.length)] ?? 'push_dropped',
          account: MASTER,
          times: 1 + random.integer(4),
        });
      const isTroubled = rig.simulator.faults.list().some((fault) => 'endpoint' in fault);
      if (!isTroubled && random.integer(2) === 0) rig.trouble(read);
      if (random.integer(8) === 0) rig.simulator.disconnectFeeds(MASTER);
      rig.master.placeByHand({ ...SHARE, quantity });
      await rig.pass(random.integer(700));
    }
    const byQuantity = () => boughtBy(rig).sort((a, b) => a - b);
    await rig.until('all are copied', () => boughtBy(rig).length >= quantities.length);
    await rig.polled(3);
    expect(byQuantity()).toEqual(quantities);
    rig.master.placeByHand({ ...SHARE, side: 'SELL', quantity: 300 });
    await rig.until('the follower is flat', () => Object.keys(rig.holdingsOf(1)).length === 0);
    await rig.polled();
    expect(rig.copiesOf(1)).toHaveLength(quantities.length + 1);
  },
);
