/** The master's opening positions come from the broker, at the start and before each day's first event, or nothing opens. */
import { expect, test } from 'vitest';
import { configText, createRig, MASTER, startRig } from './rig.ts';

const SELL = { symbol: 'RELIANCE-EQ', side: 'SELL', quantity: 10 } as const;
const ONE = configText({ followers: { follower1: '' } });
/** A minute to midnight in India. */
const LATE_MS = Date.UTC(2026, 10, 23, 18, 29, 0);

test('positions that cannot be read refuse the start', async () => {
  const rig = await createRig({ followers: 1, config: ONE, speed: 60 });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getPosition', times: 'always' });
  await expect(rig.start()).rejects.toMatchObject({ code: 'MASTER_POSITIONS_UNREADABLE' });
});

test('one row that cannot be read refuses the start as well: it is not flat', async () => {
  const rig = await createRig({ followers: 1, config: ONE, speed: 60 });
  const body = { status: true, message: 'SUCCESS', errorcode: '', data: [{ exchange: 'NSE', netqty: '?' }] };
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', times: 'always', body });
  await expect(rig.start()).rejects.toMatchObject({
    code: 'MASTER_POSITIONS_UNREADABLE',
    message: expect.stringContaining('position 0'),
  });
});

test('a new day is not opened before its positions are read: what comes meanwhile waits', async () => {
  const rig = await startRig({ followers: 1, config: ONE, speed: 60, startAtMs: LATE_MS });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getPosition', times: 'always' });
  const notices = () => rig.ofType('notice').map(({ text }) => text);
  await rig.until('it says that the day is not open', () =>
    notices().some((text) => text.startsWith('the new day is not open yet: the master')),
  );
  rig.master.placeByHand({ ...SELL, side: 'BUY' });
  await rig.polled();
  expect(rig.decisions()).toEqual([]);
  rig.simulator.faults.clear();
  await rig.until('it is decided', () => rig.decisions().length === 1);
  expect(rig.verdicts()).toEqual([expect.stringMatching(/^follower1 (copy ENTRY 10|skip STALE 0)$/)]);
});

test('shares of earlier days are the position of the master: what it sells of them is an exit', async () => {
  const holdings = [{ symbol: 'RELIANCE-EQ', quantity: 40, averagePrice: 1200 }];
  const rig = await startRig({ followers: 1, config: ONE, speed: 60, accounts: { master: { holdings } } });
  const sell = { ...SELL, product: 'DELIVERY' } as const;
  rig.master.placeByHand(sell);
  await rig.until('it is decided', () => rig.decisions().length === 1);
  await rig.stop();
  // Another start in the middle of the day: the holdings stand still, and the sale is a position below zero.
  await rig.start();
  rig.master.placeByHand({ ...sell, quantity: 30 });
  await rig.until('all of it is sold', () => rig.decisions().length === 2);
  await rig.stop();
  const files = [...(await rig.files())].filter(([name]) => name.startsWith('session_')).sort();
  expect(files.map(([, text]) => /"netqty":"(-?\d+)"/.exec(text)?.[1])).toEqual(['40', '30']);
  expect(rig.verdicts()).toEqual(['follower1 skip NO_POSITION 0', 'follower1 skip NO_POSITION 0']);
});

test('holdings that cannot be read are told, and keep nothing from opening', async () => {
  const rig = await createRig({ followers: 1, config: ONE, speed: 60 });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getAllHolding', times: 'always' });
  await rig.start();
  const notices = () => rig.ofType('notice').map(({ text }) => text);
  await rig.until('it is told', () => notices().length > 0);
  expect(notices()).toEqual([
    expect.stringMatching(
      /^the master's shares of earlier days are not known \(.+\): what it sells of them gets out/,
    ),
  ]);
  rig.master.placeByHand({ ...SELL, side: 'BUY' });
  await rig.until('it is copied', () => rig.copiesOf(1)[0]?.status === 'complete');
});
