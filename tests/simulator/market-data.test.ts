import { describe, expect, test } from 'vitest';
import { MASTER, startLab } from './harness.ts';

const ORDER = '/rest/secure/angelbroking/order/v1';
const QUOTE = '/rest/secure/angelbroking/market/v1/quote';
const PORTFOLIO = '/rest/secure/angelbroking/portfolio/v1';
const SBIN = { exchange: 'NSE', tradingsymbol: 'SBIN-EQ', symboltoken: '3045' };

async function startLoggedIn(options: Parameters<typeof startLab>[0] = {}) {
  const lab = await startLab(options);
  await lab.master.login();
  return lab;
}

describe('the last price', () => {
  test.each([`${ORDER}/getLtpData`, `/order-service${ORDER}/getLtpData`])('is at %s', async (path) => {
    const { simulator, master } = await startLoggedIn();
    simulator.setPrice('SBIN-EQ', 910);
    simulator.setPrice('SBIN-EQ', 895.5);
    const { data } = JSON.parse((await master.post(path, SBIN)).text);
    expect(data).toEqual({ ...SBIN, open: 902.45, high: 910, low: 895.5, close: 902.45, ltp: 895.5 });
  });

  test('of a symbol with a wrong token is refused', async () => {
    const { master } = await startLoggedIn();
    const reply = JSON.parse((await master.post(`${ORDER}/getLtpData`, { ...SBIN, symboltoken: '1' })).text);
    expect(reply.errorcode).toBe('AB1018');
  });

  test('becomes the close of the next day', async () => {
    const { simulator, master, clock } = await startLoggedIn();
    simulator.setPrice('SBIN-EQ', 910);
    clock.advance(24 * 3_600_000);
    await master.login();
    const { data } = JSON.parse((await master.post(`${ORDER}/getLtpData`, SBIN)).text);
    expect(data).toMatchObject({ open: 910, high: 910, low: 910, close: 910, ltp: 910 });
  });
});

describe('quotes', () => {
  test('say which were found and which not', async () => {
    const { master } = await startLoggedIn();
    const body = { mode: 'LTP', exchangeTokens: { NSE: ['3045', '424242'], MCX: [''] } };
    expect(JSON.parse((await master.post(QUOTE, body)).text).data).toEqual({
      fetched: [{ exchange: 'NSE', tradingSymbol: 'SBIN-EQ', symbolToken: '3045', ltp: 902.45 }],
      unfetched: [
        { exchange: 'NSE', symbolToken: '424242', message: 'Symbol unavailable', errorCode: 'AB4018' },
        { exchange: 'MCX', symbolToken: '', message: 'Symbol token cannot be empty', errorCode: 'AB4018' },
      ],
    });
  });

  test('are for fifty tokens at most', async () => {
    const { master } = await startLoggedIn();
    const body = { mode: 'OHLC', exchangeTokens: { NSE: Array(51).fill('3045') } };
    expect(JSON.parse((await master.post(QUOTE, body)).text)).toEqual({
      status: false,
      message: 'Tokens max limit exceeded',
      errorcode: 'AB4029',
      data: null,
    });
  });
});

test('a search finds by a part of the symbol, within an exchange', async () => {
  const { master } = await startLoggedIn();
  const reply = await master.post(`${ORDER}/searchScrip`, { exchange: 'NSE', searchscrip: 'sbin' });
  expect(JSON.parse(reply.text).data).toEqual([SBIN]);
});

test('a margin is what the order check asks for', async () => {
  const { master } = await startLoggedIn();
  const position = {
    exchange: 'NSE',
    token: '3045',
    qty: 10,
    price: 900,
    productType: 'DELIVERY',
    tradeType: 'BUY',
  };
  const margin = async (positions: unknown[]) =>
    JSON.parse((await master.post('/rest/secure/angelbroking/margin/v1/batch', { positions })).text);
  expect([
    (await margin([position, { ...position, productType: 'INTRADAY' }])).data.totalMarginRequired,
    (await margin([])).errorcode,
  ]).toEqual([10_800, 'AB4022']);
});

describe('holdings', () => {
  const holdings = [{ symbol: 'SBIN-EQ', quantity: 10, averagePrice: 800 }];

  test('are null where there are none', async () => {
    const { master } = await startLoggedIn();
    const replies = [
      await master.get(`${PORTFOLIO}/getHolding`),
      await master.get(`${PORTFOLIO}/getAllHolding`),
    ];
    expect(replies.map(({ text }) => JSON.parse(text).data)).toEqual([null, null]);
  });

  test('are numbers, and are summed', async () => {
    const { master } = await startLoggedIn({ accounts: [{ ...MASTER, holdings }] });
    const rows = JSON.parse((await master.get(`${PORTFOLIO}/getHolding`)).text).data;
    const all = JSON.parse((await master.get(`${PORTFOLIO}/getAllHolding`)).text).data;
    expect(rows).toMatchObject([
      {
        tradingsymbol: 'SBIN-EQ',
        quantity: 10,
        averageprice: 800,
        ltp: 902.45,
        profitandloss: 1024.5,
        symboltoken: '3045',
      },
    ]);
    expect(all).toEqual({
      holdings: rows,
      totalholding: {
        totalholdingvalue: 9024.5,
        totalinvvalue: 8000,
        totalprofitandloss: 1024.5,
        totalpnlpercentage: 12.81,
      },
    });
  });
});
