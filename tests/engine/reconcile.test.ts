/** Copies beside accounts, and what mends the difference: at the user's word, journaled, once. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReconcileRequest } from '../../src/engine/positions/reconcile.ts';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { configText, type Rig, type RigOptions, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const SPEED = 10;

async function startHolding(accounts: RigOptions['accounts'] = {}): Promise<Rig> {
  const rig = await startRig({
    followers: 1,
    accounts,
    config: configText({ followers: { follower1: '' } }),
    speed: SPEED,
  });
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () =>
    rig.outcomesOf('follower1').some(({ state }) => state === 'complete'),
  );
  return rig;
}

function look(rig: Rig, action: ReconcileRequest['action'], agreed: string | null = null) {
  return rig.engine.reconcile({ follower: null, symbol: null, action, agreed });
}

/** Looks, and agrees to what it offers. */
async function mend(rig: Rig, action: 'fix' | 'adopt') {
  const { agreement } = await look(rig, action);
  return look(rig, action, agreement);
}

async function standings(rig: Rig): Promise<string[]> {
  const { followers } = await look(rig, 'compare');
  return followers.flatMap(({ positions }) =>
    positions.map(
      ({ tradingSymbol, copied, held, standing }) => `${tradingSymbol} ${copied} ${held} ${standing}`,
    ),
  );
}

async function expectVerified(rig: Rig): Promise<void> {
  await rig.stop();
  for (const name of (await readdir(rig.logs)).filter((one) => one.startsWith('session_'))) {
    const { divergences, shown } = await verifyRecording(join(rig.logs, name));
    expect({ divergences, shown }).toEqual({ divergences: 0, shown: [] });
  }
}

test('what is in sync stays, what was sold by hand leaves the ledger without an order, foreign is not touched', async () => {
  const rig = await startHolding();
  rig.follower(1).placeByHand({ ...BUY, symbol: 'ITC-EQ', quantity: 7 });
  await rig.until('it holds both', () => rig.holdingsOf(1)['ITC-EQ'] === 7);
  expect(await standings(rig)).toEqual(['RELIANCE-EQ 10 10 in_sync', 'ITC-EQ 0 7 foreign']);
  expect((await mend(rig, 'fix')).offers).toEqual([]);
  rig.follower(1).placeByHand({ ...SELL, quantity: 4 });
  await rig.until('it is sold', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 6);
  expect(await standings(rig)).toEqual(['RELIANCE-EQ 10 6 drifted', 'ITC-EQ 0 7 foreign']);
  const orders = rig.copiesOf(1).length;
  const { done, offers } = await mend(rig, 'fix');
  expect([done, offers.map(({ kind, units }) => `${kind} ${units}`)]).toEqual([true, ['forget 4']]);
  expect(await standings(rig)).toEqual(['RELIANCE-EQ 6 6 in_sync', 'ITC-EQ 0 7 foreign']);
  expect(rig.copiesOf(1)).toHaveLength(orders);
  rig.master.placeByHand(SELL);
  await rig.until('it is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.holdingsOf(1)).toEqual({ 'ITC-EQ': 7 });
  await expectVerified(rig);
});

test('copies that their master has closed go out once, also when it ends right after', async () => {
  const rig = await startHolding();
  await rig.reload(configText({ followers: { follower1: 'enabled: false' } }));
  rig.master.placeByHand(SELL);
  await rig.until('it is not copied', () => rig.verdicts().includes('follower1 skip FOLLOWER_DISABLED 0'));
  await rig.reload(configText({ followers: { follower1: '' } }));
  expect(await standings(rig)).toEqual(['RELIANCE-EQ 10 10 left_in']);
  const seen = await look(rig, 'fix');
  expect(seen.offers.map(({ kind, units }) => `${kind} ${units}`)).toEqual(['close 10']);
  expect((await look(rig, 'fix', 'something else')).done).toBe(false);
  const [one, two] = await Promise.all([look(rig, 'fix', seen.agreement), look(rig, 'fix', seen.agreement)]);
  expect([one.done, two.done].filter(Boolean)).toHaveLength(1);
  await rig.stop();
  await rig.start();
  await rig.until('it is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  await rig.until('it is settled', () => rig.engine.status().followers[0]?.positions.length === 0);
  await rig.polled();
  expect(rig.copiesOf(1).map(({ side, filled }) => `${side} ${filled}`)).toEqual(['BUY 10', 'SELL 10']);
  await expectVerified(rig);
});

test('a position that was there before is adopted on the side of the master, and goes as the master goes', async () => {
  const rig = await startHolding();
  rig.follower(1).placeByHand({ ...BUY, quantity: 20 });
  rig.follower(1).placeByHand({ ...BUY, symbol: 'ITC-EQ', quantity: 7 });
  await rig.until(
    'it holds more',
    () => rig.holdingsOf(1)['RELIANCE-EQ'] === 30 && rig.holdingsOf(1)['ITC-EQ'] === 7,
  );
  const { done, offers } = await mend(rig, 'adopt');
  expect([done, offers.map(({ tradingSymbol, units }) => `${tradingSymbol} ${units}`)]).toEqual([
    true,
    ['RELIANCE-EQ 20'],
  ]);
  expect(await standings(rig)).toEqual(['RELIANCE-EQ 30 30 in_sync', 'ITC-EQ 0 7 foreign']);
  await rig.stop();
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 5 });
  await rig.until('half goes', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 15);
  rig.master.placeByHand({ ...SELL, quantity: 5 });
  await rig.until('all goes', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.holdingsOf(1)).toEqual({ 'ITC-EQ': 7 });
  await expectVerified(rig);
});

test('an account that cannot be read is named, and nothing is mended there', async () => {
  const rig = await startHolding();
  rig.trouble({ kind: 'server_error', account: 'F100001', endpoint: 'getPosition', times: 'always' });
  const { followers, offers, done } = await mend(rig, 'fix');
  expect([offers, done]).toEqual([[], false]);
  expect(followers).toEqual([
    { name: 'follower1', unread: expect.stringContaining('('), holdingsUnread: null, positions: [] },
  ]);
});

const SHARES = { symbol: 'ITC-EQ', averagePrice: 400 } as const;
const SELL_SHARES = { symbol: 'ITC-EQ', side: 'SELL', product: 'DELIVERY' } as const;

test('shares of earlier days are adopted where the master holds the same, and go when the master sells its own', async () => {
  const rig = await startHolding({
    master: { holdings: [{ ...SHARES, quantity: 100 }] },
    follower1: {
      holdings: [
        { ...SHARES, quantity: 50 },
        { symbol: 'SBIN-EQ', quantity: 9, averagePrice: 800 },
      ],
    },
  });
  const inSync = 'RELIANCE-EQ 10 10 in_sync';
  const foreign = 'SBIN-EQ 0 9 foreign';
  expect(await standings(rig)).toEqual([inSync, 'ITC-EQ 0 50 foreign', foreign]);
  const { done, offers } = await mend(rig, 'adopt');
  expect([
    done,
    offers.map(({ tradingSymbol, product, units }) => `${tradingSymbol} ${product} ${units}`),
  ]).toEqual([true, ['ITC-EQ delivery 50']]);
  expect(await standings(rig)).toEqual(['ITC-EQ 50 50 in_sync', inSync, foreign]);
  await rig.stop();
  await rig.start();
  rig.master.placeByHand({ ...SELL_SHARES, quantity: 20 });
  const sold = () => rig.copiesOf(1).filter(({ symbol, filled }) => symbol === 'ITC-EQ' && filled > 0);
  await rig.until('they go', () => sold().length === 1);
  rig.master.placeByHand({ ...SELL_SHARES, quantity: 80 });
  await rig.until('the rest goes', () => sold().length === 2);
  expect(sold().map(({ side, filled }) => `${side} ${filled}`)).toEqual(['SELL 10', 'SELL 40']);
  await rig.until('it is settled', () => rig.engine.status().followers[0]?.positions.length === 1);
  expect(await standings(rig)).toEqual([inSync, foreign]);
  await expectVerified(rig);
});

test('holdings that cannot be read are named, and what was sold today is not taken for gone', async () => {
  const rig = await startHolding({
    master: { holdings: [{ ...SHARES, quantity: 100 }] },
    follower1: { holdings: [{ ...SHARES, quantity: 50 }] },
  });
  const unread = { kind: 'server_error', endpoint: 'getAllHolding' } as const;
  await mend(rig, 'adopt');
  rig.follower(1).placeByHand({ ...SELL_SHARES, quantity: 5 });
  await rig.until('it is sold', () => rig.holdingsOf(1)['ITC-EQ'] === -5);
  expect(await standings(rig)).toEqual(['ITC-EQ 50 45 not_compared', 'RELIANCE-EQ 10 10 in_sync']);
  expect((await mend(rig, 'fix')).offers).toEqual([]);
  rig.trouble({ ...unread, account: 'F100001' });
  const { followers } = await look(rig, 'compare');
  expect(followers.map(({ unread: why, holdingsUnread }) => [why, holdingsUnread])).toEqual([
    [null, expect.stringContaining('(HTTP_')],
  ]);
});
