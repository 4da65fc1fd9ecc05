/** Copies beside accounts while no engine runs: the journal is read, and only the ledger can be mended. */
import { expect, onTestFinished, test } from 'vitest';
import { openStoppedLedger, type Stopped } from '../../src/composition/reconcile-stopped.ts';
import type { ReconcileWish } from '../../src/control/protocol.ts';
import { BOUNDS } from '../../src/engine/bounds.ts';
import { configText, createRig, type Rig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const IN_SYNC = 'RELIANCE-EQ 10 10 in_sync';

/** A rig whose engine has copied one order. */
async function holding(startAtMs?: number): Promise<Rig> {
  const rig = await createRig({
    followers: 1,
    config: configText({ followers: { follower1: '' } }),
    speed: 20,
    ...(startAtMs === undefined ? {} : { startAtMs }),
  });
  await rig.start();
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () =>
    rig.outcomesOf('follower1').some(({ state }) => state === 'complete'),
  );
  return rig;
}

async function openStopped(rig: Rig): Promise<Stopped> {
  const stopped = await openStoppedLedger({
    config: await rig.load(),
    logsFolder: rig.logs,
    follower: null,
    environment: rig.environment,
    redactor: rig.redactor,
    clock: rig.clock,
    onNote: () => {},
  });
  onTestFinished(stopped.close);
  return stopped;
}

async function look(stopped: Stopped, action: ReconcileWish['action'] = 'compare') {
  const reply = await stopped.ask({ action, symbol: null, agreed: null });
  const standings = reply.followers.flatMap(({ positions }) =>
    positions.map(({ symbol, copied, held, standing }) => `${symbol} ${copied} ${held} ${standing}`),
  );
  return { ...reply, standings };
}

async function mend(stopped: Stopped, action: 'fix' | 'adopt') {
  const { agreement } = await look(stopped, action);
  return stopped.ask({ action, symbol: null, agreed: agreement });
}

function ordersSent({ simulator }: Rig): number {
  const endpoints = ['placeOrder', 'modifyOrder', 'cancelOrder'];
  return simulator.requests.filter(({ endpoint }) => endpoints.includes(endpoint ?? '')).length;
}

test('what was sold by hand is forgotten and what was bought is adopted without an engine, and the next one goes on from there', async () => {
  const rig = await holding();
  await rig.stop();
  const sent = ordersSent(rig);
  rig.follower(1).placeByHand({ ...BUY, symbol: 'ITC-EQ', quantity: 7 });
  rig.follower(1).placeByHand({ ...SELL, quantity: 4 });
  const first = await openStopped(rig);
  const seen = await look(first);
  expect([seen.engine, seen.behind, seen.standings]).toEqual([
    'stopped',
    null,
    ['RELIANCE-EQ 10 6 drifted', 'ITC-EQ 0 7 foreign'],
  ]);
  expect(await mend(first, 'fix')).toMatchObject({ done: true, offers: [{ kind: 'forget', units: 4 }] });
  rig.follower(1).placeByHand({ ...BUY, quantity: 24 });
  await first.close();
  const second = await openStopped(rig);
  expect(await mend(second, 'adopt')).toMatchObject({ done: true, offers: [{ kind: 'adopt', units: 24 }] });
  await second.close();
  expect(ordersSent(rig)).toBe(sent);
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 5 });
  await rig.until('half goes', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 15);
  rig.master.placeByHand({ ...SELL, quantity: 5 });
  await rig.until('all goes', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.holdingsOf(1)).toEqual({ 'ITC-EQ': 7 });
});

test('no engine starts beside it, and it does not look beside an engine', async () => {
  const rig = await holding();
  await expect(openStopped(rig)).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
  await rig.stop();
  const stopped = await openStopped(rig);
  expect((await look(stopped)).standings).toEqual([IN_SYNC]);
  await expect(rig.start()).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
});

test('an order is not sent without an engine', async () => {
  const rig = await holding();
  await rig.reload(configText({ followers: { follower1: 'enabled: false' } }));
  rig.master.placeByHand(SELL);
  await rig.until('it is not copied', () => rig.verdicts().includes('follower1 skip FOLLOWER_DISABLED 0'));
  await rig.reload(configText({ followers: { follower1: '' } }));
  await rig.stop();
  const sent = ordersSent(rig);
  const stopped = await openStopped(rig);
  const seen = await look(stopped, 'fix');
  expect(seen.standings).toEqual(['RELIANCE-EQ 10 10 left_in']);
  const refusal = { code: 'NEEDS_ENGINE', message: expect.stringContaining('closing 10 RELIANCE-EQ') };
  expect(() => stopped.assertCanMend(seen)).toThrow(expect.objectContaining(refusal));
  await expect(mend(stopped, 'fix')).rejects.toMatchObject(refusal);
  expect([ordersSent(rig), (await look(stopped)).standings]).toEqual([sent, ['RELIANCE-EQ 10 10 left_in']]);
});

test('a ledger that is behind is shown and not changed: the master has traded, or cannot be read', async () => {
  const rig = await holding();
  await rig.stop();
  rig.follower(1).placeByHand({ ...SELL, quantity: 4 });
  rig.trouble({
    kind: 'server_error',
    account: 'M100001',
    endpoint: 'getOrderBook',
    times: BOUNDS.openingReads,
  });
  const unread = await openStopped(rig);
  expect(await look(unread)).toMatchObject({
    standings: ['RELIANCE-EQ 10 6 drifted'],
    behind: expect.stringContaining("the master's order book cannot be read"),
  });
  await unread.close();
  rig.master.placeByHand(SELL);
  const stopped = await openStopped(rig);
  expect(await look(stopped)).toMatchObject({
    standings: ['RELIANCE-EQ 10 6 drifted'],
    behind: 'the master has traded since the last one ended',
  });
  await expect(mend(stopped, 'fix')).rejects.toMatchObject({ code: 'NEEDS_ENGINE' });
});

test('on a new day what was intraday is no copy any more, and an engine has to open the day', async () => {
  const midnight = Date.UTC(2026, 10, 23, 18, 30, 0);
  const rig = await holding(midnight - 60_000);
  await rig.stop();
  await rig.until('it is past midnight', () => rig.clock.now() > midnight + 2 * BOUNDS.lastMomentMs);
  rig.follower(1).placeByHand({ ...BUY, quantity: 3 });
  rig.master.placeByHand(BUY);
  const stopped = await openStopped(rig);
  const seen = await look(stopped, 'adopt');
  expect([seen.behind, seen.standings]).toEqual([
    'a new day has begun since the last one ended',
    ['RELIANCE-EQ 0 3 foreign'],
  ]);
  expect(() => stopped.assertCanMend(seen)).toThrow('the ledger cannot be changed without an engine');
});
