import { expect, test } from 'vitest';
import type { OrderFeedEvents, OrderReading, Reading } from '../../src/brokers/port.ts';
import { MasterFeed } from '../../src/engine/master/master-feed.ts';
import { orderOf } from '../core/generated-day.ts';

/** A turn of the event loop: what was answered has been taken in. */
const settled = () => new Promise(setImmediate);

function reading(raw: string, change: object): OrderReading {
  const [order] = orderOf(1);
  if (!order) throw new Error('there is no order');
  return { ok: true, order: { ...order, filledQuantity: 0, terminal: false, ...change }, raw: { raw } };
}

test('a book whose reading began before a push is asked again, unless it tells of more', async () => {
  const answers: ((book: Reading<readonly OrderReading[]>) => void)[] = [];
  const wakes: (() => void)[] = [];
  const pushes: OrderFeedEvents[] = [];
  const told: unknown[] = [];
  let now = 0;
  const gate = {
    broker: {
      capabilities: { orderPush: 'lossy' as const },
      openOrderFeed: (events: OrderFeedEvents) => {
        pushes.push(events);
        return { close: () => Promise.resolve() };
      },
    },
    readOrderBook: () => new Promise<Reading<readonly OrderReading[]>>((resolve) => answers.push(resolve)),
  };
  const sleep = () => new Promise<void>((resolve) => wakes.push(resolve));
  const clock = { now: () => now, monotonic: () => now, sleep };
  const silent = () => {};
  const feed = new MasterFeed(gate, { feed: 'auto', pollIntervalMs: 1_000 }, clock, {
    onReading: ({ raw }, via) => told.push([via, raw]),
    onMissed: silent,
    onPollFailed: silent,
    onPollRecovered: silent,
    onPushConnected: silent,
    onPushDisconnected: silent,
  });
  feed.start();
  now = 1;
  pushes[0]?.onOrder(reading('changed', {}));
  const [same, other] = [reading('before', {}), reading('filled', { orderId: '2', filledQuantity: 65 })];
  pushes[0]?.onOrder(reading('open', { orderId: '2' }));
  const book = { ok: true, value: [same, other] } as const;
  answers[0]?.(book);
  await settled();
  expect(told).toEqual([
    ['push', { raw: 'changed' }],
    ['push', { raw: 'open' }],
    ['poll', { raw: 'filled' }],
  ]);
  now = 1_000;
  wakes[0]?.();
  await settled();
  answers[1]?.(book);
  await settled();
  expect(told.slice(3)).toEqual([['poll', { raw: 'before' }]]);
});
