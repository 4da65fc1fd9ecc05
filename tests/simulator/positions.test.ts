import { describe, expect, test } from 'vitest';
import { MASTER, startLab } from './harness.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';
const RELIANCE = {
  tradingsymbol: 'RELIANCE-EQ',
  symboltoken: '2885',
  producttype: 'DELIVERY',
  quantity: '1',
};

test('a share that was bought reads as in the documents, with texts throughout', async () => {
  const { master } = await startLab({ prices: { 'RELIANCE-EQ': 2235.8 } });
  await master.login();
  await master.place({ ...RELIANCE, price: '2236.00' });
  expect(await master.rows('getPosition')).toEqual([
    {
      exchange: 'NSE',
      symboltoken: '2885',
      producttype: 'DELIVERY',
      tradingsymbol: 'RELIANCE-EQ',
      symbolname: 'RELIANCE',
      instrumenttype: '',
      priceden: '1',
      pricenum: '1',
      genden: '1',
      gennum: '1',
      precision: '2',
      multiplier: '-1',
      boardlotsize: '1',
      buyqty: '1',
      sellqty: '0',
      buyamount: '2235.80',
      sellamount: '0.00',
      symbolgroup: 'EQ',
      strikeprice: '-1',
      optiontype: '',
      expirydate: '',
      lotsize: '1',
      cfbuyqty: '0',
      cfsellqty: '0',
      cfbuyamount: '0.00',
      cfsellamount: '0.00',
      buyavgprice: '2235.80',
      sellavgprice: '0.00',
      avgnetprice: '2235.80',
      netvalue: '- 2235.80',
      netqty: '1',
      totalbuyvalue: '2235.80',
      totalsellvalue: '0.00',
      cfbuyavgprice: '0.00',
      cfsellavgprice: '0.00',
      totalbuyavgprice: '2235.80',
      totalsellavgprice: '0.00',
      netprice: '2235.80',
      ltp: '2235.80',
      pnl: '0.00',
      realised: '0.00',
      unrealised: '0.00',
    },
  ]);
});

test('a trade reads as in the documents', async () => {
  const { master } = await startLab({ prices: { 'ITC-EQ': 175 } });
  await master.login();
  const id = await master.placed({
    tradingsymbol: 'ITC-EQ',
    symboltoken: '1660',
    producttype: 'DELIVERY',
    quantity: '1',
    price: '176.00',
  });
  expect(await master.rows('getTradeBook')).toEqual([
    {
      exchange: 'NSE',
      producttype: 'DELIVERY',
      tradingsymbol: 'ITC-EQ',
      instrumenttype: '',
      symbolgroup: 'EQ',
      strikeprice: '-1',
      optiontype: '',
      expirydate: '',
      marketlot: '1',
      precision: '2',
      multiplier: '-1',
      tradevalue: '175.00',
      transactiontype: 'BUY',
      fillprice: '175.00',
      fillsize: '1',
      orderid: id,
      fillid: expect.stringMatching(/^\d{8}$/),
      filltime: '10:30:00',
    },
  ]);
});

describe('what is bought and sold', () => {
  test('nets to a result by average cost', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    const trade = (side: 'BUY' | 'SELL', quantity: number, price: number) =>
      hand.placeByHand({ symbol: 'SBIN-EQ', side, quantity, script: [{ do: 'complete', price }] });
    trade('BUY', 10, 900);
    trade('BUY', 10, 910);
    trade('SELL', 5, 915);
    simulator.setPrice('SBIN-EQ', 907);
    expect(hand.positions()).toMatchObject([
      {
        netqty: '15',
        buyavgprice: '905.00',
        sellavgprice: '915.00',
        netprice: '905.00',
        realised: '50.00',
        unrealised: '30.00',
        pnl: '80.00',
      },
    ]);
  });

  test('may go through zero', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({
      symbol: 'SBIN-EQ',
      side: 'BUY',
      quantity: 10,
      script: [{ do: 'complete', price: 900 }],
    });
    hand.placeByHand({
      symbol: 'SBIN-EQ',
      side: 'SELL',
      quantity: 25,
      script: [{ do: 'complete', price: 902 }],
    });
    expect(hand.positions()).toMatchObject([{ netqty: '-15', netprice: '902.00', realised: '20.00' }]);
  });

  test('is kept apart by product', async () => {
    const { simulator } = await startLab();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10 });
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 4, product: 'DELIVERY' });
    expect(hand.positions().map(({ producttype, netqty }) => [producttype, netqty])).toEqual([
      ['INTRADAY', '10'],
      ['DELIVERY', '4'],
    ]);
  });

  test('moves the funds', async () => {
    const { simulator } = await startLab({ accounts: [{ ...MASTER, funds: 100_000 }] });
    const hand = simulator.account('CLIENT0001');
    const script = (price: number) => [{ do: 'complete', price }] as const;
    hand.placeByHand({
      symbol: 'SBIN-EQ',
      side: 'BUY',
      quantity: 10,
      product: 'DELIVERY',
      script: script(900),
    });
    simulator.setPrice('SBIN-EQ', 905);
    const holding = hand.funds();
    hand.placeByHand({
      symbol: 'SBIN-EQ',
      side: 'SELL',
      quantity: 10,
      product: 'DELIVERY',
      script: script(905),
    });
    const flat = hand.funds();
    const shown = ({ net, utiliseddebits, m2mrealized, m2munrealized }: typeof flat) => [
      net,
      utiliseddebits,
      m2mrealized,
      m2munrealized,
    ];
    expect([shown(holding), shown(flat)]).toEqual([
      ['91000.00', '9000.00', '0.00', '50.00'],
      ['100050.00', '0.00', '50.00', '0.00'],
    ]);
  });
});

describe('overnight', () => {
  test('intraday is squared off, and the rest is carried at its average', async () => {
    const { simulator, clock } = await startLab();
    const hand = simulator.account('CLIENT0001');
    const future =
      simulator.instruments.find(({ instrumenttype }) => instrumenttype === 'FUTIDX')?.symbol ?? '';
    hand.placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 10 });
    hand.placeByHand({
      symbol: future,
      side: 'SELL',
      quantity: 65,
      script: [{ do: 'complete', price: 25_400 }],
    });
    clock.advance(24 * 3_600_000);
    expect(hand.positions()).toMatchObject([
      { tradingsymbol: future, netqty: '-65', sellqty: '0', cfsellqty: '65', cfsellavgprice: '25400.00' },
    ]);
    expect([hand.orderBook(), hand.tradeBook()]).toEqual([[], []]);
  });

  test('positions that an account begins with are carried ones', async () => {
    const positions = [{ symbol: 'SBIN-EQ', product: 'MARGIN', quantity: -20, price: 890.5 }] as const;
    const { simulator } = await startLab({ accounts: [{ ...MASTER, positions }] });
    expect(simulator.account('CLIENT0001').positions()).toMatchObject([
      {
        producttype: 'MARGIN',
        netqty: '-20',
        cfsellqty: '20',
        buyqty: '0',
        netprice: '890.50',
        unrealised: '-239.00',
      },
    ]);
  });
});

describe('a conversion', () => {
  const body = {
    exchange: 'NSE',
    symboltoken: '3045',
    oldproducttype: 'INTRADAY',
    newproducttype: 'DELIVERY',
  };

  test('moves units from one product to another, and makes no order', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    const hand = simulator.account('CLIENT0001');
    hand.placeByHand({
      symbol: 'SBIN-EQ',
      side: 'BUY',
      quantity: 10,
      script: [{ do: 'complete', price: 900 }],
    });
    const reply = JSON.parse((await master.post(`${ORDER}/convertPosition`, { ...body, quantity: 4 })).text);
    expect(reply).toEqual({ status: true, message: 'SUCCESS', errorcode: '', data: null });
    expect(hand.positions().map((row) => [row.producttype, row.netqty, row.netprice])).toEqual([
      ['INTRADAY', '6', '900.00'],
      ['DELIVERY', '4', '900.00'],
    ]);
    expect(hand.orderBook()).toHaveLength(1);
  });

  test('of more than is held is refused', async () => {
    const { simulator, master } = await startLab();
    await master.login();
    simulator.account('CLIENT0001').placeByHand({ symbol: 'SBIN-EQ', side: 'BUY', quantity: 3 });
    const reply = JSON.parse((await master.post(`${ORDER}/convertPosition`, { ...body, quantity: 4 })).text);
    expect(reply.errorcode).toBe('AB1017');
  });
});
