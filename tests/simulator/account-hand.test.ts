import { describe, expect, test } from 'vitest';
import { startLab } from './harness.ts';

const SBIN = { symbol: 'SBIN-EQ', side: 'BUY', quantity: 10, price: 900 } as const;

describe('an order placed by hand', () => {
  test("has the app's marks in the book, and none of the API's", async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const placed = simulator.account('CLIENT0001').placeByHand(SBIN);
    const row = await master.row();
    expect([row.orderid, row.uniqueorderid, row.strategycode, 'algoID' in row]).toEqual([
      placed.orderId,
      placed.uniqueOrderId,
      'N_Spark_Android_126.2.2',
      false,
    ]);
    expect(row.uniqueorderid).toMatch(/^CLIENT0001_[0-9a-f-]{36}$/);
  });

  test.each([
    [{ price: 900 }, 'LIMIT', 'NORMAL'],
    [{ price: 910, triggerPrice: 909 }, 'STOPLOSS_LIMIT', 'STOPLOSS'],
    [{ triggerPrice: 909 }, 'STOPLOSS_MARKET', 'STOPLOSS'],
  ])('is of the type that its prices say: %j', async (prices, orderType, variety) => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, ...prices });
    expect(hand.orderBook().map((row) => [row.ordertype, row.variety])).toEqual([[orderType, variety]]);
  });

  test('is intraday for a share and carried forward for a derivative, if nothing is said', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    const option = simulator.instruments.find(({ instrumenttype }) => instrumenttype === 'OPTIDX');
    hand.placeByHand(SBIN);
    hand.placeByHand({ symbol: option?.symbol ?? '', side: 'BUY', quantity: 65 });
    expect(hand.orderBook().map(({ producttype }) => producttype)).toEqual(['INTRADAY', 'CARRYFORWARD']);
  });

  test('goes through its script, step after step', async () => {
    const { simulator, clock } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({
      ...SBIN,
      price: 950,
      script: [
        { do: 'fill', quantity: 3, price: 901 },
        { afterMs: 100, do: 'fill', quantity: 2, price: 902 },
        { afterMs: 100, do: 'modify', change: { quantity: 8 } },
        { afterMs: 100, do: 'complete', price: 903 },
      ],
    });
    const story: unknown[] = [];
    for (let step = 0; step < 4; step += 1) {
      const [row] = hand.orderBook();
      story.push([row?.status, row?.quantity, row?.filledshares, row?.averageprice]);
      clock.advance(100);
    }
    expect(story).toEqual([
      ['open', '10', '3', 901],
      ['open', '10', '5', 901.4],
      ['modified', '8', '5', 901.4],
      ['complete', '8', '8', 902],
    ]);
  });

  test.each([
    [{ do: 'reject', text: 'Adapter is Logged Off' } as const, ['rejected', 'Adapter is Logged Off', '0']],
    [{ do: 'cancel' } as const, ['cancelled', '', '10']],
  ])('ends as its script says: %j', async (step, end) => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({ ...SBIN, script: [step] });
    expect(hand.orderBook().map((row) => [row.status, row.text, row.cancelsize])).toEqual([end]);
  });

  test('with a script is not filled by the market', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({ ...SBIN, price: 950, script: [] });
    expect(hand.orderBook()[0]?.status).toBe('open');
  });

  test('whose stop is set off in a script trades after it', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    const script = [{ do: 'trigger' }, { do: 'complete', price: 911 }] as const;
    hand.placeByHand({ ...SBIN, price: 912, triggerPrice: 910, script });
    expect(hand.orderBook().map((row) => [row.status, row.variety, row.ordertype, row.averageprice])).toEqual(
      [['complete', 'NORMAL', 'LIMIT', 911]],
    );
  });
});

describe('what a hand cannot do', () => {
  test.each([
    ['place without an instrument', { ...SBIN, symbol: 'NOPE-EQ' }, 'unknown instrument: NOPE-EQ'],
    ['place a part of a unit', { ...SBIN, quantity: 1.5 }, 'not a quantity: 1.5'],
    [
      'place a limit order without a limit',
      { symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, orderType: 'LIMIT' },
      'this order type needs price',
    ],
  ] as const)('%s', async (_, order, message) => {
    const { simulator } = await startLab();
    expect(() => simulator.account('CLIENT0001').placeByHand(order)).toThrow(message);
  });

  test('fill more than is left, fill what has ended, or fill what waits for the market to open', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    const { orderId } = hand.placeByHand(SBIN);
    expect(() => hand.fill(orderId, 11)).toThrow('has 10 units left, not 11');
    hand.cancel(orderId);
    expect(() => hand.fill(orderId, 1)).toThrow('is not at the exchange: cancelled');
    expect(() => hand.reject(orderId, 'no')).toThrow('has ended: cancelled');
    simulator.setMarketHours('closed');
    const parked = hand.placeByHand(SBIN);
    expect(() => hand.complete(parked.orderId)).toThrow('is not at the exchange: open');
  });

  test("touch another account's order, or an account that is none", async () => {
    const { simulator } = await startLab();
    const { orderId } = simulator.account('CLIENT0001').placeByHand(SBIN);
    expect(() => simulator.account('CLIENT0002').cancel(orderId)).toThrow(
      `account CLIENT0002 has no order ${orderId}`,
    );
    expect(() => simulator.account('CLIENT0009')).toThrow('no such account: CLIENT0009');
  });
});

test('a hand fills an order that is still on its way', async () => {
  const { simulator, master } = await startLab({ stepMs: 50 });
  await master.login();
  const id = await master.placed();
  simulator.account('CLIENT0001').complete(id, 899);
  const row = await master.row();
  expect([row.status, row.averageprice, row.exchangeorderid === '']).toEqual(['complete', 899, false]);
});

test('an order that is held back waits for a hand, and trades when it is let go', async () => {
  const { simulator, master } = await startLab();
  await master.login();
  const id = await master.placed();
  const hand = simulator.account('CLIENT0001');
  hand.holdBack(id);
  simulator.setPrice('SBIN-EQ', 890);
  const held = (await master.row()).status;
  hand.holdBack(id, false);
  simulator.setPrice('SBIN-EQ', 890.05);
  expect([held, (await master.row()).status]).toEqual(['open', 'complete']);
});
