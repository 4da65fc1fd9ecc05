/** What the master did while nobody looked: each order has its own verdict, told before anything is sent. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { configText, MASTER, type Rig, type RigOptions, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
/** Prices have two seconds of it to come. */
const SPEED = 5;
/** Longer than `execution.max_age`. */
const LONG_MS = 13_000;

function oneFollower(catchUp: string, rest: Partial<RigOptions> = {}): RigOptions {
  const maxAge = 'defaults: { execution: { max_age: 10s } }';
  const top = catchUp === '' ? maxAge : `${maxAge}\ncatch_up: ${catchUp}`;
  const config = configText({ top, followers: { follower1: '' } });
  return { followers: 1, config, speed: SPEED, ...rest };
}

async function startHolding(options: RigOptions): Promise<Rig> {
  const rig = await startRig(options);
  rig.master.placeByHand(BUY);
  await rig.until('it is copied', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  await rig.until('it has ended', () =>
    rig.outcomesOf('follower1').some(({ state }) => state === 'complete'),
  );
  return rig;
}

/** `symbol verdict reason deviation` of each missed order. */
function tableOf(rig: Rig): string[] {
  return rig
    .ofType('missed')
    .flatMap(({ copies }) => copies)
    .map(({ symbol, verdict, reason, deviation }) => {
      const moved = deviation === null ? '-' : `${deviation.n}/${deviation.d}`;
      return `${symbol} ${verdict} ${reason} ${moved}`;
    });
}

async function expectVerified(rig: Rig): Promise<void> {
  await rig.stop();
  for (const name of (await readdir(rig.logs)).filter((one) => one.startsWith('session_'))) {
    const { divergences, shown } = await verifyRecording(join(rig.logs, name));
    expect({ divergences, shown }).toEqual({ divergences: 0, shown: [] });
  }
}

test('after a restart entries go by catch_up, exits always, and what was cancelled is dropped', async () => {
  const rig = await startHolding(oneFollower('{ max_age: 10m, max_deviation: "1%" }'));
  await rig.stop();
  rig.simulator.setPrice('ITC-EQ', 400);
  rig.simulator.setPrice('SBIN-EQ', 900);
  rig.master.placeByHand(SELL);
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  const { orderId } = rig.master.placeByHand({ ...BUY, symbol: 'BHARTIARTL-EQ', price: 1900 });
  await rig.until(
    'they are filled',
    () => rig.master.orderBook().filter((row) => row.orderstatus === 'complete').length === 4,
  );
  rig.master.cancel(orderId);
  await rig.pass(LONG_MS);
  rig.simulator.setPrice('ITC-EQ', 396);
  rig.simulator.setPrice('SBIN-EQ', 886.5);
  const before = rig.events.length;
  await rig.start();
  await rig.until('they are out of one and in the other', () => {
    const held = rig.holdingsOf(1);
    return held['RELIANCE-EQ'] === undefined && held['ITC-EQ'] === 10;
  });
  expect(tableOf(rig).sort()).toEqual([
    'BHARTIARTL-EQ skip NOT_FILLED -',
    'ITC-EQ copy ENTRY 1/100',
    'RELIANCE-EQ copy EXIT -',
    'SBIN-EQ skip STALE 3/200',
  ]);
  const stale = rig.ofType('missed')[0]?.copies.find(({ reason }) => reason === 'STALE');
  expect(stale?.why).toMatch(
    /^\d+ s old; 900\.00 then, 886\.50 now \(1\.5% away\): catch_up\.max_deviation is 1%$/,
  );
  const told = rig.events.slice(before).map(({ type }) => type);
  expect(told.indexOf('missed')).toBeLessThan(told.indexOf('decided'));
  await expectVerified(rig);
});

test('without catch_up an old entry is stale as always, and the table says so', async () => {
  const rig = await startHolding(oneFollower(''));
  await rig.stop();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.pass(LONG_MS);
  await rig.start();
  await rig.until('it is decided', () => rig.decisions().length === 2);
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 10', 'follower1 skip STALE 0']);
  expect(tableOf(rig)).toEqual(['ITC-EQ skip STALE -']);
  await expectVerified(rig);
});

test('an older entry than catch_up.max_age is stale, and one whose price is not known as well', async () => {
  const rig = await startHolding(oneFollower('{ max_age: 12s, max_deviation: "5%" }'));
  await rig.stop();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.pass(LONG_MS);
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'quote', times: 'always' });
  await rig.start();
  await rig.until('they are decided', () => rig.decisions().length === 3);
  const whys = rig
    .ofType('missed')
    .flatMap(({ copies }) => copies.map(({ symbol, why }) => `${symbol}: ${why}`));
  expect(whys).toEqual([
    expect.stringMatching(
      /^ITC-EQ: \d+ s old; the price now is not known: catch_up.max_age is 12 s, catch_up.max_deviation is 5%$/,
    ),
    expect.stringMatching(/^SBIN-EQ: \d+ s old; the price now is not known: catch_up.max_deviation is 5%$/),
  ]);
  expect(rig.verdicts().slice(1)).toEqual(['follower1 skip STALE 0', 'follower1 skip STALE 0']);
});

test('ask without a terminal declines entries; exits leave at once', async () => {
  const rig = await startHolding(oneFollower('ask'));
  await rig.stop();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  rig.master.placeByHand(SELL);
  await rig.until('both are filled', () =>
    rig.master.orderBook().every((row) => row.orderstatus === 'complete'),
  );
  await rig.start();
  await rig.until('the exit is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.verdicts().slice(1).sort()).toEqual(['follower1 copy EXIT 10', 'follower1 skip DECLINED 0']);
  expect(
    tableOf(rig)
      .map((row) => row.split(' ').slice(0, 3).join(' '))
      .sort(),
  ).toEqual(['ITC-EQ ask ENTRY', 'RELIANCE-EQ copy EXIT']);
  await expectVerified(rig);
});

test('ask on a terminal copies what is answered with yes, however old; exits do not wait for it', async () => {
  const questions: string[] = [];
  let answer: (yes: boolean) => void = () => {};
  const ask = (question: string) =>
    new Promise<boolean>((resolve) => {
      questions.push(question);
      answer = resolve;
    });
  const rig = await startHolding(oneFollower('ask', { ask }));
  await rig.stop();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  rig.master.placeByHand({ ...BUY, symbol: 'SBIN-EQ' });
  rig.master.placeByHand(SELL);
  await rig.pass(LONG_MS);
  await rig.start();
  await rig.until('the exit is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(questions).toEqual(['Copy all 2 entries that were missed (no: each is asked about)?']);
  answer(false);
  await rig.until('it asks on', () => questions.length === 2);
  answer(true);
  await rig.until('it asks on', () => questions.length === 3);
  answer(false);
  await rig.until('the one is copied', () => rig.holdingsOf(1)['ITC-EQ'] === 10);
  await rig.until('the other is declined', () => rig.decisions().length === 4);
  expect(questions.slice(1)).toEqual([
    expect.stringMatching(
      /^Missed, \d+ s old; .+ then, .+ now \(.+% away\)\. Copy buy 10 ITC-EQ \(intraday\) at [0-9.]+.*\?$/,
    ),
    expect.stringMatching(/^Missed, .* Copy buy 10 SBIN-EQ \(intraday\) at [0-9.]+.*\?$/),
  ]);
  expect(rig.verdicts().slice(2)).toEqual(['follower1 copy ENTRY 10', 'follower1 skip DECLINED 0']);
  await expectVerified(rig);
});

test('a question that nobody answers is a no', async () => {
  const ask = () => new Promise<boolean>(() => {});
  const rig = await startHolding(oneFollower('ask', { ask, speed: 60 }));
  await rig.stop();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.start();
  await rig.until('it is declined', () => rig.verdicts().includes('follower1 skip DECLINED 0'));
  await expectVerified(rig);
});

test('what the master did while its book could not be read is asked about; before that nothing is', async () => {
  const rig = await startHolding(oneFollower('ask', { simulator: { pushAppOrders: false }, speed: 20 }));
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getOrderBook', times: 'always' });
  await rig.polled();
  rig.master.placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  rig.master.placeByHand(SELL);
  await rig.pass(40_000);
  rig.simulator.faults.clear();
  await rig.until('the exit is out', () => rig.holdingsOf(1)['RELIANCE-EQ'] === undefined);
  expect(rig.verdicts().slice(1).sort()).toEqual(['follower1 copy EXIT 10', 'follower1 skip DECLINED 0']);
  rig.master.placeByHand(BUY);
  await rig.until('the next is copied as ever', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  expect(rig.ofType('missed')).toHaveLength(1);
  await expectVerified(rig);
});
