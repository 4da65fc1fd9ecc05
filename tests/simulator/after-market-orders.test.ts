import { expect, test } from 'vitest';
import { istTime, startLab } from './harness.ts';

const SUNDAY = istTime(2026, 11, 22, '11:00:00');

test('an order outside of the hours waits as AMO, and enters at the next opening under a new number', async () => {
  const { master, clock } = await startLab({ startAtMs: SUNDAY, marketHours: 'exchange' });
  await master.login();
  const id = await master.placed();
  const waiting = await master.row();
  clock.advanceTo(istTime(2026, 11, 23, '09:14:59'));
  await master.login();
  const stillWaiting = await master.row();
  clock.advance(1000);
  const entered = await master.row();
  expect([waiting.orderid, waiting.variety, waiting.status, waiting.exchtime]).toEqual([
    id,
    'AMO',
    'open',
    '',
  ]);
  expect(stillWaiting).toEqual(waiting);
  expect([entered.variety, entered.status, entered.uniqueorderid]).toEqual([
    'NORMAL',
    'open',
    waiting.uniqueorderid,
  ]);
  expect([id, entered.orderid]).toEqual([
    expect.stringMatching(/^1122[0-9a-f]{8}AO$/),
    expect.stringMatching(/^261123\d{9}$/),
  ]);
});

test('a stop that waited enters as STOPLOSS, a market order with the protection of the opening', async () => {
  const { simulator, master } = await startLab({ marketHours: 'closed' });
  await master.login();
  await master.place({ variety: 'STOPLOSS', ordertype: 'STOPLOSS_LIMIT', triggerprice: '910', price: '911' });
  await master.place({ ordertype: 'MARKET', price: '0' });
  const before = (await master.rows())?.map((row) => [row.variety, row.ordertype, row.price]);
  simulator.setPrice('SBIN-EQ', 904);
  simulator.setMarketHours('always');
  const after = (await master.rows())?.map((row) => [row.variety, row.ordertype, row.price, row.status]);
  expect(before).toEqual([
    ['AMO', 'STOPLOSS_LIMIT', 911],
    ['AMO', 'MARKET', 0],
  ]);
  expect(after).toEqual([
    ['STOPLOSS', 'STOPLOSS_LIMIT', 911, 'trigger pending'],
    ['NORMAL', 'LIMIT', 908.5, 'complete'],
  ]);
});

test('one that is cancelled with variety NORMAL does not enter', async () => {
  const { simulator, master } = await startLab({ marketHours: 'closed' });
  await master.login();
  await master.cancel(await master.placed());
  simulator.releaseAfterMarketOrders();
  const row = await master.row();
  expect([row.variety, row.status, row.cancelsize, row.exchtime]).toEqual([
    'AMO',
    'cancelled after market order',
    '10',
    '',
  ]);
});

test('one that is modified stays open, with its new terms', async () => {
  const { master } = await startLab({ marketHours: 'closed' });
  await master.login();
  await master.modify(await master.placed(), { price: '899.00' });
  const row = await master.row();
  expect([row.variety, row.status, row.price]).toEqual(['AMO', 'open', 899]);
});

test.each([
  [false, []],
  [true, ['AB06 after market order req received', 'AB07 cancelled after market order']],
])('is pushed: %s', async (pushAfterMarketOrders, story) => {
  const { master } = await startLab({ marketHours: 'closed', pushAfterMarketOrders });
  await master.login();
  const feed = await master.openFeed();
  await master.cancel(await master.placed());
  await feed.settle();
  expect(feed.story).toEqual(story);
});

test('shares close before derivatives, and those before commodities', async () => {
  const { simulator, master } = await startLab({
    startAtMs: istTime(2026, 11, 23, '15:35:00'),
    marketHours: 'exchange',
  });
  await master.login();
  const hand = simulator.account('CLIENT0001');
  const symbols = ['NSE', 'NFO', 'MCX'].map(
    (exchange) => simulator.instruments.find(({ exch_seg }) => exch_seg === exchange)?.symbol ?? '',
  );
  for (const symbol of symbols) hand.placeByHand({ symbol, side: 'BUY', quantity: 1300 });
  expect((await master.rows())?.map(({ variety }) => variety)).toEqual(['AMO', 'NORMAL', 'NORMAL']);
});
