/** A running engine is steered from another terminal: at once, for entries only, and so that it can be replayed. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SteerReply } from '../../src/control/replies.ts';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { expectToFit } from '../published-schema.ts';
import { codeOf, configText, createRig, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const COPIED = { state: 'copied', by: null };
const PAUSED = { state: 'paused', by: 'user' };
const CLOSED = { state: 'close_only', by: 'user' };

async function serveRig(options: Parameters<typeof startRig>[0] = {}): Promise<Rig> {
  const rig = await startRig({ speed: 10, config: twoFollowers(), ...options });
  await rig.serve();
  return rig;
}

function twoFollowers(of: Readonly<Record<string, string>> = {}): string {
  return configText({ followers: { follower1: '', follower2: '', ...of } });
}

function signedOrders(rig: Rig, follower: number): number[] {
  return rig.copiesOf(follower).map(({ side, quantity }) => (side === 'BUY' ? quantity : -quantity));
}

async function decided(rig: Rig, verdicts: readonly string[]): Promise<void> {
  await rig.until(`${verdicts.length} decisions`, () => rig.verdicts().length >= verdicts.length);
  expect(rig.verdicts()).toEqual(verdicts);
}

async function held(rig: Rig, follower: number, holdings: Record<string, number>): Promise<void> {
  const wanted = JSON.stringify(holdings);
  await rig.until(
    () => `follower ${follower} holds ${wanted}, not ${JSON.stringify(rig.holdingsOf(follower))}`,
    () => JSON.stringify(rig.holdingsOf(follower)) === wanted,
  );
}

/** All sessions of the rig's folder are decided again as they were. */
async function expectReplayed(rig: Rig): Promise<void> {
  await rig.stop();
  const names = (await readdir(rig.logs)).filter((name) => name.startsWith('session_')).sort();
  for (const name of names) {
    const { divergences, shown } = await verifyRecording(join(rig.logs, name));
    expect({ name, divergences, shown }).toEqual({ name, divergences: 0, shown: [] });
  }
}

describe('a pause', () => {
  test('takes back, of twenty followers, what has not left yet; what has left gets out with the master', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `follower${index + 1}`);
    const followers = Object.fromEntries(names.map((name) => [name, 'quantity: { multiplier: 8 }']));
    const config = configText({ followers });
    const rig = await serveRig({ followers: 20, config, speed: 1, accounts: richAccounts(20) });
    const option = rig.symbolOf('NIFTY', 'OPTIDX');
    for (let follower = 1; follower <= 20; follower += 1) {
      const fault = { kind: 'delay', account: codeOf(follower), endpoint: 'placeOrder' } as const;
      rig.trouble({ ...fault, times: 6, delayMs: 1_500 });
    }
    rig.master.placeByHand({ symbol: option, side: 'BUY', quantity: 1755 });
    await rig.until('it is decided', () => rig.decisions().length === 20);
    const reply = await rig.ask('pause');
    expectToFit('steer', reply);
    const order = { order_id: expect.any(String), symbol: option, side: 'buy', quantity: 1755 };
    const { withdrawn } = reply as SteerReply;
    const left = names.map((name) => 8 - withdrawn.filter(({ follower }) => follower === name).length);
    expect(left.every((orders) => orders >= 6 && orders < 8)).toBe(true);
    expect(reply).toEqual({
      action: 'pause',
      follower: null,
      followers: names.map((name) => ({ name, entries: PAUSED })),
      withdrawn: names.flatMap((follower, index) =>
        Array.from({ length: 8 - (left[index] ?? 0) }, () => ({ follower, ...order })),
      ),
    });
    for (const [index, orders] of left.entries()) await held(rig, index + 1, { [option]: orders * 1755 });
    await rig.pass(2_000);
    expect(names.map((_, index) => rig.requestsOf(codeOf(index + 1), 'placeOrder'))).toEqual(left);
    rig.master.placeByHand({ symbol: option, side: 'SELL', quantity: 1755 });
    for (let follower = 1; follower <= 20; follower += 1) await held(rig, follower, {});
    const failed = (await rig.records()).filter(({ success }) => success === false);
    expect(new Set(failed.map(({ error }) => error))).toEqual(
      new Set(['not sent: entries are paused (WITHDRAWN)']),
    );
    expect(failed).toHaveLength(withdrawn.length);
    await expectReplayed(rig);
  }, 60_000);

  test('of all lets one go on that is resumed alone, and lets every exit out', async () => {
    const rig = await serveRig();
    rig.master.placeByHand(BUY);
    await held(rig, 1, { 'RELIANCE-EQ': 100 });
    await held(rig, 2, { 'RELIANCE-EQ': 100 });
    await rig.ask('pause');
    expect(await rig.ask('resume', 'follower2')).toMatchObject({
      followers: [{ name: 'follower2', entries: COPIED }],
      withdrawn: [],
    });
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    rig.master.placeByHand(SELL);
    await held(rig, 1, {});
    await held(rig, 2, { 'ITC-EQ': 100 });
    expect(rig.verdicts().slice(2)).toEqual([
      'follower1 skip PAUSED 0',
      'follower2 copy ENTRY 100',
      'follower1 copy EXIT 100',
      'follower2 copy EXIT 100',
    ]);
    await rig.ask('resume');
    rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
    await held(rig, 1, { 'SBIN-EQ': 100 });
    await expectReplayed(rig);
  });

  test('holds through a restart, until it is resumed', async () => {
    const rig = await serveRig();
    await rig.ask('pause', 'follower1');
    await rig.ask('close-only', 'follower2');
    await rig.stop();
    await rig.start();
    await rig.serve();
    rig.master.placeByHand(BUY);
    await decided(rig, ['follower1 skip PAUSED 0', 'follower2 skip CLOSE_ONLY 0']);
    await rig.ask('resume');
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    await held(rig, 1, { 'ITC-EQ': 100 });
    await expectReplayed(rig);
  });

  test('keeps an entry that got lost on its way from being sent again', async () => {
    const rig = await serveRig({
      followers: 1,
      config: configText({ followers: { follower1: '' } }),
      speed: 40,
    });
    rig.trouble({ kind: 'reset', account: codeOf(1), endpoint: 'placeOrder' });
    rig.master.placeByHand(BUY);
    await rig.until('it is unknown', () => rig.outcomesOf('follower1')[0]?.state === 'unknown');
    expect(await rig.ask('pause')).toMatchObject({ withdrawn: [] });
    await rig.until('it is given up', () => rig.outcomesOf('follower1')[0]?.state === 'refused');
    expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
    expect(rig.copiesOf(1)).toEqual([]);
  });
});

describe('close-only', () => {
  test('is not undone by a save of the file, and the file’s dry_run is not undone by resume', async () => {
    const rig = await serveRig();
    await rig.ask('close-only', 'follower1');
    await rig.reload(twoFollowers({ follower2: 'quantity: { multiplier: 0.5 }' }));
    expect(await rig.ask('status')).toMatchObject({
      followers: [{ entries: CLOSED }, { entries: COPIED }],
    });
    await rig.reload(twoFollowers({ follower2: 'mode: dry_run' }));
    expect(await rig.ask('resume')).toMatchObject({
      followers: [
        { name: 'follower1', entries: COPIED },
        { name: 'follower2', entries: { state: 'close_only', by: 'file' } },
      ],
    });
    rig.master.placeByHand(BUY);
    await decided(rig, ['follower1 copy ENTRY 100', 'follower2 skip CLOSE_ONLY 0']);
    await rig.reload(twoFollowers());
    rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
    await held(rig, 2, { 'ITC-EQ': 100 });
    expect(signedOrders(rig, 1)).toEqual([100, 100]);
    await expectReplayed(rig);
  });
});

describe('the status', () => {
  test('names sessions, holdings, orders and figures, and fits its schema', async () => {
    const rig = await serveRig();
    rig.master.placeByHand(BUY);
    await held(rig, 1, { 'RELIANCE-EQ': 100 });
    await held(rig, 2, { 'RELIANCE-EQ': 100 });
    await rig.until(
      'the books are read',
      () => rig.ofType('outcome').filter(({ state }) => state === 'complete').length === 2,
    );
    await rig.ask('pause', 'follower2');
    const status = await rig.ask('status');
    expectToFit('status', status);
    const follower = (name: string, entries: object) => ({
      name,
      mode: 'live',
      entries,
      session: 'open',
      error: null,
      orders: { on_their_way: 0, unknown: 0, resting: 0 },
      positions: [{ exchange: 'NSE', symbol: 'RELIANCE-EQ', product: 'intraday', quantity: 100 }],
    });
    expect(status).toMatchObject({
      version: '0.0.0',
      pid: process.pid,
      state: 'running',
      mode: 'live',
      master: { session: 'open', error: null, feed: { push: 'up', poll: 'fine' } },
      followers: [follower('follower1', COPIED), follower('follower2', PAUSED)],
      statistics: { copies: 2, successful: 2, failed: 0, pending: 0, skipped: 0 },
      escalations: [],
    });
  });

  test('is told of an engine that is stopping, which takes no more orders', async () => {
    const rig = await serveRig();
    const stopped = rig.ask('stop');
    await rig.until('it stops', () => rig.engine.status().state === 'stopping');
    await expect(rig.ask('pause')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    const reply = await stopped;
    expectToFit('stop', reply);
    expect(reply).toEqual({ statistics: { copies: 0, successful: 0, failed: 0, pending: 0, skipped: 0 } });
  });

  test('refuses a follower that nobody knows, by naming those that there are', async () => {
    const rig = await serveRig();
    await expect(rig.ask('pause', 'follower3')).rejects.toMatchObject({
      code: 'NO_SUCH_FOLLOWER',
      next: 'There are follower1, follower2.',
    });
  });
});

describe('a stop', () => {
  test('in the middle of many exits leaves those that could not leave in time to the next start', async () => {
    const config = configText({ followers: { follower1: 'quantity: { multiplier: 60 }' } });
    const rig = await serveRig({ followers: 1, config, speed: 20, accounts: richAccounts(1) });
    const option = rig.symbolOf('NIFTY', 'OPTIDX');
    rig.master.placeByHand({ symbol: option, side: 'BUY', quantity: 1755 });
    await held(rig, 1, { [option]: 60 * 1755 });
    await rig.until('all is settled', () => rig.engine.status().followers[0]?.orders.resting === 0);
    rig.master.placeByHand({ symbol: option, side: 'SELL', quantity: 1755 });
    await rig.until('exits leave', () => rig.copiesOf(1).length > 60);
    await rig.ask('stop');
    const left = rig.copiesOf(1).length - 60;
    expect(left).toBeLessThan(60);
    await rig.stop();
    await rig.start();
    await held(rig, 1, {});
    expect(rig.copiesOf(1)).toHaveLength(120);
    await expectReplayed(rig);
  });
});

describe('retry', () => {
  test('logs in with the PIN that was mended, and not again within half a minute', async () => {
    const rig = await createRig({ speed: 10, config: twoFollowers() });
    const { FOLLOWER_2_PASSWORD: pin = '' } = rig.environment;
    delete rig.environment.FOLLOWER_2_PASSWORD;
    await writeFile(join(rig.folder, '.env'), 'FOLLOWER_2_PASSWORD=0000\n', { mode: 0o600 });
    await rig.start();
    await rig.serve();
    expect(await rig.ask('status')).toMatchObject({
      followers: [{ session: 'open' }, { session: 'locked', error: { code: 'AB1007' } }],
    });
    const logins = () => rig.requestsOf(codeOf(2), 'login');
    expect(logins()).toBe(1);
    const failed = await rig.ask('retry');
    expectToFit('retry', failed);
    expect(failed).toEqual({
      accounts: [
        { account: 'master', ok: true, text: 'it is logged in' },
        { account: 'follower1', ok: true, text: 'it is logged in' },
        { account: 'follower2', ok: false, text: expect.stringContaining('(AB1007)') },
      ],
    });
    await writeFile(join(rig.folder, '.env'), `FOLLOWER_2_PASSWORD=${pin}\n`, { mode: 0o600 });
    expect(await rig.ask('retry', 'follower2')).toMatchObject({
      accounts: [{ ok: false, text: expect.stringContaining('it was tried just now') }],
    });
    expect(logins()).toBe(2);
    await rig.pass(30_000);
    expect(await rig.ask('retry', 'follower2')).toEqual({
      accounts: [{ account: 'follower2', ok: true, text: 'it is logged in again' }],
    });
    rig.master.placeByHand(BUY);
    await held(rig, 2, { 'RELIANCE-EQ': 100 });
    await rig.until('push told of it', () => rig.outcomesOf('follower2')[0]?.state === 'complete');
  });
});

/** Rupees for many lots. */
function richAccounts(followers: number) {
  const rich = { funds: 100_000_000 };
  return Object.fromEntries(Array.from({ length: followers }, (_, index) => [`follower${index + 1}`, rich]));
}
