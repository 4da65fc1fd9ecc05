/** What the tool before this one got wrong, each as a sentence. */
import { expect, test } from 'vitest';
import { EngineError } from '../../src/engine/engine-error.ts';
import { configText, createRig, MASTER, type Rig, startRig } from './rig.ts';

const MIRROR = { follower1: 'quantity: mirror' };

function complete(symbol: string, side: string, quantity: number) {
  return { symbol, side, quantity, filled: quantity, status: 'complete' };
}

function allComplete(rig: Rig, follower: number, copies: number): boolean {
  const book = rig.copiesOf(follower);
  return book.length === copies && book.every(({ status }) => status === 'complete');
}

test('an order first seen open and later complete is copied, and a part-filled, then cancelled one for its part', async () => {
  const config = configText({ followers: MIRROR, master: ['feed: poll', 'poll_interval: 1s'] });
  const rig = await startRig({ followers: 1, config });
  const limit = { side: 'BUY', quantity: 100, price: 1460 } as const;
  const later = rig.master.placeByHand({ ...limit, symbol: 'RELIANCE-EQ' });
  const partly = rig.master.placeByHand({ ...limit, symbol: 'ITC-EQ', price: 400 });
  const never = rig.master.placeByHand({ ...limit, symbol: 'SBIN-EQ', price: 890 });
  await rig.until('all three are seen open', () => {
    const seen = rig.ofType('master_order').filter(({ order }) => order.status === 'open');
    return new Set(seen.map(({ order }) => order.orderId)).size === 3;
  });
  expect(rig.decisions()).toEqual([]);
  rig.master.fill(partly.orderId, 40);
  await rig.polled();
  expect(rig.decisions()).toEqual([]);
  rig.master.complete(later.orderId);
  rig.master.cancel(partly.orderId);
  rig.master.cancel(never.orderId);
  rig.simulator.setPrice('RELIANCE-EQ', 1459);
  rig.simulator.setPrice('ITC-EQ', 399);
  await rig.until('both copies are complete', () => allComplete(rig, 1, 2));
  await rig.polled();
  expect(rig.copiesOf(1)).toEqual([complete('RELIANCE-EQ', 'BUY', 100), complete('ITC-EQ', 'BUY', 40)]);
  expect(rig.verdicts()).toEqual([
    'follower1 copy ENTRY 100',
    'follower1 copy ENTRY 40',
    'follower1 skip NOT_FILLED 0',
  ]);
});

test('failed reads at the start do not copy the day once more', async () => {
  const rig = await createRig({ speed: 20 });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  rig.master.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10 });
  const read = { account: MASTER, endpoint: 'getOrderBook' } as const;
  rig.trouble(
    { ...read, kind: 'reset' },
    { ...read, kind: 'html_page' },
    { ...read, kind: 'empty_object' },
    { ...read, kind: 'throttled' },
    { ...read, endpoint: 'getPosition', kind: 'server_error' },
    { ...read, kind: 'expired_token' },
  );
  await rig.start();
  await rig.polled(3);
  expect(rig.decisions()).toEqual([]);
  rig.master.placeByHand({ symbol: 'ITC-EQ', side: 'BUY', quantity: 10 });
  await rig.until('the new order is copied', () => allComplete(rig, 1, 1) && allComplete(rig, 2, 1));
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 5', 'follower2 copy ENTRY 10']);
});

test('a master whose book cannot be read at the start is an error, not an empty book', async () => {
  const rig = await createRig({ speed: 20 });
  rig.trouble({ kind: 'server_error', account: MASTER, endpoint: 'getOrderBook', times: 'always' });
  await expect(rig.start()).rejects.toMatchObject({ code: 'MASTER_BOOK_UNREADABLE' });
});

test('a restart copies nothing twice; of what happened meanwhile, exits and fresh entries are copied', async () => {
  const top = 'defaults: { execution: { max_age: 90s } }';
  const rig = await startRig({ followers: 1, config: configText({ followers: MIRROR, top }), speed: 20 });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  rig.master.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 20 });
  await rig.until('both are copied', () => allComplete(rig, 1, 2));
  await rig.stop();
  await rig.start();
  await rig.polled();
  expect(rig.copiesOf(1)).toHaveLength(2);
  await rig.stop();
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'SELL', quantity: 10 });
  rig.master.placeByHand({ symbol: 'BHARTIARTL-EQ', side: 'BUY', quantity: 5 });
  await rig.pass(100_000);
  rig.master.placeByHand({ symbol: 'ITC-EQ', side: 'BUY', quantity: 7 });
  rig.events.length = 0;
  await rig.start();
  await rig.until('exit and fresh entry are copied', () => allComplete(rig, 1, 4));
  await rig.polled();
  expect(
    rig
      .copiesOf(1)
      .slice(2)
      .sort((a, b) => a.quantity - b.quantity),
  ).toEqual([complete('ITC-EQ', 'BUY', 7), complete('RELIANCE-EQ', 'SELL', 10)]);
  expect(rig.verdicts()).toEqual([
    'follower1 copy EXIT 10',
    'follower1 skip STALE 0',
    'follower1 copy ENTRY 7',
  ]);
});

test('NIFTY in symbols.allow lets NIFTY contracts through, and not those of FINNIFTY and BANKNIFTY', async () => {
  const top = 'filters: { symbols: { allow: [NIFTY] } }';
  const rig = await startRig({ followers: 1, config: configText({ followers: MIRROR, top }) });
  const [nifty, future, finnifty, banknifty] = [
    rig.symbolOf('NIFTY', 'OPTIDX'),
    rig.symbolOf('NIFTY', 'FUTIDX'),
    rig.symbolOf('FINNIFTY', 'OPTIDX'),
    rig.symbolOf('BANKNIFTY', 'OPTIDX'),
  ];
  rig.master.placeByHand({ symbol: finnifty, side: 'BUY', quantity: 60 });
  rig.master.placeByHand({ symbol: banknifty, side: 'BUY', quantity: 30 });
  rig.master.placeByHand({ symbol: nifty, side: 'BUY', quantity: 65 });
  rig.master.placeByHand({ symbol: future, side: 'BUY', quantity: 65 });
  await rig.until('both NIFTY contracts are copied', () => allComplete(rig, 1, 2));
  await rig.polled();
  expect(
    rig
      .copiesOf(1)
      .map(({ symbol }) => symbol)
      .sort(),
  ).toEqual([nifty, future].sort());
  expect(
    rig
      .decisions()
      .filter(({ action }) => action === 'skip')
      .map(({ symbol, reason }) => [symbol, reason]),
  ).toEqual([
    [finnifty, 'SYMBOL_NOT_ALLOWED'],
    [banknifty, 'SYMBOL_NOT_ALLOWED'],
  ]);
});

test('STOPLOSS_LIMIT counts as a stop, before and after it is triggered', async () => {
  const followers = {
    follower1: 'filters: { order_types: [stop] }',
    follower2: 'filters: { order_types: [market, limit] }',
  };
  const rig = await startRig({ config: configText({ followers }) });
  const stop = { symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 } as const;
  rig.master.placeByHand({ ...stop, triggerPrice: 1475, price: 1476, orderType: 'STOPLOSS_LIMIT' });
  rig.simulator.setPrice('RELIANCE-EQ', 1475.5);
  rig.master.placeByHand({ ...stop, symbol: 'SBIN-EQ', price: 910, orderType: 'LIMIT' });
  await rig.until('each is copied once', () => allComplete(rig, 1, 1) && allComplete(rig, 2, 1));
  expect([rig.copiesOf(1), rig.copiesOf(2)]).toEqual([
    [complete('RELIANCE-EQ', 'BUY', 10)],
    [complete('SBIN-EQ', 'BUY', 10)],
  ]);
  expect(rig.verdicts().sort()).toEqual([
    'follower1 copy ENTRY 10',
    'follower1 skip ORDER_TYPE_FILTERED 0',
    'follower2 copy ENTRY 10',
    'follower2 skip ORDER_TYPE_FILTERED 0',
  ]);
});

test('half of a lot of 75 is no lot, not 37; and 0.29 of 100 shares is 29', async () => {
  const option = {
    token: '43001',
    symbol: 'NIFTY24NOV2625300CE',
    name: 'NIFTY',
    expiry: '24NOV2026',
    strike: '2530000.000000',
    lotsize: '75',
    instrumenttype: 'OPTIDX',
    exch_seg: 'NFO',
    tick_size: '5.000000',
    freeze_qty: '1801',
    is_cas_enabled: false,
  };
  const share = {
    ...option,
    token: '2885',
    symbol: 'RELIANCE-EQ',
    name: 'RELIANCE',
    expiry: '',
    strike: '-1.000000',
    lotsize: '1',
    instrumenttype: '',
    exch_seg: 'NSE',
    freeze_qty: '40000',
  };
  const followers = {
    follower1: 'quantity: { multiplier: 0.5 }',
    follower2: 'quantity: { multiplier: 0.29 }',
  };
  const rig = await startRig({
    config: configText({ followers }),
    simulator: {
      instruments: [option, share],
      prices: { 'RELIANCE-EQ': 1470.2, NIFTY24NOV2625300CE: 142.35 },
    },
  });
  rig.master.placeByHand({ symbol: option.symbol, side: 'BUY', quantity: 75 });
  rig.master.placeByHand({ symbol: option.symbol, side: 'BUY', quantity: 150 });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 100 });
  await rig.until('three copies are complete', () => allComplete(rig, 1, 2) && allComplete(rig, 2, 1));
  await rig.polled();
  expect([rig.copiesOf(1), rig.copiesOf(2)]).toEqual([
    [complete(option.symbol, 'BUY', 75), complete('RELIANCE-EQ', 'BUY', 50)],
    [complete('RELIANCE-EQ', 'BUY', 29)],
  ]);
});

test('an exit never turns a follower short that was sold by hand meanwhile', async () => {
  const followers = {
    follower1: 'quantity: mirror',
    follower2: 'quantity: mirror',
    follower3: 'quantity: mirror',
  };
  const rig = await startRig({ followers: 3, config: configText({ followers }) });
  const order = { symbol: 'RELIANCE-EQ', quantity: 10 } as const;
  rig.master.placeByHand({ ...order, side: 'BUY' });
  await rig.until('all hold it', () => [1, 2, 3].every((number) => allComplete(rig, number, 1)));
  rig.follower(1).placeByHand({ ...order, side: 'SELL' });
  rig.follower(2).placeByHand({ ...order, side: 'SELL', quantity: 4 });
  await rig.until('both have sold by hand', () => allComplete(rig, 1, 2) && allComplete(rig, 2, 2));
  rig.master.placeByHand({ ...order, side: 'SELL' });
  await rig.until('the others are out', () => allComplete(rig, 2, 3) && allComplete(rig, 3, 2));
  await rig.polled();
  expect([1, 2, 3].map((number) => rig.holdingsOf(number))).toEqual([{}, {}, {}]);
  expect(rig.copiesOf(1)).toHaveLength(2);
  expect(
    rig
      .ofType('escalation')
      .map(({ account, text }) => `${account}: ${text}`)
      .filter((text) => text.includes('exit'))
      .sort(),
  ).toEqual([
    'follower1: the exit of RELIANCE-EQ is 0 units, 10 fewer than decided: the account holds 0',
    'follower2: the exit of RELIANCE-EQ is 6 units, 4 fewer than decided: the account holds 6',
  ]);
});

test('success is recorded as success, and what the broker refuses or rejects later with its words', async () => {
  const followers = { follower1: '', follower2: '', follower3: '' };
  const rig = await startRig({
    followers: 3,
    config: configText({ followers }),
    accounts: { follower3: { funds: 100 } },
  });
  const body = { status: false, message: 'Invalid symboltoken', errorcode: 'AB4006', data: null };
  rig.trouble({ kind: 'reply', account: 'F100002', endpoint: 'placeOrder', body });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until('all have ended', () =>
    ['complete', 'refused', 'rejected'].every((state) =>
      rig.ofType('outcome').some((outcome) => outcome.state === state),
    ),
  );
  const statistics = await rig.stop();
  const records = await rig.records();
  const byFollower = records.map(({ follower, success, error }) => [follower, success, error]).sort();
  expect(byFollower).toEqual([
    ['follower1', true, null],
    ['follower2', false, 'Invalid symboltoken (AB4006)'],
    ['follower3', false, expect.stringMatching(/^Your order has been rejected due to Insufficient Funds\./)],
  ]);
  expect(records.map(({ follower_order_id: id }) => id === null)).toEqual([false, true, false]);
  expect(statistics).toEqual({ copies: 3, successful: 1, failed: 2, pending: 0, skipped: 0 });
});

test('an expired token is a new login, not "no orders"', async () => {
  const rig = await startRig({
    speed: 20,
    config: configText({ master: ['feed: poll', 'poll_interval: 1s'] }),
  });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until('both have it', () => allComplete(rig, 1, 1) && allComplete(rig, 2, 1));
  rig.simulator.endSessions();
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'SELL', quantity: 10 });
  await rig.until('both are out', () => allComplete(rig, 1, 2) && allComplete(rig, 2, 2));
  await rig.polled();
  expect(rig.verdicts()).toEqual([
    'follower1 copy ENTRY 5',
    'follower2 copy ENTRY 10',
    'follower1 copy EXIT 5',
    'follower2 copy EXIT 10',
  ]);
  expect(['M100001', 'F100001', 'F100002'].map((code) => rig.requestsOf(code, 'login'))).toEqual([2, 2, 2]);
});

test('followers 1 and 3 work without a follower 2', async () => {
  const followers = { follower1: '', follower3: '' };
  const rig = await createRig({ followers: 3, config: configText({ followers }) });
  for (const name of Object.keys(rig.environment)) {
    if (name.startsWith('FOLLOWER_2_')) delete rig.environment[name];
  }
  await rig.start();
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until('both have it', () => allComplete(rig, 1, 1) && allComplete(rig, 3, 1));
  expect(rig.simulator.requests.filter(({ clientCode }) => clientCode === 'F100002')).toEqual([]);
});

test('a follower that is the master, or another follower, is refused before anything is sent', async () => {
  const rig = await createRig({ speed: 20 });
  const own = { ...rig.environment };
  for (const [one, other] of [
    ['FOLLOWER_1_', ''],
    ['FOLLOWER_2_', 'FOLLOWER_1_'],
  ] as const) {
    Object.assign(rig.environment, own);
    for (const field of ['API_KEY', 'CLIENT_ID', 'PASSWORD', 'TOTP_SECRET']) {
      rig.environment[`${one}${field}`] = rig.environment[`${other}${field}`] ?? '';
    }
    const failure = await rig.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: 'SAME_ACCOUNT' });
    await rig.stop();
  }
  expect(rig.simulator.requests.filter(({ endpoint }) => endpoint === 'placeOrder')).toEqual([]);
});
