import { describe, expect, test } from 'vitest';
import { startLab } from './harness.ts';

/** What of a row changes during an order's life. */
function summary(row: object) {
  const names = [
    'status',
    'orderstatus',
    'filledshares',
    'unfilledshares',
    'cancelsize',
    'averageprice',
    'text',
  ];
  return Object.fromEntries(names.map((name) => [name, Reflect.get(row, name)]));
}

const STOP = {
  variety: 'STOPLOSS',
  ordertype: 'STOPLOSS_LIMIT',
  transactiontype: 'SELL',
  triggerprice: '895.00',
  price: '894.50',
};

describe('an order on its way', () => {
  test('passes every station, one step after the other', async () => {
    const { master, clock } = await startLab({ stepMs: 100 });
    await master.login();
    await master.place();
    const stations: string[] = [(await master.row()).orderstatus];
    for (let step = 0; step < 3; step += 1) {
      clock.advance(100);
      stations.push((await master.row()).orderstatus);
    }
    expect(stations).toEqual(['put order req received', 'validation pending', 'open pending', 'open']);
  });

  test('has no times of the exchange until the exchange has answered', async () => {
    const { master, clock } = await startLab({ stepMs: 1000 });
    await master.login();
    await master.place();
    clock.advance(2000);
    const before = await master.row();
    clock.advance(1000);
    const after = await master.row();
    expect([before.updatetime, before.exchtime, before.exchangeorderid]).toEqual([
      '23-Nov-2026 10:30:02',
      '',
      '',
    ]);
    expect([after.updatetime, after.exchtime, after.exchorderupdatetime]).toEqual(
      Array(3).fill('23-Nov-2026 10:30:03'),
    );
    expect(after.exchangeorderid).toMatch(/^11\d{14}$/);
  });

  test('is pushed from its third station on', async () => {
    const { master, clock } = await startLab({ stepMs: 100 });
    await master.login();
    const feed = await master.openFeed();
    await master.place({ price: '905.00' });
    clock.advance(300);
    await feed.settle();
    expect(feed.story).toEqual(['AB09 open pending', 'AB01 open', 'AB05 complete']);
  });

  test('is named by the day and a sequence, and by a UUID', async () => {
    const { master } = await startLab();
    await master.login();
    const reply = JSON.parse((await master.place({ ordertag: 'ct-tag' })).text);
    expect(reply).toEqual({
      status: true,
      message: 'SUCCESS',
      errorcode: '',
      data: {
        script: 'SBIN-EQ',
        orderid: expect.stringMatching(/^261123\d{9}$/),
        uniqueorderid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    const row = await master.row();
    expect([row.orderid, row.uniqueorderid, row.ordertag]).toEqual([
      reply.data.orderid,
      reply.data.uniqueorderid,
      'ct-tag',
    ]);
  });
});

describe('a limit order', () => {
  test('that crosses the last price is filled at it', async () => {
    const { master } = await startLab();
    await master.login();
    await master.place({ price: '905.00' });
    expect(summary(await master.row())).toEqual({
      status: 'complete',
      orderstatus: 'complete',
      filledshares: '10',
      unfilledshares: '0',
      cancelsize: '0',
      averageprice: 902.45,
      text: '',
    });
  });

  test('that rests is filled at its own price when the last price reaches it', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    await master.place();
    simulator.setPrice('SBIN-EQ', 900.05);
    expect((await master.row()).status).toBe('open');
    simulator.setPrice('SBIN-EQ', 899.5);
    const row = await master.row();
    expect([row.status, row.averageprice]).toEqual(['complete', 900]);
  });

  test('that is IOC and finds nothing is cancelled at once', async () => {
    const { master } = await startLab();
    await master.login();
    await master.place({ duration: 'IOC' });
    const row = await master.row();
    expect([row.status, row.filledshares, row.cancelsize]).toEqual(['cancelled', '0', '10']);
  });

  test('is left alone where matching is manual', async () => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    await master.place({ price: '905.00' });
    simulator.setPrice('SBIN-EQ', 890);
    expect((await master.row()).status).toBe('open');
  });

  test('filled in parts is open until the last part, and averages its fills', async () => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    const id = await master.placed();
    const hand = simulator.account('CLIENT0001');
    hand.fill(id, 4, 899.95);
    const part = summary(await master.row());
    hand.fill(id, 6, 900);
    const whole = summary(await master.row());
    expect([part, whole]).toEqual([
      {
        status: 'open',
        orderstatus: 'open',
        filledshares: '4',
        unfilledshares: '6',
        cancelsize: '0',
        averageprice: 899.95,
        text: '',
      },
      {
        status: 'complete',
        orderstatus: 'complete',
        filledshares: '10',
        unfilledshares: '0',
        cancelsize: '0',
        averageprice: 899.98,
        text: '',
      },
    ]);
  });
});

describe('a market order', () => {
  test.each([
    ['buy', 'BUY', 'RELIANCE-EQ', '2885', 1477.5],
    ['sell', 'SELL', 'RELIANCE-EQ', '2885', 1462.9],
  ])(
    'to %s a share becomes a limit order 0.5 %% away',
    async (_, transactiontype, tradingsymbol, symboltoken, price) => {
      const { master } = await startLab();
      await master.login();
      await master.place({
        ordertype: 'MARKET',
        price: '0',
        transactiontype,
        tradingsymbol,
        symboltoken,
        quantity: '1',
      });
      const row = await master.row();
      expect([row.ordertype, row.price, row.averageprice, row.status]).toEqual([
        'LIMIT',
        price,
        1470.2,
        'complete',
      ]);
    },
  );

  test.each([
    [8, 9.6],
    [15, 16.5],
    [40, 42],
    [50, 52.5],
    [200, 205],
  ])('for an index option at %s is protected at %s', async (last, limit) => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    const option = optionOf(simulator.instruments, 'BANKNIFTY', 'CE');
    simulator.setPrice(option.tradingsymbol, last);
    await master.place({
      ...option,
      ordertype: 'MARKET',
      price: '0',
      quantity: '30',
      producttype: 'CARRYFORWARD',
    });
    expect((await master.row()).price).toBe(limit);
  });

  test('rests with what the price left of it, if the price runs away', async () => {
    const { simulator, master, clock } = await startLab({ stepMs: 10 });
    await master.login();
    await master.place({ ordertype: 'MARKET', price: '0' });
    simulator.setPrice('SBIN-EQ', 920);
    clock.advance(30);
    const row = await master.row();
    expect([row.status, row.ordertype, row.price]).toEqual(['open', 'LIMIT', 906.95]);
  });
});

describe('a stop order', () => {
  test('waits for its trigger, then reads as a limit order that keeps its trigger price', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    await master.place(STOP);
    const waiting = await master.row();
    simulator.setPrice('SBIN-EQ', 894.95);
    const done = await master.row();
    const shape = (row: typeof done) => [row.variety, row.ordertype, row.price, row.triggerprice, row.status];
    expect([shape(waiting), shape(done)]).toEqual([
      ['STOPLOSS', 'STOPLOSS_LIMIT', 894.5, 895, 'trigger pending'],
      ['NORMAL', 'LIMIT', 894.5, 895, 'complete'],
    ]);
    expect(done.averageprice).toBe(894.95);
  });

  test('at the market becomes a protected limit order', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    await master.place({ ...STOP, ordertype: 'STOPLOSS_MARKET', price: '0' });
    simulator.setPrice('SBIN-EQ', 894);
    const row = await master.row();
    expect([row.ordertype, row.price, row.triggerprice, row.averageprice]).toEqual([
      'LIMIT',
      889.55,
      895,
      894,
    ]);
  });

  test('is pushed as AB10, then AB01, then AB05', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    await master.place(STOP);
    simulator.setPrice('SBIN-EQ', 894.95);
    await feed.settle();
    expect(feed.story).toEqual(['AB09 open pending', 'AB10 trigger pending', 'AB01 open', 'AB05 complete']);
  });

  test('that was modified says so in status, and waits on in orderstatus', async () => {
    const { master } = await startLab();
    await master.login();
    const id = await master.placed(STOP);
    const reply = await master.modify(id, { ...STOP, triggerprice: '890.00', price: '889.50' });
    const row = await master.row();
    expect(JSON.parse(reply.text).data).toEqual({ orderid: id, uniqueorderid: row.uniqueorderid });
    expect([row.status, row.orderstatus, row.triggerprice, row.price]).toEqual([
      'modified',
      'trigger pending',
      890,
      889.5,
    ]);
  });
});

describe('a modification', () => {
  test('replaces the whole order, and is pushed as AB11 and AB04', async () => {
    const { master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    const id = await master.placed();
    await master.modify(id, { price: '899.00', quantity: '15' });
    await feed.settle();
    const row = await master.row();
    expect([row.status, row.orderstatus, row.price, row.quantity, row.unfilledshares]).toEqual([
      'modified',
      'modified',
      899,
      '15',
      '15',
    ]);
    expect(feed.story).toEqual(['AB09 open pending', 'AB01 open', 'AB11 modify pending', 'AB04 modified']);
  });

  test('that crosses the last price fills the order', async () => {
    const { master } = await startLab();
    await master.login();
    await master.modify(await master.placed(), { price: '903.00' });
    expect((await master.row()).status).toBe('complete');
  });

  test('to no more than what is filled completes the order', async () => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    const id = await master.placed();
    simulator.account('CLIENT0001').fill(id, 4);
    await master.modify(id, { quantity: '4' });
    const row = await master.row();
    expect([row.status, row.quantity, row.filledshares, row.unfilledshares]).toEqual([
      'complete',
      '4',
      '4',
      '0',
    ]);
  });

  test('that the exchange refuses leaves the order as it was', async () => {
    const { master } = await startLab();
    await master.login();
    await master.modify(await master.placed(), { price: '899.01' });
    const row = await master.row();
    expect([row.status, row.price, row.text]).toEqual([
      'open',
      900,
      'Order price is not a multiple of the tick size of SBIN-EQ',
    ]);
  });

  test('and a cancellation of an order that nobody knows are refused', async () => {
    const { master } = await startLab();
    await master.login();
    const refused = { status: false, message: 'Order not found', errorcode: 'AB1013', data: null };
    expect(JSON.parse((await master.modify('261123000000001')).text)).toEqual(refused);
    expect(JSON.parse((await master.cancel('261123000000001')).text)).toEqual(refused);
  });

  test("does not reach another account's order", async () => {
    const { master, follower } = await startLab();
    await master.login();
    await follower.login();
    const id = await master.placed();
    expect(JSON.parse((await follower.cancel(id)).text).errorcode).toBe('AB1013');
  });
});

describe('a cancellation', () => {
  test('of what is left of an order keeps what was filled', async () => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    const id = await master.placed();
    simulator.account('CLIENT0001').fill(id, 4, 900);
    await master.cancel(id);
    expect(summary(await master.row())).toEqual({
      status: 'cancelled',
      orderstatus: 'cancelled',
      filledshares: '4',
      unfilledshares: '6',
      cancelsize: '6',
      averageprice: 900,
      text: '',
    });
  });

  test('of a rejected order is acknowledged, and changes nothing', async () => {
    const { simulator, master } = await startLab({ matching: 'manual' });
    await master.login();
    const id = await master.placed();
    simulator.account('CLIENT0001').reject(id, 'Adapter is Logged Off');
    const before = await master.row();
    const reply = JSON.parse((await master.cancel(id)).text);
    expect(reply).toEqual({
      status: true,
      message: 'SUCCESS',
      errorcode: '',
      data: { orderid: id, uniqueorderid: before.uniqueorderid },
    });
    expect(await master.row()).toEqual(before);
  });

  test('may come too late', async () => {
    const { simulator, master, clock } = await startLab({ matching: 'manual', stepMs: 50 });
    await master.login();
    const id = await master.placed();
    clock.advance(150);
    await master.cancel(id);
    const pending = (await master.row()).status;
    simulator.account('CLIENT0001').complete(id);
    clock.advance(50);
    expect([pending, (await master.row()).status]).toEqual(['cancel pending', 'complete']);
  });
});

test('orders of a day are gone after midnight, and tokens with them', async () => {
  const { master, clock } = await startLab();
  await master.login();
  await master.place();
  clock.advance(24 * 3_600_000);
  await master.login();
  expect(await master.rows()).toBeNull();
});

function optionOf(
  rows: readonly { name: string; symbol: string; token: string }[],
  name: string,
  side: string,
) {
  const row = rows.find((each) => each.name === name && each.symbol.endsWith(side));
  if (!row) throw new Error(`no option of ${name}`);
  return { exchange: 'NFO', tradingsymbol: row.symbol, symboltoken: row.token };
}
