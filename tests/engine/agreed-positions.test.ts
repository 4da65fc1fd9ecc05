/** What the master's positions and its book say at a start is not always so: a broker in trouble gives empty lists. */
import { expect, test } from 'vitest';
import { codeOf, configText, MASTER, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const ONE = configText({ followers: { follower1: '' } });
const EMPTY = { status: true, message: 'SUCCESS', errorcode: '', data: null };
/** A minute to midnight in India. */
const LATE_MS = Date.UTC(2026, 10, 23, 18, 29, 0);

async function filled(rig: Rig, quantities: readonly number[]): Promise<void> {
  const now = () => rig.copiesOf(1).map(({ side, filled: units }) => (side === 'BUY' ? units : -units));
  await rig.until(
    () => `${quantities} (now ${now()})`,
    () => String(now()) === String(quantities),
  );
}

/** It holds 100, and no engine runs. */
async function holdAndStop(): Promise<Rig> {
  const rig = await startRig({ followers: 1, config: ONE, speed: 20 });
  rig.master.placeByHand(BUY);
  await filled(rig, [100]);
  await rig.polled();
  await rig.stop();
  return rig;
}

test('positions that come empty at a start do not make an entry of an exit', async () => {
  const rig = await holdAndStop();
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', times: 3, body: EMPTY });
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 40 });
  await filled(rig, [100, -40]);
  await rig.until('positions are right again', () => rig.requestsOf(MASTER, 'getPosition') >= 5);
  rig.master.placeByHand({ ...SELL, quantity: 60 });
  await filled(rig, [100, -40, -60]);
  expect(rig.ofType('escalation')).toEqual([]);
});

test('a book that comes empty at a start does not make what it hides count twice', async () => {
  const rig = await holdAndStop();
  rig.master.placeByHand({ ...BUY, quantity: 40 });
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getOrderBook', times: 4, body: EMPTY });
  await rig.start();
  await rig.until('it is seen', () => rig.verdicts().length === 2);
  await rig.polled(6);
  rig.master.placeByHand({ ...SELL, quantity: 140 });
  await rig.until('all of it is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.ofType('escalation')).toEqual([]);
});

test('positions that differ for half a minute count, and it is told', async () => {
  const rig = await holdAndStop();
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', times: 'always', body: EMPTY });
  await rig.start();
  await rig.until('it is told', () => rig.ofType('escalation').length > 0);
  expect(rig.ofType('escalation').map(({ account, text, alert }) => [account, alert, text])).toEqual([
    [
      'master',
      'ORDER_NOT_SEEN',
      "the master's position in RELIANCE-EQ is 0, and its orders that were seen make 100: it differs by -100, so an order was not seen and not copied; look at the followers' positions",
    ],
  ]);
  rig.master.placeByHand(BUY);
  await rig.until('it opens anew', () => rig.copiesOf(1).length === 2);
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(2);
});

test('positions that come empty as a day is opened are read again', async () => {
  const carried = { symbol: 'NIFTY01DEC2625300CE', quantity: 65, product: 'CARRYFORWARD' } as const;
  const rig = await startRig({ followers: 1, config: ONE, speed: 60, startAtMs: LATE_MS });
  rig.master.placeByHand({ ...carried, side: 'BUY' });
  await filled(rig, [65]);
  await rig.polled();
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', times: 2, body: EMPTY });
  await rig.until('the day is open', () => rig.requestsOf(MASTER, 'getPosition') >= 4);
  rig.master.placeByHand({ ...carried, side: 'SELL' });
  await rig.until('it is out', () => rig.verdicts().length === 2);
  expect([rig.verdicts()[1], rig.ofType('escalation')]).toEqual(['follower1 copy EXIT 65', []]);
});
