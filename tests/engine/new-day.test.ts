/** Midnight in India: sessions end, books are emptied, what is held overnight is still there. */
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { configText, MASTER, type Rig, startRig } from './rig.ts';

/** 23:58:30 in India. */
const BEFORE_MIDNIGHT = Date.UTC(2026, 10, 23, 18, 28, 30);
const UNTIL_MIDNIGHT_MS = 90_000;
const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const MIRROR = { follower1: '' };

function startInTheEvening(): Promise<Rig> {
  return startRig({
    followers: 1,
    config: configText({ followers: MIRROR }),
    speed: 20,
    startAtMs: BEFORE_MIDNIGHT,
  });
}

/** Waits until the engine has opened the new day and reads the master's book again. */
async function sleepOver(rig: Rig): Promise<void> {
  await rig.until('it is midnight', () => rig.clock.now() > BEFORE_MIDNIGHT + UNTIL_MIDNIGHT_MS + 1000);
  const logins = rig.requestsOf(MASTER, 'login');
  await rig.until(
    'the master is logged in again',
    () => rig.requestsOf(MASTER, 'login') > logins || logins > 1,
  );
  await rig.polled(3);
}

test('what was copied yesterday to be held overnight gets out today; what was intraday is forgotten', async () => {
  const rig = await startInTheEvening();
  const option = rig.symbolOf('NIFTY', 'OPTIDX');
  rig.master.placeByHand({ ...BUY, symbol: option, quantity: 65 });
  rig.master.placeByHand(BUY);
  await rig.until(
    'both are copied',
    () => rig.copiesOf(1).filter(({ status }) => status === 'complete').length === 2,
  );
  await sleepOver(rig);
  expect(rig.holdingsOf(1)).toEqual({ [option]: 65 });
  rig.master.placeByHand({ ...BUY, symbol: option, side: 'SELL', quantity: 65 });
  rig.master.placeByHand({ ...BUY, side: 'SELL' });
  await rig.until(
    'the follower is out, and short like the master',
    () => rig.copiesOf(1).filter(({ status }) => status === 'complete').length === 2,
  );
  await rig.polled();
  expect(rig.holdingsOf(1)).toEqual({ 'RELIANCE-EQ': -10 });
  expect(rig.verdicts()).toEqual([
    'follower1 copy ENTRY 65',
    'follower1 copy ENTRY 10',
    'follower1 copy EXIT 65',
    'follower1 copy ENTRY 10',
  ]);
  await rig.stop();
  const recording = rig.ofType('started')[0]?.files.recording ?? '';
  expect(await verifyRecording(recording)).toMatchObject({ divergences: 0, decisions: 4 });
});

test('a copy that was still resting at midnight has ended with its day', async () => {
  const rig = await startInTheEvening();
  const option = rig.symbolOf('NIFTY', 'OPTIDX');
  rig.simulator.setPrice(option, 150);
  rig.master.placeByHand({ ...BUY, symbol: option, quantity: 130, price: 140, script: [{ do: 'complete' }] });
  await rig.until('the copy rests', () => rig.copiesOf(1)[0]?.status === 'open');
  rig.follower(1).fill(rig.follower(1).orderBook()[0]?.orderid ?? '', 65);
  await sleepOver(rig);
  await rig.until('the copy has ended', () => rig.outcomesOf('follower1')[0]?.state === 'cancelled');
  rig.master.placeByHand({ ...BUY, symbol: option, side: 'SELL', quantity: 130 });
  await rig.until('the follower is out', () => Object.keys(rig.holdingsOf(1)).length === 0);
  await rig.polled();
  expect(rig.copiesOf(1)).toMatchObject([{ side: 'SELL', quantity: 65, status: 'complete' }]);
});

test('after a night in which nothing ran, yesterday’s copies get out, and nothing of yesterday is copied', async () => {
  const rig = await startInTheEvening();
  const option = rig.symbolOf('NIFTY', 'OPTIDX');
  rig.master.placeByHand({ ...BUY, symbol: option, quantity: 130 });
  await rig.until('it is copied', () => rig.copiesOf(1)[0]?.status === 'complete');
  await rig.stop();
  await rig.pass(UNTIL_MIDNIGHT_MS + 30_000);
  rig.master.placeByHand({ ...BUY, symbol: option, side: 'SELL', quantity: 65 });
  await rig.start();
  await rig.until('the half that was sold is out', () => rig.copiesOf(1)[0]?.status === 'complete');
  rig.master.placeByHand({ ...BUY, symbol: option, side: 'SELL', quantity: 65 });
  await rig.until('the follower is out', () => Object.keys(rig.holdingsOf(1)).length === 0);
  await rig.polled();
  expect(rig.copiesOf(1)).toMatchObject([
    { side: 'SELL', quantity: 65 },
    { side: 'SELL', quantity: 65 },
  ]);
});

test('shares bought yesterday get out by their share, when the master sells them out of its holdings', async () => {
  const rig = await startRig({
    followers: 1,
    config: configText({ followers: { follower1: 'quantity: { multiplier: 3 }' } }),
    speed: 20,
    startAtMs: BEFORE_MIDNIGHT,
  });
  const delivery = { ...BUY, product: 'DELIVERY' } as const;
  rig.master.placeByHand(delivery);
  await rig.until('it is copied', () => rig.copiesOf(1)[0]?.status === 'complete');
  await sleepOver(rig);
  expect(rig.follower(1).holdings()).toMatchObject([{ tradingsymbol: 'RELIANCE-EQ', quantity: 30 }]);
  for (const [index, left] of [15, 0].entries()) {
    rig.master.placeByHand({ ...delivery, side: 'SELL', quantity: 5 });
    await rig.until(`${left} are left`, () => rig.copiesOf(1)[index]?.status === 'complete');
  }
  await rig.polled();
  expect(rig.copiesOf(1).map(({ side, quantity }) => `${side} ${quantity}`)).toEqual(['SELL 15', 'SELL 15']);
  expect(rig.ofType('escalation')).toEqual([]);
});
