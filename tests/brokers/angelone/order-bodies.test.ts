import { describe, expect, it } from 'vitest';
import { toCancelBody, toModifyBody, toPlaceBody } from '../../../src/brokers/angelone/wire/order-bodies.ts';
import type { OrderTicket } from '../../../src/brokers/port.ts';
import { ratio } from '../../../src/core/exact.ts';

const ticket: OrderTicket = {
  exchange: 'NSE',
  symbolToken: '3045',
  tradingSymbol: 'SBIN-EQ',
  side: 'buy',
  orderType: 'limit',
  product: 'intraday',
  quantity: 5,
  limitPrice: ratio(1945, 10),
  triggerPrice: null,
  tag: 'ct0123456789abc',
};

const body = {
  variety: 'NORMAL',
  tradingsymbol: 'SBIN-EQ',
  symboltoken: '3045',
  transactiontype: 'BUY',
  exchange: 'NSE',
  ordertype: 'LIMIT',
  producttype: 'INTRADAY',
  duration: 'DAY',
  price: '194.50',
  squareoff: '0',
  stoploss: '0',
  quantity: '5',
  ordertag: 'ct0123456789abc',
};

const plain = { scripConsent: false };

describe('toPlaceBody', () => {
  it('says everything in texts', () => {
    expect(toPlaceBody(ticket, '3045', plain)).toEqual({ ok: true, body });
  });

  it.each<[Partial<OrderTicket>, object]>([
    [{ side: 'sell' }, { transactiontype: 'SELL' }],
    [
      { orderType: 'market', limitPrice: null },
      { ordertype: 'MARKET', price: '0' },
    ],
    [{ orderType: 'market' }, { ordertype: 'MARKET', price: '0' }],
    [
      { orderType: 'stop_limit', triggerPrice: ratio(194) },
      { ordertype: 'STOPLOSS_LIMIT', variety: 'STOPLOSS', triggerprice: '194.00' },
    ],
    [
      { orderType: 'stop_market', limitPrice: null, triggerPrice: ratio(1940025, 10000) },
      { ordertype: 'STOPLOSS_MARKET', variety: 'STOPLOSS', price: '0', triggerprice: '194.0025' },
    ],
    [{ product: 'carryforward' }, { producttype: 'CARRYFORWARD' }],
    [{ product: 'delivery' }, { producttype: 'DELIVERY' }],
    [{ product: 'margin' }, { producttype: 'MARGIN' }],
    [
      { limitPrice: ratio(830025, 10000), exchange: 'CDS' },
      { price: '83.0025', exchange: 'CDS' },
    ],
    [{ tag: '' }, { ordertag: '' }],
  ])('says %j as %j', (fields, expected) => {
    expect(toPlaceBody({ ...ticket, ...fields }, '3045', plain)).toEqual({
      ok: true,
      body: { ...body, ...expected },
    });
  });

  it('consents to shares under surveillance only where it is told to', () => {
    expect(toPlaceBody(ticket, '3045', { scripConsent: true })).toEqual({
      ok: true,
      body: { ...body, scripconsent: 'yes' },
    });
  });

  it.each<[Partial<OrderTicket>, string]>([
    [{ quantity: 0 }, '0 is no quantity of an order'],
    [{ quantity: -1 }, '-1 is no quantity of an order'],
    [{ quantity: 1.5 }, '1.5 is no quantity of an order'],
    [{ limitPrice: null }, 'a limit order needs a limit price'],
    [{ limitPrice: ratio(0) }, 'a limit order needs a limit price'],
    [{ limitPrice: ratio(-5) }, 'a limit order needs a limit price'],
    [{ limitPrice: ratio(100, 3) }, 'a limit order needs a limit price'],
    [{ orderType: 'stop_limit' }, 'a stop_limit order needs a trigger price'],
    [{ orderType: 'stop_market', triggerPrice: ratio(0) }, 'a stop_market order needs a trigger price'],
    [{ product: 'bracket' }, 'bracket orders (ROBO) are not placed'],
    [{ tradingSymbol: '' }, 'an order needs a trading symbol'],
    [{ tag: 'ct0123456789abcdefgh' }, 'an order tag has 19 characters at most, without blanks'],
    [{ tag: 'two words' }, 'an order tag has 19 characters at most, without blanks'],
  ])('refuses %j', (fields, problem) => {
    expect(toPlaceBody({ ...ticket, ...fields }, '3045', plain)).toEqual({ ok: false, problem });
  });
});

describe('toModifyBody', () => {
  it('says the whole state that is wanted, the trigger of a stop included', () => {
    const stop = { ...ticket, orderType: 'stop_limit', triggerPrice: ratio(194) } as const;
    expect(toModifyBody('201020000000080', stop, '3045')).toEqual({
      ok: true,
      body: {
        variety: 'STOPLOSS',
        orderid: '201020000000080',
        ordertype: 'STOPLOSS_LIMIT',
        producttype: 'INTRADAY',
        duration: 'DAY',
        price: '194.50',
        triggerprice: '194.00',
        quantity: '5',
        tradingsymbol: 'SBIN-EQ',
        symboltoken: '3045',
        exchange: 'NSE',
      },
    });
  });

  it('refuses what cannot be an order', () => {
    expect(toModifyBody('1', { ...ticket, quantity: 0 }, '3045')).toEqual({
      ok: false,
      problem: '0 is no quantity of an order',
    });
  });
});

describe('toCancelBody', () => {
  it('names the variety and the order', () => {
    expect(toCancelBody('1', ticket)).toEqual({ variety: 'NORMAL', orderid: '1' });
    expect(toCancelBody('05127a516671AO', { ...ticket, orderType: 'stop_market' })).toEqual({
      variety: 'STOPLOSS',
      orderid: '05127a516671AO',
    });
  });
});
