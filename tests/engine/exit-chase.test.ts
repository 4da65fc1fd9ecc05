/** `execution.chase`, live against the simulator: an exit that rests is re-priced within bounds, and told of. */
import { afterEach, expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { codeOf, configText, Rig, type RigOptions } from './rig.ts';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

const SYMBOL = 'SBIN-EQ';
const ACCOUNT = codeOf(1);

function chasing(chase: string): string {
  const followers = { follower1: 'quantity: mirror' };
  return configText({ top: `defaults: { execution: { chase: ${chase} } }`, followers });
}

/** The follower holds ten at 900. */
async function holding(chase: string, options: RigOptions = {}): Promise<Rig> {
  const made = await Rig.create({
    config: chasing(chase),
    speed: 10,
    followers: 1,
    simulator: { prices: { [SYMBOL]: 900 } },
    ...options,
  });
  rig = made;
  await made.start();
  made.master.placeByHand({ symbol: SYMBOL, side: 'BUY', quantity: 10 });
  await made.until('the follower is in', () => made.holdingsOf(1)[SYMBOL] === 10);
  return made;
}

/** The master gets out at 900, and the price has fallen to `last` when the follower's exit comes: it rests at 895.50. */
async function exitRests(own: Rig, last: number): Promise<void> {
  own.simulator.setPrice(SYMBOL, last);
  own.master.placeByHand({
    ...{ symbol: SYMBOL, side: 'SELL', quantity: 10, price: 900 },
    script: [{ do: 'complete', price: 900 }],
  });
  await own.until('the exit rests', () => exitOf(own) === '10 LIMIT 895.5 open 0');
}

/** Quantity, type, price, status and what is filled of the last order in the follower's book. */
function exitOf(own: Rig): string {
  const row = own.follower(1).orderBook().at(-1);
  if (row === undefined) return '';
  const status = row.orderstatus === 'modified' ? 'open' : row.orderstatus;
  return `${row.quantity} ${row.ordertype} ${row.price} ${status} ${row.filledshares}`;
}

const shows = (own: Rig, exit: string) =>
  own.until(
    () => `the exit is ${exit}: ${exitOf(own)}`,
    () => exitOf(own) === exit,
  );

const alerts = (own: Rig) =>
  own.ofType('escalation').map(({ alert, text }) => `${alert}: ${text.replace(/\d+ s/, 'N s')}`);
const changesOf = (own: Rig) => own.requestsOf(ACCOUNT, 'modifyOrder');

async function verified(own: Rig): Promise<void> {
  await own.stop();
  for (const { files } of own.ofType('started')) {
    expect((await verifyRecording(files.recording)).divergences).toBe(0);
  }
}

test('an exit that rests is re-priced by the last price and gets out', async () => {
  const own = await holding('{ every: 2s, within: 2% }');
  await exitRests(own, 890);
  // Half a percent below 890; the market gives 890.
  await shows(own, '10 LIMIT 885.55 complete 10');
  await own.until('the copy has ended', () => own.engine.status().followers[0]?.positions.length === 0);
  expect(own.holdingsOf(1)).toEqual({});
  expect(own.requestsOf(ACCOUNT, 'placeOrder')).toBe(2);
  expect(changesOf(own)).toBe(1);
  expect(alerts(own)).toEqual([]);
  await verified(own);
});

test('at the bound nothing more is sent, and somebody is called', async () => {
  const own = await holding('{ every: 1s, times: 5, within: 1% }');
  await exitRests(own, 880);
  await shows(own, '10 LIMIT 886.55 open 0');
  await own.until('it is told', () => alerts(own).length > 0);
  await own.pass(5000);
  expect(exitOf(own)).toBe('10 LIMIT 886.55 open 0');
  expect(changesOf(own)).toBe(1);
  expect(alerts(own)).toEqual([
    'EXIT_NOT_OUT: the exit sell SBIN-EQ has rested for N s, 10 units unfilled at 886.55; the price is not changed any more: look at the position',
  ]);
  await verified(own);
});

test('nobody is called twice before it has lasted, and then again', async () => {
  const own = await holding('{ every: 1s, times: 1 }', { speed: 30 });
  await exitRests(own, 880);
  await own.until('it is told again', () => alerts(own).length > 1);
  const [first, second] = own.ofType('escalation');
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(60_000);
});

test('switched off it stays at its price, and a save switches it on', async () => {
  const own = await holding('off');
  await exitRests(own, 890);
  await own.pass(8000);
  expect(changesOf(own)).toBe(0);
  expect(await own.reload(chasing('{ every: 1s, within: 2% }'))).toEqual([
    'follower1: execution.chase off → every 1s, 3 times, within 2%',
  ]);
  await shows(own, '10 LIMIT 885.55 complete 10');
});

test('switched off, one that does not get out is told all the same', async () => {
  const own = await holding('off', { speed: 30 });
  await exitRests(own, 880);
  await own.until('it is told', () => alerts(own).length > 0);
  expect(changesOf(own)).toBe(0);
  expect(alerts(own)).toEqual([
    'EXIT_NOT_OUT: the exit sell SBIN-EQ has rested for N s, 10 units unfilled at 895.50; it is not re-priced (chase: off): look at the position',
  ]);
});

test('the quantity is the order’s total: what fills meanwhile is not sold twice', async () => {
  const own = await holding('{ every: 1s, within: 2% }');
  await exitRests(own, 890);
  own.follower(1).fill(own.follower(1).orderBook().at(-1)?.orderid ?? '', 4);
  await shows(own, '10 LIMIT 885.55 complete 10');
  expect(own.holdingsOf(1)).toEqual({});
  await verified(own);
});

test('a change that crosses the fill does no harm', async () => {
  const own = await holding('{ every: 1s, within: 2% }');
  await exitRests(own, 890);
  own.trouble({ account: ACCOUNT, endpoint: 'quote', kind: 'delay', delayMs: 1000 });
  const before = own.requestsOf(ACCOUNT, 'quote');
  await own.until('the last price is asked for', () => own.requestsOf(ACCOUNT, 'quote') > before);
  own.follower(1).complete(own.follower(1).orderBook().at(-1)?.orderid ?? '');
  await shows(own, '10 LIMIT 895.5 complete 10');
  await own.pass(4000);
  expect(own.holdingsOf(1)).toEqual({});
  expect(own.copiesOf(1)).toHaveLength(2);
  expect(alerts(own)).toEqual([]);
  await verified(own);
});

test('what a change came to is read in the book, whatever the reply was', async () => {
  const own = await holding('{ every: 1s, times: 4, within: 2% }');
  await exitRests(own, 890);
  // Never there; then refused; then taken, and the reply lost.
  own.trouble(
    { account: ACCOUNT, endpoint: 'modifyOrder', kind: 'server_error' },
    {
      ...{ account: ACCOUNT, endpoint: 'modifyOrder', kind: 'reply' },
      body: { status: false, message: 'Not now', errorcode: 'AB1010', data: null },
    },
    { account: ACCOUNT, endpoint: 'modifyOrder', kind: 'reset', accepted: true },
  );
  await shows(own, '10 LIMIT 885.55 complete 10');
  expect(changesOf(own)).toBe(3);
  expect(own.copiesOf(1)).toHaveLength(2);
  await verified(own);
});

test('without a last price it goes on by the slippage', async () => {
  const own = await holding('{ every: 1s, times: 1, within: 2% }');
  await exitRests(own, 880);
  own.trouble({ account: ACCOUNT, endpoint: 'quote', kind: 'server_error', times: 'always' });
  // Half a percent of 895.50 is 4.4775.
  await shows(own, '10 LIMIT 891 open 0');
});

test('a restart goes on within the same bound', async () => {
  const own = await holding('{ every: 1s, times: 1, within: 1% }');
  await exitRests(own, 891);
  own.trouble({ account: ACCOUNT, endpoint: 'quote', kind: 'server_error', times: 'always' });
  own.simulator.setPrice(SYMBOL, 880);
  await shows(own, '10 LIMIT 891 open 0');
  await own.stop();
  own.simulator.faults.clear();
  await own.start();
  await shows(own, '10 LIMIT 886.55 open 0');
  await own.until('it is told', () => alerts(own).length > 0);
  own.simulator.setPrice(SYMBOL, 887);
  await shows(own, '10 LIMIT 886.55 complete 10');
  expect(own.holdingsOf(1)).toEqual({});
  await verified(own);
});

test('an exit that the follower’s owner takes back is not chased', async () => {
  const own = await holding('{ every: 1s, within: 2% }');
  await exitRests(own, 890);
  own.follower(1).cancelByHand(own.follower(1).orderBook().at(-1)?.orderid ?? '');
  await shows(own, '10 LIMIT 895.5 cancelled 0');
  await own.pass(4000);
  expect(changesOf(own)).toBe(0);
});

test('a copy that rests as the master’s order does is left where it is', async () => {
  const placed = configText({
    top: 'copy_on: placed\ndefaults: { execution: { chase: { every: 1s } } }',
    followers: { follower1: 'quantity: mirror' },
  });
  const own = await Rig.create({ config: placed, speed: 10, followers: 1 });
  rig = own;
  await own.start();
  own.master.placeByHand({ symbol: SYMBOL, side: 'BUY', quantity: 10, price: 850, script: [] });
  await own.until('it rests', () => own.copiesOf(1).length === 1);
  await own.pass(5000);
  expect(changesOf(own)).toBe(0);
  expect(alerts(own)).toEqual([]);
});
