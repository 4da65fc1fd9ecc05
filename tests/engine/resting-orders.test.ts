/** `copy_on: placed`, live against the simulator: copies that rest follow the master's order, whatever crosses what. */
import { afterEach, expect, test } from 'vitest';
import { verifyRecording } from '../../src/replay/recording/verify-recording.ts';
import { codeOf, configText, Rig, type RigOptions } from './rig.ts';

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.close();
  rig = null;
});

const PLACED = configText({ top: 'copy_on: placed', followers: { follower1: 'quantity: mirror' } });

async function begin(options: RigOptions = {}): Promise<Rig> {
  const made = await Rig.create({ config: PLACED, ...options });
  rig = made;
  await made.start();
  return made;
}

/** `10 LIMIT 780 open` of each order in the follower's book. */
function booked(own: Rig): string[] {
  return own
    .follower(1)
    .orderBook()
    .map((row) => {
      const trigger = Number(row.triggerprice) > 0 ? ` trigger ${row.triggerprice}` : '';
      return `${row.quantity} ${row.ordertype} ${row.price}${trigger} ${row.orderstatus === 'modified' ? 'open' : row.orderstatus}`;
    });
}

async function shows(own: Rig, ...orders: string[]): Promise<void> {
  await own.until(
    () => `the book shows ${orders.join(', ')}: ${booked(own).join(', ')}`,
    () => JSON.stringify(booked(own)) === JSON.stringify(orders),
  );
}

const told = (own: Rig) => own.ofType('escalation').map(({ text }) => text);
const verdicts = (own: Rig) =>
  own.decisions().map(({ action, reason, quantity, revision }) => [action, reason, quantity, revision ?? 0]);

async function verified(own: Rig): Promise<void> {
  await own.stop();
  for (const { files } of own.ofType('started')) {
    expect((await verifyRecording(files.recording)).divergences).toBe(0);
  }
}

/** Far below the market. */
const RESTING = { symbol: 'SBIN-EQ', side: 'BUY', quantity: 10, price: 850, script: [] } as const;

test('a resting order rests at the follower, is changed as the master changes it, and ends with it', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand(RESTING);
  await shows(own, '10 LIMIT 850 open');
  own.master.modifyByHand(orderId, { price: 855 });
  await shows(own, '10 LIMIT 855 open');
  own.master.modifyByHand(orderId, { quantity: 25 });
  await shows(own, '25 LIMIT 855 open');
  own.master.cancelByHand(orderId);
  await shows(own, '25 LIMIT 855 cancelled');
  await verified(own);
  expect(verdicts(own)).toEqual([
    ['copy', 'ENTRY', 10, 0],
    ['modify', 'ENTRY', 10, 2],
    ['modify', 'ENTRY', 25, 3],
    ['cancel', 'NOT_FILLED', 0, 4],
  ]);
  expect(told(own)).toEqual([]);
});

test('a resting stop stays a stop with the master’s trigger', async () => {
  const own = await begin();
  own.master.placeByHand({
    ...{ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10, script: [] },
    ...{ orderType: 'STOPLOSS_LIMIT', price: 950, triggerPrice: 940 },
  });
  await shows(own, '10 STOPLOSS_LIMIT 950 trigger 940 trigger pending');
  await verified(own);
});

test('slices grow and shrink with the order', async () => {
  const followers = { follower1: 'quantity: { multiplier: 2 }' };
  const own = await begin({ config: configText({ top: 'copy_on: placed', followers }) });
  const symbol =
    own.simulator.instruments.find(({ symbol: one }) => /^BANKNIFTY.*58000CE$/.test(one))?.symbol ?? '';
  own.simulator.setPrice(symbol, 12);
  const { orderId } = own.master.placeByHand({ symbol, side: 'BUY', quantity: 330, price: 10, script: [] });
  await shows(own, '600 LIMIT 10 open', '60 LIMIT 10 open');
  own.master.modifyByHand(orderId, { quantity: 600 });
  await shows(own, '600 LIMIT 10 open', '600 LIMIT 10 open');
  own.master.modifyByHand(orderId, { quantity: 150, price: 11 });
  await shows(own, '300 LIMIT 11 open', '600 LIMIT 10 cancelled');
  own.master.modifyByHand(orderId, { quantity: 330 });
  await shows(own, '600 LIMIT 11 open', '600 LIMIT 10 cancelled', '60 LIMIT 11 open');
  await verified(own);
  expect(told(own)).toEqual([]);
});

test('what a change or a cancel came to is read in the book, whatever the reply was', async () => {
  const own = await begin({ speed: 10 });
  const account = codeOf(1);
  const { orderId } = own.master.placeByHand(RESTING);
  await shows(own, '10 LIMIT 850 open');
  // Taken, and the reply lost; then never there, then said to be taken when it was not.
  own.trouble(
    { account, endpoint: 'modifyOrder', kind: 'hang', accepted: true },
    { account, endpoint: 'modifyOrder', kind: 'reset' },
  );
  own.master.modifyByHand(orderId, { price: 855 });
  await shows(own, '10 LIMIT 855 open');
  own.master.modifyByHand(orderId, { price: 856 });
  await shows(own, '10 LIMIT 856 open');
  own.trouble(
    { account, endpoint: 'cancelOrder', kind: 'server_error' },
    {
      ...{ account, endpoint: 'cancelOrder', kind: 'reply' },
      body: { status: true, message: 'SUCCESS', errorcode: '', data: { orderid: 'none' } },
    },
  );
  own.master.cancelByHand(orderId);
  await shows(own, '10 LIMIT 856 cancelled');
  await verified(own);
});

test('a copy that was filled before the master took its order back is held, counted and told', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand(RESTING);
  await shows(own, '10 LIMIT 850 open');
  own.follower(1).complete(own.follower(1).orderBook()[0]?.orderid ?? '');
  await shows(own, '10 LIMIT 850 complete');
  own.master.cancelByHand(orderId);
  await own.until('it is told', () => told(own).length > 0);
  expect(told(own)).toEqual([
    '10 units of buy SBIN-EQ were copied before the master took its order back, which stands for 0: the follower holds 10 more',
  ]);
  // The next time that the master is out, so is the follower, of all of it.
  own.master.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 5 });
  await own.until('it is in', () => own.holdingsOf(1)['SBIN-EQ'] === 15);
  own.master.placeByHand({ symbol: 'SBIN-EQ', side: 'SELL', quantity: 5 });
  await own.until('it is flat', () => own.holdingsOf(1)['SBIN-EQ'] === undefined);
  await verified(own);
});

test('a cancel that crosses a fill at the follower leaves what was filled, and tells it', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand({ ...RESTING, quantity: 20 });
  await shows(own, '20 LIMIT 850 open');
  own.master.fill(orderId, 10);
  own.follower(1).fill(own.follower(1).orderBook()[0]?.orderid ?? '', 15);
  own.master.cancelByHand(orderId);
  await shows(own, '20 LIMIT 850 cancelled');
  await own.until('it is told', () => told(own).length > 0);
  expect(told(own)).toEqual([
    "15 units of buy SBIN-EQ came in and the master's order stands for 10: the follower holds 5 more",
  ]);
  await verified(own);
});

test('what the master is out of does not come in later, where the follower has no exit that would cancel it', async () => {
  const own = await begin();
  const sale = own.master.placeByHand({ ...RESTING, side: 'SELL', price: 950 });
  await shows(own, '10 LIMIT 950 open');
  own.master.fill(sale.orderId, 10);
  const purchase = own.master.placeByHand({ ...RESTING, quantity: 20 });
  await shows(own, '10 LIMIT 950 open', '10 LIMIT 850 open');
  own.follower(1).complete(own.follower(1).orderBook()[1]?.orderid ?? '');
  await shows(own, '10 LIMIT 950 open', '10 LIMIT 850 complete');
  own.master.fill(purchase.orderId, 20);
  await shows(own, '10 LIMIT 950 cancelled', '10 LIMIT 850 complete');
  own.master.placeByHand({ symbol: 'SBIN-EQ', side: 'SELL', quantity: 10 });
  await own.until('it is flat', () => own.holdingsOf(1)['SBIN-EQ'] === undefined);
  await verified(own);
  expect(verdicts(own).slice(2)).toEqual([
    ['skip', 'NO_POSITION', 0, 0],
    ['copy', 'EXIT', 10, 0],
  ]);
});

test('a pause holds back no cancel and nothing that makes less', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand({ ...RESTING, quantity: 20 });
  await shows(own, '20 LIMIT 850 open');
  const other = own.master.placeByHand({ ...RESTING, symbol: 'ITC-EQ', price: 390 });
  await shows(own, '20 LIMIT 850 open', '10 LIMIT 390 open');
  own.engine.steer('pause', null);
  own.master.modifyByHand(orderId, { quantity: 12 });
  await shows(own, '12 LIMIT 850 open', '10 LIMIT 390 open');
  own.master.modifyByHand(other.orderId, { price: 391 });
  await shows(own, '12 LIMIT 850 open', '10 LIMIT 390 cancelled');
  own.master.cancelByHand(orderId);
  await shows(own, '12 LIMIT 850 cancelled', '10 LIMIT 390 cancelled');
  await verified(own);
  expect(verdicts(own).slice(-3)).toEqual([
    ['modify', 'ENTRY', 12, 2],
    ['cancel', 'PAUSED', 0, 2],
    ['cancel', 'NOT_FILLED', 0, 3],
  ]);
});

test('what the master changed while nobody looked is caught up with after a restart', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand(RESTING);
  await shows(own, '10 LIMIT 850 open');
  const other = own.master.placeByHand({ ...RESTING, symbol: 'ITC-EQ', price: 390 });
  await shows(own, '10 LIMIT 850 open', '10 LIMIT 390 open');
  await own.stop();
  own.master.modifyByHand(orderId, { price: 860, quantity: 12 });
  own.master.cancelByHand(other.orderId);
  await own.start();
  await shows(own, '12 LIMIT 860 open', '10 LIMIT 390 cancelled');
  await verified(own);
});

test('a change that was decided and not carried out goes on after a restart', async () => {
  const own = await begin();
  const { orderId } = own.master.placeByHand(RESTING);
  await shows(own, '10 LIMIT 850 open');
  own.trouble({ account: codeOf(1), endpoint: 'modifyOrder', kind: 'hang', times: 'always' });
  own.master.modifyByHand(orderId, { price: 855 });
  await own.until('it is decided', () => own.decisions().some(({ action }) => action === 'modify'));
  await own.stop();
  own.simulator.faults.clear();
  await own.start();
  await shows(own, '10 LIMIT 855 open');
  await verified(own);
});
