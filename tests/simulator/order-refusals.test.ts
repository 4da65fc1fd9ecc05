import { describe, expect, test } from 'vitest';
import { MASTER, recordedReply, startLab } from './harness.ts';

function refused(errorcode: string, message: string) {
  return { status: false, message, errorcode, data: null };
}

const LPP =
  'Order price is beyond the Limit Price Protection range defined by the exchange. Please set the limit price';

describe('in the reply', () => {
  test('variety AMO is refused as recorded, in placing, modifying and cancelling', async () => {
    const { master } = await startLab();
    await master.login();
    const id = await master.placed();
    const replies = [
      await master.place({ variety: 'AMO' }),
      await master.modify(id, { variety: 'AMO' }),
      await master.cancel(id, { variety: 'AMO' }),
    ];
    const { body } = recordedReply('place_order_amo_variety');
    expect(replies.map(({ text }) => JSON.parse(text))).toEqual([body, body, body]);
  });

  test.each([
    ['a token of another symbol', { symboltoken: '2885' }],
    ['a token that nobody knows', { symboltoken: '999999999' }],
    ['a token of another exchange', { exchange: 'BSE' }],
  ])('%s is refused as recorded', async (_, order) => {
    const { master } = await startLab();
    await master.login();
    const reply = await master.place(order);
    expect(JSON.parse(reply.text)).toEqual(recordedReply('place_order_bad_token').body);
    expect(await master.rows()).toBeNull();
  });

  test.each([
    [
      'a tag of 20 characters',
      { ordertag: 'x'.repeat(20) },
      'AB4008',
      'ordertag length should be less than 20 characters',
    ],
    ['an unknown product', { producttype: 'MIS' }, 'AB1012', 'Invalid Product Type'],
    ['a quantity of nothing', { quantity: '0' }, 'AB1007', 'INVALID PARAMETERS'],
    ['a quantity that is no whole number', { quantity: '1.5' }, 'AB1007', 'INVALID PARAMETERS'],
    ['an unknown side', { transactiontype: 'SHORT' }, 'AB1007', 'INVALID PARAMETERS'],
    ['an unknown order type', { ordertype: 'SL' }, 'AB1007', 'INVALID PARAMETERS'],
    ['a limit order without a price', { price: '0' }, 'AB1007', 'INVALID PARAMETERS'],
    [
      'a stop without a trigger',
      { variety: 'STOPLOSS', ordertype: 'STOPLOSS_LIMIT' },
      'AB1007',
      'INVALID PARAMETERS',
    ],
  ])('%s is refused', async (_, order, code, message) => {
    const { master } = await startLab();
    await master.login();
    expect(JSON.parse((await master.place(order)).text)).toEqual(refused(code, message));
    expect(await master.rows()).toBeNull();
  });

  test('a tag of 19 characters is taken', async () => {
    const { master } = await startLab();
    await master.login();
    await master.place({ ordertag: 'x'.repeat(19) });
    expect((await master.row()).ordertag).toBe('x'.repeat(19));
  });

  test('numbers are taken where the documents show texts', async () => {
    const { master } = await startLab();
    await master.login();
    await master.place({ quantity: 7, price: 899.5 });
    const row = await master.row();
    expect([row.quantity, row.price]).toEqual(['7', 899.5]);
  });

  test.each([
    ['too low', 'SELL', '24000.00', `${LPP} above 24650.1250`],
    ['too high', 'BUY', '27000.00', `${LPP} below 26174.8750`],
  ])(
    'a price %s for the price protection of derivatives is refused',
    async (_, transactiontype, price, message) => {
      const { simulator, master } = await startLab();
      await master.login();
      const future = simulator.instruments.find(({ instrumenttype }) => instrumenttype === 'FUTIDX');
      const order = {
        exchange: 'NFO',
        tradingsymbol: future?.symbol,
        symboltoken: future?.token,
        quantity: '65',
      };
      const reply = JSON.parse((await master.place({ ...order, transactiontype, price })).text);
      expect(reply).toEqual(refused('AB1007', message));
    },
  );

  test('IOC is refused for commodities', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const crude = simulator.instruments.find(({ exch_seg }) => exch_seg === 'MCX');
    const order = {
      exchange: 'MCX',
      tradingsymbol: crude?.symbol,
      symboltoken: crude?.token,
      quantity: '100',
    };
    const reply = await master.place({ ...order, duration: 'IOC', price: '5214.00' });
    expect(JSON.parse(reply.text)).toEqual(
      refused('AB1007', 'IOC orders are not allowed for commodities segment'),
    );
  });

  test('a share under surveillance needs consent over the API, and none in the app', async () => {
    const { simulator, master } = await startLab({ cautionary: ['SBIN-EQ'] });
    await master.login();
    const without = JSON.parse((await master.place()).text);
    const withIt = JSON.parse((await master.place({ scripconsent: 'yes' })).text);
    simulator.account('CLIENT0001').placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 1, price: 900 });
    expect([without.errorcode, withIt.status]).toEqual(['AB4036', true]);
    expect((await master.rows())?.map(({ scripconsent }) => scripconsent)).toEqual(['yes', null]);
  });
});

describe('later, in the book', () => {
  test.each([
    [
      'a quantity above the freeze',
      { quantity: '70001' },
      'Order quantity 70001 exceeds the exchange freeze limit 70000 of SBIN-EQ',
    ],
    [
      'a price off the tick',
      { price: '900.02' },
      'Order price is not a multiple of the tick size of SBIN-EQ',
    ],
    [
      'a price outside of the band',
      { price: '811.00' },
      'You are trying to place the order with a price which is outside circuit limits',
    ],
  ])('%s is acknowledged and then rejected', async (_, order, text) => {
    const { master } = await startLab({ accounts: [{ ...MASTER, funds: 1_000_000_000 }] });
    await master.login();
    const reply = JSON.parse((await master.place(order)).text);
    const row = await master.row();
    expect([reply.status, row.orderid]).toEqual([true, reply.data.orderid]);
    expect([row.status, row.orderstatus, row.text, row.exchtime, row.unfilledshares]).toEqual([
      'rejected',
      'rejected',
      text,
      '',
      row.quantity,
    ]);
  });

  test('a part of a lot is rejected, and pushed as AB03', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const feed = await master.openFeed();
    const option = simulator.instruments.find(
      ({ name, symbol }) => name === 'NIFTY' && symbol.endsWith('CE'),
    );
    const order = { exchange: 'NFO', tradingsymbol: option?.symbol, symboltoken: option?.token };
    await master.place({ ...order, quantity: '66', price: '140.00', producttype: 'CARRYFORWARD' });
    await feed.settle();
    expect((await master.row()).text).toBe(
      `Order quantity 66 is not a multiple of the lot size 65 of ${option?.symbol}`,
    );
    expect(feed.story).toEqual(['AB03 rejected']);
  });

  test('the freeze of a derivative is one less than its record says', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const option = simulator.instruments.find(
      ({ name, symbol }) => name === 'BANKNIFTY' && symbol.endsWith('CE'),
    );
    const order = {
      exchange: 'NFO',
      tradingsymbol: option?.symbol,
      symboltoken: option?.token,
      price: '600.00',
    };
    await master.place({ ...order, quantity: '600', producttype: 'CARRYFORWARD' });
    await master.place({ ...order, quantity: '630', producttype: 'CARRYFORWARD' });
    const rows = await master.rows();
    expect([option?.freeze_qty, ...(rows ?? []).map(({ status }) => status)]).toEqual([
      '601',
      'open',
      'rejected',
    ]);
  });

  test('an order that the money does not reach for is rejected in the recorded words', async () => {
    const { master } = await startLab({ accounts: [{ ...MASTER, funds: 8999.99 }] });
    await master.login();
    await master.place({ producttype: 'DELIVERY' });
    expect((await master.row()).text).toBe(
      'Your order has been rejected due to Insufficient Funds. Available funds - Rs. 8999.99 . ' +
        'You require Rs. 9000.00 funds to execute this order.',
    );
  });

  test('money that resting orders hold is not there for others', async () => {
    const { master } = await startLab({ accounts: [{ ...MASTER, funds: 10_000 }] });
    await master.login();
    const first = await master.placed({ producttype: 'DELIVERY' });
    await master.place({ producttype: 'DELIVERY' });
    await master.cancel(first);
    await master.place({ producttype: 'DELIVERY' });
    expect((await master.rows())?.map(({ status }) => status)).toEqual(['cancelled', 'rejected', 'open']);
  });

  test('closing a position takes no money', async () => {
    const accounts = [{ ...MASTER, funds: 9100 }];
    const { master } = await startLab({ accounts });
    await master.login();
    await master.place({ producttype: 'CARRYFORWARD', price: '903.00', quantity: '50' });
    await master.place({ producttype: 'CARRYFORWARD', transactiontype: 'SELL', quantity: '50' });
    expect((await master.rows())?.map(({ status }) => status)).toEqual(['complete', 'complete']);
  });
});
