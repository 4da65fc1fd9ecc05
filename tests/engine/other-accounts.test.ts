/** A name of the file means another account than before: what copies hold stays with the account that holds it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBook } from '../../src/core/book/book.ts';
import { copiedIn } from '../../src/core/book/follower-ledger.ts';
import { findHolding, findInstrument } from '../../src/core/book/registers.ts';
import { NO_INSTRUMENT_MASTER } from '../../src/core/orders/instrument.ts';
import { describeCopies } from '../../src/engine/copies/describe-copies.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { codeOf, configText, MASTER, type Rig, startRig } from './rig.ts';

const BUY = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 } as const;
const SELL = { ...BUY, side: 'SELL' } as const;
const SPEED = 20;
const CREDENTIALS = ['API_KEY', 'CLIENT_ID', 'PASSWORD', 'TOTP_SECRET'];

function filledOf(rig: Rig, follower: number): number[] {
  return rig.copiesOf(follower).map(({ side, filled }) => (side === 'BUY' ? filled : -filled));
}

async function filled(rig: Rig, follower: number, quantities: readonly number[]): Promise<void> {
  await rig.until(
    () => `${quantities} at ${follower} (now ${filledOf(rig, follower)})`,
    () => String(filledOf(rig, follower)) === String(quantities),
  );
}

/** What the variables of one prefix held is under the other one from now on, and the other way round. */
function swap(rig: Rig, one: string, other: string): void {
  const { environment } = rig;
  for (const field of CREDENTIALS) {
    const [a, b] = [environment[`${one}${field}`] ?? '', environment[`${other}${field}`] ?? ''];
    environment[`${one}${field}`] = b;
    environment[`${other}${field}`] = a;
  }
}

function follower(name: string, number: number): string {
  return [`  ${name}:`, `    credentials: { env_prefix: FOLLOWER_${number}_ }`, ''].join('\n');
}

function fileOf(...followers: string[]): string {
  const head = ['version: 1', 'mode: live', 'master:', '  credentials: { env_prefix: "" }', 'followers:', ''];
  return head.join('\n') + followers.join('');
}

function toldOf(rig: Rig): string[] {
  return rig.ofType('escalation').map(({ account, text }) => `${account}: ${text}`);
}

async function startedWith(text: string): Promise<Rig> {
  const rig = await startRig({ config: text, speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, 1, [100]);
  await rig.polled();
  await rig.stop();
  return rig;
}

async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof EngineError) return error;
  throw new Error(`no engine error, but ${String(error)}`);
}

test('what the account before held is not sold in the new account of that name', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  swap(rig, 'FOLLOWER_1_', 'FOLLOWER_2_');
  rig.follower(2).placeByHand(BUY);
  await rig.start();
  expect(toldOf(rig)).toEqual([expect.stringMatching(/^wife: .*holds 100 RELIANCE-EQ \(intraday\) by its/)]);
  rig.master.placeByHand(SELL);
  await rig.until('it is decided', () => rig.verdicts().length === 2);
  await rig.pass(5000);
  expect([filledOf(rig, 1), filledOf(rig, 2), rig.verdicts()[1]]).toEqual([
    [100],
    [100],
    'wife skip NO_POSITION 0',
  ]);
});

test('the ledger of an account comes back with it', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  swap(rig, 'FOLLOWER_1_', 'FOLLOWER_2_');
  await rig.start();
  await rig.stop();
  swap(rig, 'FOLLOWER_1_', 'FOLLOWER_2_');
  await rig.start();
  rig.master.placeByHand(SELL);
  await filled(rig, 1, [100, -100]);
  expect(filledOf(rig, 2)).toEqual([]);
});

test('a renamed follower goes on with what its account holds', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  await rig.save(fileOf(follower('spouse', 1)));
  await rig.start();
  rig.master.placeByHand(SELL);
  await filled(rig, 1, [100, -100]);
  expect(rig.ofType('escalation')).toEqual([]);
});

test('two followers that change names keep what each holds, also of one order that goes on filling', async () => {
  const both = (one: string, other: string) =>
    configText({ followers: { [one]: 'quantity: mirror', [other]: 'quantity: { multiplier: 0.5 }' } });
  const rig = await startRig({ config: both('wife1', 'son2'), speed: SPEED });
  rig.master.placeByHand(BUY);
  await filled(rig, 1, [100]);
  await filled(rig, 2, [50]);
  await rig.polled();
  await rig.stop();
  await rig.save(both('wife2', 'son1').replace('son1', 'wife1').replace('wife2', 'son2'));
  await rig.start();
  rig.master.placeByHand({ ...SELL, quantity: 40 });
  await filled(rig, 1, [100, -40]);
  await filled(rig, 2, [50, -20]);
  expect(rig.ofType('escalation')).toEqual([]);
});

test('a master that is another account is refused while copies of the one before are held', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  swap(rig, '', 'FOLLOWER_2_');
  expect(await failureOf(rig.start())).toMatchObject({
    code: 'OTHER_MASTER',
    message: expect.stringContaining('wife 100 RELIANCE-EQ (intraday)'),
  });
});

test('a master that is another account begins anew where nothing is held, and what was paused stays so', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  await rig.start();
  rig.master.placeByHand(SELL);
  await filled(rig, 1, [100, -100]);
  await rig.polled();
  rig.engine.steer('pause', 'wife');
  await rig.stop();
  swap(rig, '', 'FOLLOWER_2_');
  rig.follower(2).placeByHand(BUY);
  await rig.start();
  rig.follower(2).placeByHand(SELL);
  rig.follower(2).placeByHand({ ...BUY, symbol: 'ITC-EQ' });
  await rig.until('both are decided', () => rig.verdicts().length === 4);
  expect(rig.verdicts().slice(2)).toEqual(['wife skip NO_POSITION 0', 'wife skip PAUSED 0']);
});

test('a reload does not exchange an account', async () => {
  const rig = await startRig({ config: fileOf(follower('wife', 1)), speed: SPEED });
  const other = await failureOf(rig.reload(fileOf(follower('wife', 2))));
  expect(other.message).toContain("the credentials of wife are another account's");
});

test('what ended with its day is not told as held', () => {
  const book = createBook();
  book.day = 20_000;
  const name = { exchange: 'NSE', symbolToken: '2885', tradingSymbol: 'RELIANCE-EQ' } as const;
  const instrument = findInstrument(book, name, NO_INSTRUMENT_MASTER);
  const seat = book.seats.of('wife');
  copiedIn(findHolding(book, instrument, 'intraday'), seat).quantity = 100;
  copiedIn(findHolding(book, instrument, 'delivery'), seat).quantity = 7;
  const on = (today: number) => describeCopies(book, 'wife', { today, instruments: NO_INSTRUMENT_MASTER });
  expect([on(20_000), on(20_001)]).toEqual([
    '100 RELIANCE-EQ (intraday), 7 RELIANCE-EQ (delivery)',
    '7 RELIANCE-EQ (delivery)',
  ]);
});

test('the journal holds no client code', async () => {
  const rig = await startedWith(fileOf(follower('wife', 1)));
  const journal = await readFile(join(rig.logs, 'journal.db'), 'latin1');
  for (const code of [codeOf(1), MASTER]) expect(journal).not.toContain(code);
  expect(journal).toContain('"accounts":{"salt":');
});
