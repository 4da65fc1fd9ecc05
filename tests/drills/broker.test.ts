/** The broker at its worst, one drill a test. What is drilled elsewhere is listed in docs/reliability.md. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import type { OrderReading } from '../../src/brokers/port.ts';
import { createRandom } from '../../src/simulator/random.ts';
import { startTunnelProxy } from '../brokers/angelone/loopback.ts';
import { HastenedClock } from '../engine/hastened-clock.ts';
import { codeOf, configText, createRig, MASTER, type Rig, startRig } from '../engine/rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 10, 23, 4, 30, 0);

function mirrors(count: number, top = ''): string {
  const names = Array.from({ length: count }, (_, index) => [`follower${index + 1}`, ''] as const);
  return configText({ followers: Object.fromEntries(names), top });
}

function complete(rig: Rig, follower: number): string[] {
  const done = rig.copiesOf(follower).filter(({ status }) => status === 'complete');
  return done.map(({ side, quantity, symbol }) => `${side} ${quantity} ${symbol}`);
}

function stateOf(rig: Rig, follower: number): string | undefined {
  return rig.outcomesOf(`follower${follower}`).at(-1)?.state;
}

test('look-up down for ten minutes: nothing is sent again, somebody is called, and in the end it is known', async () => {
  const rig = await startRig({ followers: 2, config: mirrors(2), speed: 100 });
  const account = codeOf(1);
  await rig.until('its book has been looked at', () => rig.requestsOf(account, 'getOrderBook') > 0);
  rig.trouble(
    { kind: 'reset', account, endpoint: 'placeOrder', accepted: true },
    { kind: 'server_error', account, endpoint: 'getOrderBook', times: 'always' },
    { kind: 'push_dropped', account, times: 'always' },
  );
  rig.master.placeByHand(BUY);
  await rig.until('the other has it', () => stateOf(rig, 2) === 'complete');
  await rig.pass(TEN_MINUTES);
  expect([stateOf(rig, 1), rig.requestsOf(account, 'placeOrder')]).toEqual(['unknown', 1]);
  const called = rig.ofType('escalation').map((event) => `${event.account}: ${event.text}`);
  expect(called).toEqual([
    expect.stringMatching(/^follower1: what became of buy 10 RELIANCE-EQ .* is not known$/),
  ]);
  rig.simulator.faults.clear();
  await rig.until('it is known', () => stateOf(rig, 1) === 'complete');
  rig.master.placeByHand(SELL);
  await rig.until('both are out', () => [1, 2].every((number) => complete(rig, number).length === 2));
});

test('an order that shows up in the book 30 s late is waited for, and never sent again', async () => {
  const rig = await startRig({ followers: 1, config: mirrors(1), speed: 20 });
  const account = codeOf(1);
  rig.trouble({ kind: 'push_dropped', account, times: 'always' });
  rig.trouble({ kind: 'hang', account, endpoint: 'placeOrder', accepted: true, hiddenMs: 30_000 });
  rig.master.placeByHand(BUY);
  await rig.until('it is looked for', () => stateOf(rig, 1) === 'unknown');
  await rig.until('it is found', () => stateOf(rig, 1) === 'complete');
  await rig.pass(60_000);
  expect([complete(rig, 1), rig.requestsOf(account, 'placeOrder')]).toEqual([['BUY 10 RELIANCE-EQ'], 1]);
});

/** The master's book as it is now, as the feed would read it. */
function readingsOf(rig: Rig): OrderReading[] {
  return rig.master.orderBook().map((row) => readOrderRow({ ...row }));
}

test('each message a hundred times and all of them shuffled: each order is copied once', async () => {
  const rig = await startRig({ followers: 2, config: mirrors(2), speed: 10 });
  rig.trouble({ kind: 'push_silent', account: MASTER });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getOrderBook', times: 'always' });
  const resting = { side: 'BUY', quantity: 10, price: 1460 } as const;
  const orders = [1, 2, 3].map((units) =>
    rig.master.placeByHand({ ...BUY, ...resting, quantity: units * 10 }),
  );
  await rig.pass(100);
  const messages = readingsOf(rig);
  for (const { orderId } of orders) rig.master.fill(orderId, 5);
  messages.push(...readingsOf(rig));
  for (const { orderId } of orders) rig.master.complete(orderId);
  messages.push(...readingsOf(rig));
  const random = createRandom(7, 'shuffle');
  const many = messages.flatMap((message) => Array.from({ length: 100 }, () => message));
  for (const message of many.map((one) => ({ one, at: random.integer(1e9) })).sort((a, b) => a.at - b.at))
    rig.engine.takeReading(message.one, 'push');
  rig.simulator.setPrice('RELIANCE-EQ', 1459);
  const expected = [10, 20, 30].map((units) => `BUY ${units} RELIANCE-EQ`);
  await rig.until('all are copied', () => [1, 2].every((number) => complete(rig, number).length === 3));
  rig.simulator.faults.clear();
  await rig.polled();
  expect([1, 2].map((number) => complete(rig, number).sort())).toEqual([expected, expected]);
  expect(rig.verdicts()).toHaveLength(6);
});

test('a token that expires in the middle of a burst: one new login, and each copy once', async () => {
  const rig = await startRig({ followers: 2, config: mirrors(2), speed: 10 });
  const units = Array.from({ length: 14 }, (_, index) => index + 1);
  for (const quantity of units) {
    rig.master.placeByHand({ ...BUY, quantity });
    if (quantity === 7) {
      await rig.until('the first have left', () => rig.requestsOf(codeOf(1), 'placeOrder') >= 3);
      rig.simulator.endSessions();
    }
  }
  await rig.until('all are copied', () => [1, 2].every((number) => complete(rig, number).length === 14));
  await rig.polled();
  const bought = [1, 2].map((number) =>
    rig
      .copiesOf(number)
      .map(({ quantity }) => quantity)
      .sort((a, b) => a - b),
  );
  expect(bought).toEqual([units, units]);
  expect([1, 2].map((number) => rig.requestsOf(codeOf(number), 'login'))).toEqual([2, 2]);
});

test('a 403 that throttles is looked up and logs nobody in; a 403 for the session logs in once and goes again', async () => {
  const rig = await startRig({ followers: 2, config: mirrors(2), speed: 20 });
  const expired = { status: false, message: 'Invalid Token', errorcode: 'AG8001', data: null };
  rig.trouble(
    { kind: 'throttled', account: codeOf(1), endpoint: 'placeOrder', accepted: true },
    { kind: 'reply', account: codeOf(2), endpoint: 'placeOrder', status: 403, body: expired },
  );
  rig.master.placeByHand(BUY);
  await rig.until('both have it', () => [1, 2].every((number) => stateOf(rig, number) === 'complete'));
  await rig.pass(50_000);
  const asked = (endpoint: 'login' | 'placeOrder') =>
    [1, 2].map((number) => rig.requestsOf(codeOf(number), endpoint));
  expect({ logins: asked('login'), orders: asked('placeOrder') }).toEqual({ logins: [1, 2], orders: [1, 2] });
  expect([1, 2].map((number) => complete(rig, number))).toEqual([
    ['BUY 10 RELIANCE-EQ'],
    ['BUY 10 RELIANCE-EQ'],
  ]);
});

test('an address that is not registered (AG7002) is said in the broker’s words, and the others trade', async () => {
  const rig = await startRig({
    config: mirrors(2),
    speed: 20,
    accounts: { follower1: { allowedAddresses: ['127.0.0.77'] } },
  });
  rig.master.placeByHand(BUY);
  await rig.until('both have ended', () => stateOf(rig, 1) === 'refused' && stateOf(rig, 2) === 'complete');
  await rig.pass(60_000);
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
  rig.master.placeByHand(SELL);
  await rig.until('the other is out', () => complete(rig, 2).length === 2);
  await rig.stop();
  const records = await rig.records();
  expect(records.filter(({ follower }) => follower === 'follower1')).toEqual([
    expect.objectContaining({
      success: false,
      error: expect.stringMatching(/Unregistered IP address.*AG7002/),
    }),
  ]);
});

test('a follower that hangs for a minute holds up nobody: the others are in and out before it answers once', async () => {
  const rig = await startRig({ followers: 3, config: mirrors(3), speed: 10 });
  const account = codeOf(1);
  const slow = { kind: 'delay', account, delayMs: 60_000, times: 'always' } as const;
  rig.trouble(
    { ...slow, endpoint: 'placeOrder' },
    { ...slow, endpoint: 'getOrderBook' },
    { ...slow, endpoint: 'getPosition' },
  );
  const symbols = ['RELIANCE-EQ', 'ITC-EQ', 'SBIN-EQ'];
  for (const symbol of symbols) rig.master.placeByHand({ ...BUY, symbol });
  await rig.until('the others are in', () => [2, 3].every((number) => complete(rig, number).length === 3));
  for (const symbol of symbols) rig.master.placeByHand({ ...SELL, symbol });
  await rig.until('the others are out', () => [2, 3].every((number) => complete(rig, number).length === 6));
  const answered = rig.simulator.requests.filter(
    ({ clientCode, endpoint, status }) =>
      clientCode === account && endpoint === 'placeOrder' && status !== null,
  );
  expect(answered).toEqual([]);
});

test.each([
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
])('a machine whose clock is %s copies entries and exits all the same', async (_, wrongBy) => {
  const rig = await createRig({
    followers: 1,
    config: mirrors(1),
    speed: 10,
    startAtMs: MONDAY + wrongBy,
    simulator: { clock: new HastenedClock(10, MONDAY) },
  });
  await rig.start();
  rig.master.placeByHand(BUY);
  await rig.until('the follower is in', () => complete(rig, 1).length === 1);
  rig.master.placeByHand(SELL);
  await rig.until('the follower is out', () => complete(rig, 1).length === 2);
  await rig.polled();
  expect(complete(rig, 1)).toEqual(['BUY 10 RELIANCE-EQ', 'SELL 10 RELIANCE-EQ']);
});

test('each account’s traffic leaves from its own address, or through its own proxy', async () => {
  const proxy = await startTunnelProxy(undefined, '127.0.0.23');
  const followers = {
    follower1: 'network: { local_address: 127.0.0.21 }',
    follower2: 'network: { local_address: 127.0.0.22 }',
    follower3: `network: { proxy: "http://127.0.0.1:${proxy.port}" }`,
    follower4: '',
  };
  const rig = await startRig({ followers: 4, config: configText({ followers }), speed: 10 });
  const numbers = [1, 2, 3, 4];
  rig.master.placeByHand(BUY);
  await rig.until('all are in', () => numbers.every((number) => stateOf(rig, number) === 'complete'));
  rig.master.placeByHand(SELL);
  await rig.until('all are out', () => numbers.every((number) => complete(rig, number).length === 2));
  await rig.stop();
  const addresses = [MASTER, ...numbers.map(codeOf)].map((code) => {
    const own = rig.simulator.requests.filter(({ clientCode }) => clientCode === code);
    return [...new Set(own.map(({ remoteAddress }) => remoteAddress))];
  });
  const [direct, first, second, proxied] = ['127.0.0.1', '127.0.0.21', '127.0.0.22', '127.0.0.23'];
  expect(addresses).toEqual([[direct], [first], [second], [proxied], [direct]]);
});
