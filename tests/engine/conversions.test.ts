/** What the master converts into another product makes no order. */
import { expect, test } from 'vitest';
import { readOrderRow } from '../../src/brokers/angelone/read-order-row.ts';
import { createBook } from '../../src/core/book/book.ts';
import { findHolding, findInstrument } from '../../src/core/book/registers.ts';
import { NO_INSTRUMENT_MASTER } from '../../src/core/orders/instrument.ts';
import type { Product } from '../../src/core/orders/order.ts';
import { findConversions, watchConversions } from '../../src/engine/master/conversions.ts';
import { codeOf, configText, MASTER, startRig } from './rig.ts';

const SHARE = { exchange: 'NSE', symbolToken: '2885', tradingSymbol: 'RELIANCE-EQ' } as const;

test('what the master converted is no opening when it is sold: nobody goes short', async () => {
  const config = configText({ followers: { follower1: 'quantity: mirror' } });
  const rig = await startRig({ followers: 1, config, speed: 60 });
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'BUY', quantity: 10 });
  await rig.until('it is copied', () => rig.holdingsOf(1)['RELIANCE-EQ'] === 10);
  const [row] = rig.master.positions();
  const converted = { ...row, producttype: 'MARGIN' };
  const body = { status: true, message: 'SUCCESS', errorcode: '', data: [converted] };
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', body, times: 1_000 });
  const told = () => rig.ofType('escalation').map(({ account, alert, text }) => [account, alert, text]);
  await rig.until('it is told', () => told().length > 0);
  rig.master.placeByHand({ symbol: 'RELIANCE-EQ', side: 'SELL', quantity: 10, product: 'MARGIN' });
  await rig.until('it is decided', () => rig.verdicts().length === 2);
  await rig.polled();
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 10', 'follower1 skip NO_POSITION 0']);
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
  expect(told()).toEqual([
    [
      'master',
      'ORDER_NOT_SEEN',
      expect.stringMatching(/^the master's 10 RELIANCE-EQ were converted from intraday to margin, /),
    ],
  ]);
});

test.each([
  ['with the sale in them', '0'],
  ['without it, late', '65'],
])('a sale just behind the conversion asks the positions first, which come %s', async (_how, netqty) => {
  const config = configText({ followers: { follower1: 'quantity: mirror' } });
  const rig = await startRig({ followers: 1, config });
  const order = { symbol: 'NIFTY01DEC2625300CE', quantity: 65 };
  rig.master.placeByHand({ ...order, side: 'BUY', product: 'INTRADAY' });
  await rig.until('it is copied', () => rig.holdingsOf(1)[order.symbol] === 65);
  const [row] = rig.master.positions();
  const data = [
    { ...row, netqty: '0' },
    { ...row, producttype: 'CARRYFORWARD', netqty },
  ];
  const body = { status: true, message: 'SUCCESS', errorcode: '', data };
  rig.trouble({ kind: 'reply', account: MASTER, endpoint: 'getPosition', body, times: 1_000 });
  rig.master.placeByHand({ ...order, side: 'SELL', product: 'CARRYFORWARD' });
  await rig.until('it is decided', () => rig.verdicts().length === 2);
  await rig.polled();
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 65', 'follower1 skip NO_POSITION 0']);
  expect(rig.requestsOf(codeOf(1), 'placeOrder')).toBe(1);
  expect(rig.ofType('escalation').map(({ text }) => text)).toEqual([
    expect.stringMatching(
      /^the master's 65 NIFTY01DEC2625300CE were converted from intraday to carryforward, /,
    ),
  ]);
});

test('a sale beside a position in another product is copied where nothing was converted', async () => {
  const config = configText({ followers: { follower1: 'quantity: mirror' } });
  const rig = await startRig({ followers: 1, config });
  const order = { symbol: 'NIFTY01DEC2625300CE', quantity: 65 };
  rig.master.placeByHand({ ...order, side: 'BUY', product: 'CARRYFORWARD' });
  await rig.until('it is copied', () => rig.holdingsOf(1)[order.symbol] === 65);
  rig.master.placeByHand({ ...order, side: 'SELL', product: 'INTRADAY' });
  await rig.until('it is decided', () => rig.verdicts().length === 2);
  expect(rig.verdicts()).toEqual(['follower1 copy ENTRY 65', 'follower1 copy ENTRY 65']);
});

const PRODUCTS = ['intraday', 'carryforward', 'margin', 'bracket'] as const;

/** What is found where the orders made the first of these and the broker lists the second. */
function found(seen: Partial<Record<Product, number>>, listed: Partial<Record<Product, number>>) {
  const book = createBook();
  const instrument = findInstrument(book, SHARE, NO_INSTRUMENT_MASTER);
  for (const product of PRODUCTS) findHolding(book, instrument, product).master = seen[product] ?? 0;
  const positions = PRODUCTS.flatMap((product) =>
    listed[product] === undefined ? [] : [{ ...SHARE, product, netQuantity: listed[product] }],
  );
  return findConversions(book, positions).map(({ units, from, to }) => `${units} ${from} ${to}`);
}

test.each([
  [{ intraday: 10 }, { intraday: 0, carryforward: 10 }, ['10 intraday carryforward']],
  [{ intraday: 10 }, { intraday: 4, carryforward: 6 }, ['6 intraday carryforward']],
  [{ carryforward: -10 }, { intraday: -10 }, ['-10 carryforward intraday']],
  [{ intraday: 10, carryforward: 5 }, { carryforward: 15 }, ['10 intraday carryforward']],
  [{ intraday: 5, carryforward: 10 }, { carryforward: 15 }, ['5 intraday carryforward']],
])('of %o the broker lists %o: %o', (seen, listed, conversions) => {
  expect(found(seen, listed)).toEqual(conversions);
});

test.each([
  [{ intraday: 10 }, { intraday: 10 }],
  // Late, or empty.
  [{ intraday: 10 }, {}],
  [{ intraday: 10, carryforward: 5 }, {}],
  [{ intraday: 10 }, { intraday: 0 }],
  [{}, { intraday: 10 }],
  // An order of another product that has not been seen.
  [{ intraday: 10 }, { intraday: 10, carryforward: 10 }],
  [{ intraday: 10 }, { carryforward: 4 }],
  // A bracket order's, under the product that the broker's list has for it.
  [{ bracket: 10 }, { intraday: 10 }],
  // Of more than two products nobody can tell what went where.
  [{ intraday: 10 }, { carryforward: 4, margin: 6 }],
])('of %o the broker lists %o: no conversion', (seen, listed) => {
  expect(found(seen, listed)).toEqual([]);
});

/** An order of the master's as its book shows it. */
function filledOrder(orderid: string, transactiontype: string, producttype: string) {
  return readOrderRow({
    ...{ orderid, transactiontype, producttype, quantity: '10', filledshares: '10', status: 'complete' },
    ...{ ordertype: 'MARKET', exchange: 'NSE', symboltoken: '2885', tradingsymbol: 'RELIANCE-EQ' },
  });
}

test('out of one product and into another by orders that were not seen yet is no conversion', async () => {
  const book = createBook();
  const instrument = findInstrument(book, SHARE, NO_INSTRUMENT_MASTER);
  findHolding(book, instrument, 'intraday').master = 10;
  let readings = [filledOrder('1', 'SELL', 'INTRADAY'), filledOrder('2', 'BUY', 'MARGIN')];
  const taken: unknown[] = [];
  const stop = new AbortController();
  let looks = 0;
  const position = { ...SHARE, averagePrice: null, unrealised: null };
  const positions = [
    { ...position, product: 'intraday' as const, netQuantity: 0 },
    { ...position, product: 'margin' as const, netQuantity: 10 },
  ];
  await watchConversions({
    master: {
      state: 'open',
      readPositions: async () => ({ ok: true, value: { positions, problems: [], raw: null } }),
      readOrderBook: async () => ({ ok: true, value: readings }),
    },
    clock: {
      now: () => 0,
      monotonic: () => 0,
      sleep: async () => {
        looks += 1;
        if (looks === 10) {
          expect(taken).toEqual([]);
          readings = [];
        }
        if (looks === 20) stop.abort();
      },
    },
    signal: stop.signal,
    book: () => book,
    takePositions: (all) => taken.push(all),
    onConverted: () => {},
  });
  expect(taken[0]).toEqual([{ ...SHARE, product: 'margin', netQuantity: 10 }]);
});
