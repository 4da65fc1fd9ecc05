/** What a broker leaves open is settled by its book, never by guessing. */
import { expect, test } from 'vitest';
import type { Fault } from '../../src/simulator/faults.ts';
import { codeOf, configText, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const BOUGHT = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10, filled: 10, status: 'complete' };
const SOLD = { ...BOUGHT, side: 'SELL' };

function mirrors(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Object.fromEntries(numbers.map((number) => [`follower${number}`, '']));
}

function onPlacing(follower: number, fault: object): Fault {
  return { kind: 'reset', account: codeOf(follower), endpoint: 'placeOrder', ...fault };
}

function hasEnded(rig: Rig, follower: number): boolean {
  const states = rig.outcomesOf(`follower${follower}`).map(({ state }) => state);
  return (
    states.length > 0 &&
    states.every((state) => ['complete', 'refused', 'rejected', 'cancelled'].includes(state))
  );
}

test('a copy that was taken although the reply was lost is found by its tag, and never sent again', async () => {
  const kinds = [
    'hang',
    'reset',
    'server_error',
    'html_page',
    'empty_object',
    'throttled',
    'empty_body',
    'truncated',
  ] as const;
  const followers = kinds.length + 1;
  const rig = await startRig({ followers, config: configText({ followers: mirrors(followers) }), speed: 10 });
  rig.trouble(...kinds.map((kind, index) => onPlacing(index + 1, { kind, accepted: true })));
  rig.master.placeByHand(BUY);
  const all = Array.from({ length: followers }, (_, index) => index + 1);
  await rig.until('the one without trouble is not held up', () => hasEnded(rig, followers), 1500);
  await rig.until('all are known to be complete', () => all.every((number) => hasEnded(rig, number)));
  expect(all.map((number) => rig.copiesOf(number))).toEqual(all.map(() => [BOUGHT]));
  expect(all.map((number) => rig.requestsOf(codeOf(number), 'placeOrder'))).toEqual(all.map(() => 1));
  expect(await rig.stop()).toEqual({
    copies: followers,
    successful: followers,
    failed: 0,
    pending: 0,
    skipped: 0,
  });
  expect((await rig.records()).map(({ success, error }) => ({ success, error }))).toEqual(
    all.map(() => ({ success: true, error: null })),
  );
});

test('a copy that never arrived is sent once more under the same tag, when the book has not shown it for long enough', async () => {
  const rig = await startRig({ speed: 20 });
  rig.trouble(onPlacing(1, {}));
  rig.master.placeByHand(BUY);
  await rig.until('both are complete', () => hasEnded(rig, 1) && hasEnded(rig, 2));
  const sent = rig.simulator.requests.filter(
    ({ endpoint, clientCode }) => endpoint === 'placeOrder' && clientCode === codeOf(1),
  );
  expect(sent.map(({ body }) => body)).toEqual([sent[0]?.body, sent[0]?.body]);
  const [first, second] = sent.map(({ atMs }) => atMs);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(40_000);
  expect(rig.copiesOf(1)).toEqual([{ ...BOUGHT, quantity: 5, filled: 5 }]);
});

test('a book that cannot be read for a while says nothing: the copy in it is not sent again', async () => {
  const rig = await startRig({ speed: 30 });
  const account = codeOf(1);
  rig.trouble(onPlacing(1, { accepted: true }), {
    kind: 'server_error',
    account,
    endpoint: 'getOrderBook',
    times: 'always',
  });
  // Pushes would tell of the copy.
  rig.simulator.faults.add({ kind: 'push_dropped', account, times: 'always' });
  rig.master.placeByHand(BUY);
  await rig.until('many failed reads', () => rig.requestsOf(account, 'getOrderBook') > 45);
  rig.simulator.faults.clear();
  await rig.until('it is known to be complete', () => hasEnded(rig, 1));
  await rig.pass(50_000);
  expect(rig.requestsOf(account, 'placeOrder')).toBe(1);
  expect(rig.copiesOf(1)).toHaveLength(1);
});

test('an entry that keeps getting lost is given up when it has become old, and recorded as failed', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 30 });
  rig.trouble(onPlacing(1, { times: 'always' }));
  rig.master.placeByHand(BUY);
  await rig.until('it is given up', () => hasEnded(rig, 1));
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(2);
  await rig.stop();
  expect(await rig.records()).toMatchObject([
    {
      success: false,
      error: expect.stringMatching(/^not placed: .*; its tag is not in the book \(ABSENT\)$/),
    },
  ]);
});

test('an exit that keeps getting lost goes again until it is out, and somebody is called once a stage', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 40 });
  rig.master.placeByHand(BUY);
  await rig.until('the entry is complete', () => hasEnded(rig, 1));
  rig.trouble(onPlacing(1, { times: 'always' }));
  rig.master.placeByHand(SELL);
  await rig.until('more than any number of tries', () => rig.requestsOf(codeOf(1), 'placeOrder') > 5, 20_000);
  rig.simulator.faults.clear();
  await rig.until('the exit is complete', () => rig.copiesOf(1)[1]?.status === 'complete');
  expect(rig.copiesOf(1)).toEqual([BOUGHT, SOLD]);
  const why = 'not placed: no whole reply came (ECONNRESET); its tag is not in the book';
  expect(rig.ofType('escalation').map(({ text, alert }) => [alert, text])).toEqual([
    ['EXIT_NOT_OUT', `the exit of 10 RELIANCE-EQ did not leave: ${why}; it goes again at once`],
    [
      'EXIT_NOT_OUT',
      expect.stringMatching(/^the exit of 10 RELIANCE-EQ has not left for \d+ s: .*; it goes again at once$/),
    ],
  ]);
});

test('an entry in doubt is not sent again after the master is out: nobody is left in', async () => {
  const rig = await startRig({ speed: 30 });
  rig.trouble(onPlacing(1, {}));
  rig.master.placeByHand(BUY);
  await rig.until(
    'one is in, the other in doubt',
    () => hasEnded(rig, 2) && rig.outcomesOf('follower1').length === 1,
  );
  rig.master.placeByHand(SELL);
  await rig.until('the entry in doubt is settled', () =>
    rig.outcomesOf('follower1').every(({ state }) => state !== 'unknown'),
  );
  await rig.pass(70_000);
  expect([rig.holdingsOf(1), rig.holdingsOf(2)]).toEqual([{}, {}]);
  expect(rig.copiesOf(1)).toEqual([]);
});

test('an entry in doubt of which the master has sold a part goes again only where others made room for that', async () => {
  const followers = { follower1: '', follower2: '' };
  const rig = await startRig({ config: configText({ followers }), speed: 30 });
  rig.trouble(onPlacing(1, {}));
  rig.master.placeByHand({ ...BUY, quantity: 20 });
  await rig.until(
    'one is in, the other in doubt',
    () => hasEnded(rig, 2) && rig.outcomesOf('follower1').length === 1,
  );
  rig.trouble(onPlacing(2, {}));
  rig.master.placeByHand(BUY);
  await rig.until('the second is in doubt too', () =>
    rig.outcomesOf('follower2').some(({ state }) => state === 'unknown'),
  );
  rig.master.placeByHand({ ...SELL, quantity: 6 });
  await rig.until(
    'nothing is in doubt any more',
    () => [1, 2].every((number) => hasEnded(rig, number)),
    20_000,
  );
  await rig.pass(60_000);
  expect(rig.holdingsOf(2)).toEqual({ 'RELIANCE-EQ': 24 });
  rig.master.placeByHand({ ...SELL, quantity: 24 });
  await rig.until('everybody is out', () =>
    [1, 2].every((number) => Object.keys(rig.holdingsOf(number)).length === 0),
  );
  await rig.pass(60_000);
  expect([rig.holdingsOf(1), rig.holdingsOf(2)]).toEqual([{}, {}]);
});

test('two exits share what a part-filled entry brought, and neither is left behind', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }) });
  rig.simulator.faults.add({ kind: 'order_hidden', account: codeOf(1), endpoint: 'placeOrder', delayMs: 0 });
  rig.master.placeByHand({ ...BUY, quantity: 100, price: 1465, script: [{ do: 'complete' }] });
  await rig.until('the entry rests', () => rig.copiesOf(1)[0]?.status === 'open');
  const entry = rig.follower(1).orderBook()[0]?.orderid ?? '';
  rig.follower(1).fill(entry, 60);
  rig.master.placeByHand({ ...SELL, quantity: 50 });
  rig.master.placeByHand({ ...SELL, quantity: 50 });
  await rig.until('all has ended', () => rig.outcomesOf('follower1').length === 2 + 1 && hasEnded(rig, 1));
  await rig.polled();
  expect(rig.holdingsOf(1)).toEqual({});
  expect(rig.copiesOf(1)[0]).toMatchObject({ filled: 60, status: 'cancelled' });
});

test('a new entry is not cancelled by an exit that was decided before it', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }) });
  rig.master.placeByHand({ ...BUY, price: 1465, script: [{ do: 'complete' }] });
  await rig.until('the entry rests', () => rig.copiesOf(1)[0]?.status === 'open');
  // The exit waits for the end of the first entry.
  rig.trouble({ kind: 'delay', account: codeOf(1), endpoint: 'cancelOrder', delayMs: 2000 });
  rig.master.placeByHand({ ...SELL, script: [{ do: 'complete' }] });
  rig.master.placeByHand({ ...BUY, quantity: 7, price: 1464, script: [{ do: 'complete' }] });
  await rig.until('the first entry is cancelled', () => rig.copiesOf(1)[0]?.status === 'cancelled');
  await rig.pass(5000);
  expect(rig.copiesOf(1)).toMatchObject([
    { quantity: 10, status: 'cancelled' },
    { quantity: 7, status: 'open' },
  ]);
});

test('more entries than the rate allows, and the master is out before all have left: nobody is left in', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 10 });
  for (let count = 0; count < 70; count += 1)
    rig.master.placeByHand({ ...BUY, script: [{ do: 'complete' }] });
  rig.master.placeByHand({ ...SELL, quantity: 700, script: [{ do: 'complete' }] });
  await rig.until('the exit is out', () =>
    rig.copiesOf(1).some(({ side, status }) => side === 'SELL' && status === 'complete'),
  );
  await rig.pass(15_000);
  expect(rig.holdingsOf(1)).toEqual({});
  expect(rig.copiesOf(1).every(({ status }) => status === 'complete')).toBe(true);
  expect(rig.simulator.requests.filter(({ status }) => status === 403)).toEqual([]);
});

test('orders that meet an expired token are sent under one new login, also when an answer is slow', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 20 });
  rig.trouble(
    onPlacing(1, { kind: 'expired_token' }),
    onPlacing(1, { kind: 'expired_token', delayMs: 45_000 }),
  );
  rig.master.placeByHand(BUY);
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  await rig.until('both have ended', () => rig.outcomesOf('follower1').length === 2 && hasEnded(rig, 1));
  expect(rig.outcomesOf('follower1').map(({ state }) => state)).toEqual(['complete', 'complete']);
  expect(rig.requestsOf(codeOf(1), 'login')).toBe(2);
});

test('an exit that is refused for the session goes again, for what is held then, and is counted', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 20 });
  rig.master.placeByHand(BUY);
  await rig.until('the follower is in', () => hasEnded(rig, 1));
  rig.trouble(onPlacing(1, { kind: 'expired_token', times: 2 }));
  rig.master.placeByHand(SELL);
  await rig.until('it is refused', () => rig.ofType('escalation').length === 1, 20_000);
  rig.follower(1).placeByHand({ ...SELL, quantity: 4 });
  await rig.until('the rest is out', () => Object.keys(rig.holdingsOf(1)).length === 0);
  rig.master.placeByHand(BUY);
  await rig.until('the follower is in again', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  rig.master.placeByHand(SELL);
  await rig.until('the follower is out again', () => Object.keys(rig.holdingsOf(1)).length === 0);
  expect(rig.copiesOf(1).map(({ side, quantity }) => `${side} ${quantity}`)).toEqual([
    'BUY 10',
    'SELL 4',
    'SELL 6',
    'BUY 10',
    'SELL 10',
  ]);
});

test('what comes in after the master is out is said aloud', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 10 });
  rig.master.placeByHand({ ...BUY, price: 1465, script: [{ do: 'complete' }] });
  await rig.until('the entry rests', () => rig.copiesOf(1)[0]?.status === 'open');
  const entry = rig.follower(1).orderBook()[0]?.orderid ?? '';
  rig.follower(1).fill(entry, 4);
  // The broker acknowledges the cancellation, and does nothing.
  const body = { status: true, message: 'SUCCESS', errorcode: '', data: { orderid: entry } };
  rig.trouble({ kind: 'reply', account: codeOf(1), endpoint: 'cancelOrder', body, times: 'always' });
  rig.master.placeByHand({ ...SELL, script: [{ do: 'complete' }] });
  await rig.until('the part is out', () => rig.copiesOf(1)[1]?.status === 'complete');
  rig.follower(1).fill(entry, 6);
  await rig.until('it is said', () => rig.ofType('escalation').length === 2);
  expect(rig.ofType('escalation').map(({ text }) => text)).toEqual([
    'the exit of RELIANCE-EQ is 4 units, 6 fewer than decided: the account holds 4',
    '10 units of RELIANCE-EQ came in after the master was out: they are still held',
  ]);
});

test('of several slices only the one that never arrived is sent again', async () => {
  const rig = await startRig({ followers: 1, config: configText({ followers: mirrors(1) }), speed: 20 });
  const option = rig.symbolOf('NIFTY', 'OPTIDX');
  rig.trouble(onPlacing(1, {}), onPlacing(1, { kind: 'server_error', accepted: true }));
  // Twice what the exchange takes at once, and two lots more.
  rig.master.placeByHand({ ...BUY, symbol: option, quantity: 2 * 1755 + 130, script: [{ do: 'complete' }] });
  await rig.until('all slices are complete', () => rig.holdingsOf(1)[option] === 2 * 1755 + 130);
  await rig.pass(50_000);
  const quantities = rig.copiesOf(1).map(({ quantity }) => quantity);
  expect(quantities.sort((a, b) => a - b)).toEqual([130, 1755, 1755]);
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(4);
});

test('positions that are late, broken or not told in time keep nobody in', async () => {
  const rig = await startRig({ followers: 3, config: configText({ followers: mirrors(3) }) });
  rig.master.placeByHand(BUY);
  await rig.until('all are in', () => [1, 2, 3].every((number) => hasEnded(rig, number)));
  const late = { status: true, message: 'SUCCESS', errorcode: '', data: null };
  rig.trouble(
    { kind: 'reply', account: codeOf(1), endpoint: 'getPosition', body: late },
    { kind: 'html_page', account: codeOf(2), endpoint: 'getPosition', times: 'always' },
    { kind: 'delay', account: codeOf(3), endpoint: 'getPosition', delayMs: 20_000, times: 'always' },
  );
  rig.master.placeByHand(SELL);
  await rig.until('all are out', () =>
    [1, 2, 3].every((number) => rig.copiesOf(number)[1]?.status === 'complete'),
  );
  expect([1, 2, 3].map((number) => rig.copiesOf(number))).toEqual([1, 2, 3].map(() => [BOUGHT, SOLD]));
  expect(rig.ofType('escalation')).toEqual([]);
});
