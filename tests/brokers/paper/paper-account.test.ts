import { describe, expect, it } from 'vitest';
import { PaperAccount, type PaperInstrument } from '../../../src/brokers/paper/paper-account.ts';
import type { OrderReading, OrderTicket, Positions, Reading } from '../../../src/brokers/port.ts';
import { type Ratio, ratio } from '../../../src/core/exact.ts';
import { parseIstTime } from '../../../src/core/ist-time.ts';
import { describeConformance } from '../conformance.ts';
import { FakeClock } from '../fake-clock.ts';

const NEVER = new AbortController().signal;

const buy: OrderTicket = {
  exchange: 'NSE',
  symbolToken: '2885',
  tradingSymbol: 'RELIANCE-EQ',
  side: 'buy',
  orderType: 'limit',
  product: 'intraday',
  quantity: 10,
  limitPrice: ratio(1475),
  triggerPrice: null,
  tag: 'ct0123456789abc',
};
const sell: OrderTicket = { ...buy, side: 'sell' };
const market = { orderType: 'market', limitPrice: null } as const;

interface Market {
  price: Ratio | null;
}

function openPaper(market: Market, clientCode = 'PAPER1'): PaperAccount {
  return new PaperAccount({
    clientCode,
    clock: new FakeClock(),
    priceOf: ({ exchange, tradingSymbol }: PaperInstrument) =>
      exchange === 'NSE' && tradingSymbol === 'RELIANCE-EQ' ? market.price : null,
    cash: ratio(100_000),
  });
}

async function loggedIn(price: Ratio | null = ratio(1470)) {
  const market: Market = { price };
  const account = openPaper(market);
  await account.login(NEVER);
  return { account, market };
}

function value<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.value;
}

async function placed(account: PaperAccount, ticket: OrderTicket): Promise<string> {
  const outcome = await account.placeOrder(ticket, NEVER);
  if (outcome.kind !== 'accepted') throw new Error(outcome.error.message);
  return outcome.orderId;
}

async function lastOrder(account: PaperAccount) {
  const reading = value<readonly OrderReading[]>(await account.readOrderBook(NEVER)).at(-1);
  return reading?.ok ? reading.order : reading;
}

async function positions(account: PaperAccount): Promise<Positions['positions']> {
  return value(await account.readPositions(NEVER)).positions;
}

describeConformance('the paper broker', async () => {
  const market: Market = { price: ratio(1470) };
  return {
    accounts: [openPaper(market, 'PAPER1'), openPaper(market, 'PAPER2')],
    filling: buy,
    resting: { ...buy, orderType: 'stop_limit', triggerPrice: ratio(1480), limitPrice: ratio(1485) },
  };
});

describe('a paper order', () => {
  it('fills at its limit price', async () => {
    const { account } = await loggedIn();
    const orderId = await placed(account, { ...buy, limitPrice: ratio(830025, 10000) });
    expect(await lastOrder(account)).toEqual({
      orderId,
      uniqueOrderId: orderId,
      exchange: 'NSE',
      symbolToken: '2885',
      tradingSymbol: 'RELIANCE-EQ',
      side: 'buy',
      orderType: 'limit',
      product: 'intraday',
      variety: 'normal',
      quantity: 10,
      filledQuantity: 10,
      status: 'complete',
      terminal: true,
      averagePrice: { n: 830025, d: 10000 },
      limitPrice: { n: 830025, d: 10000 },
      triggerPrice: null,
      tag: 'ct0123456789abc',
      eventTime: parseIstTime('20-Nov-2026 09:30:00'),
      text: '',
      instrument: { instrumentType: '', lotSize: null, strike: null, optionKind: null, expiryDay: null },
    });
  });

  it('fills at the last price where it is a market order, and is rejected where none is known', async () => {
    const { account, market: prices } = await loggedIn(ratio(14702, 10));
    await placed(account, { ...buy, ...market });
    expect(await lastOrder(account)).toMatchObject({ status: 'complete', averagePrice: { n: 14702, d: 10 } });
    prices.price = null;
    await placed(account, { ...buy, ...market });
    expect(await lastOrder(account)).toMatchObject({
      status: 'rejected',
      terminal: true,
      filledQuantity: 0,
      text: 'no price of this instrument is known',
    });
  });

  it.each([
    ['buy', 'stop_limit', 1480, [1479, 1480], 1485],
    ['sell', 'stop_limit', 1460, [1461, 1460], 1485],
    ['buy', 'stop_market', 1480, [1479, 1481], 1481],
    ['sell', 'stop_market', 1460, [1461, 1459], 1459],
  ] as const)(
    '%s %s waits until the price has reached its trigger',
    async (side, orderType, trigger, prices, filledAt) => {
      const { account, market } = await loggedIn();
      await placed(account, {
        ...buy,
        side,
        orderType,
        triggerPrice: ratio(trigger),
        limitPrice: ratio(1485),
      });
      market.price = ratio(prices[0]);
      expect(await lastOrder(account)).toMatchObject({
        status: 'trigger pending',
        terminal: false,
        orderType,
      });
      market.price = ratio(prices[1]);
      expect(await lastOrder(account)).toMatchObject({ status: 'complete', averagePrice: ratio(filledAt) });
    },
  );

  it('can be changed or cancelled while it waits, and no longer once it is done', async () => {
    const { account } = await loggedIn();
    const stop = { ...buy, orderType: 'stop_limit', triggerPrice: ratio(1480) } as const;
    const orderId = await placed(account, stop);
    await account.modifyOrder(orderId, { ...buy, quantity: 7, tag: 'another' }, NEVER);
    expect(await lastOrder(account)).toMatchObject({ status: 'complete', quantity: 7, tag: buy.tag });
    const notOpen = {
      kind: 'refused',
      error: { kind: 'refused', code: 'NOT_OPEN', message: `there is no open order ${orderId}` },
    };
    expect(await account.modifyOrder(orderId, buy, NEVER)).toEqual(notOpen);
    expect(await account.cancelOrder(orderId, buy, NEVER)).toEqual(notOpen);
  });

  it('needs a trigger price where it is a stop, and an instrument', async () => {
    const { account } = await loggedIn();
    expect(await account.placeOrder({ ...buy, orderType: 'stop_market' }, NEVER)).toMatchObject({
      error: { message: 'a stop_market order needs a trigger price' },
    });
    expect(await account.placeOrder({ ...buy, symbolToken: null, tradingSymbol: '' }, NEVER)).toMatchObject({
      error: { message: 'an order needs an instrument' },
    });
  });
});

describe('paper positions and funds', () => {
  it('are at average cost, and know their unrealised result', async () => {
    const { account } = await loggedIn(ratio(1500));
    await placed(account, { ...buy, quantity: 10, limitPrice: ratio(1400) });
    await placed(account, { ...buy, quantity: 5, limitPrice: ratio(1430) });
    await placed(account, { ...sell, quantity: 3, limitPrice: ratio(1450) });
    expect(await positions(account)).toEqual([
      {
        exchange: 'NSE',
        symbolToken: '2885',
        tradingSymbol: 'RELIANCE-EQ',
        product: 'intraday',
        netQuantity: 12,
        averagePrice: ratio(1410),
        unrealised: ratio(1080),
      },
    ]);
    expect(value(await account.readFunds(NEVER)).available).toEqual(ratio(100_000 - 14_000 - 7_150 + 4_350));
  });

  it('flip at the price that flips them, and are flat without an average', async () => {
    const { account } = await loggedIn(null);
    await placed(account, { ...buy, limitPrice: ratio(1400) });
    await placed(account, { ...sell, quantity: 25, limitPrice: ratio(1450) });
    expect(await positions(account)).toMatchObject([
      { netQuantity: -15, averagePrice: ratio(1450), unrealised: null },
    ]);
    await placed(account, { ...buy, quantity: 15, limitPrice: ratio(1440) });
    expect(await positions(account)).toMatchObject([{ netQuantity: 0, averagePrice: null }]);
  });

  it('are kept apart by product', async () => {
    const { account } = await loggedIn();
    await placed(account, buy);
    await placed(account, { ...sell, product: 'delivery' });
    expect((await positions(account)).map(({ product, netQuantity }) => [product, netQuantity])).toEqual([
      ['intraday', 10],
      ['delivery', -10],
    ]);
  });

  it('cut an average without an end at the finest price', async () => {
    const { account } = await loggedIn();
    await placed(account, { ...buy, quantity: 2, limitPrice: ratio(100) });
    await placed(account, { ...buy, quantity: 1, limitPrice: ratio(101) });
    expect(await positions(account)).toMatchObject([{ averagePrice: ratio(1_003_333, 10_000) }]);
  });
});
