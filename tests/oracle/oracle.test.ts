import { expect, test } from 'vitest';
import { call, cancelled, complete, decide, only, partly, share } from './by-hand.ts';
import { decideByTheBook } from './oracle.ts';

/** Reading, events, positions and what follows from them, worked out by hand from the contract. */

test('an order is decided when it becomes terminal, and a partly filled one that is cancelled counts for its part', () => {
  const order = share('1', 'BUY', 100);
  expect(decide(only(), [order, partly(order, 25), partly(order, 40), cancelled(order, 40)])).toEqual([
    'ENTRY 40 -> 40 @ 100.00',
  ]);
});

test('a complete row with no filled shares has filled its quantity', () => {
  expect(decide(only(), [{ ...share('1', 'BUY', 30), status: 'complete', filledshares: '' }])).toEqual([
    'ENTRY 30 -> 30 @ 100.00',
  ]);
});

test('an order that ends with nothing filled is NOT_FILLED once, for its whole quantity', () => {
  const order = share('1', 'BUY', 100);
  expect(decide(only(), [order, cancelled(order), cancelled(order)])).toEqual(['NOT_FILLED 100']);
});

test('rows told twice or late change nothing, and once terminal is always terminal', () => {
  const order = share('1', 'BUY', 100);
  expect(decide(only(), [complete(order), complete(order), order, partly(order, 20)])).toEqual([
    'ENTRY 100 -> 100 @ 100.00',
  ]);
});

test('a fill that is told after the end is decided at once, for what it adds', () => {
  // Half of 40 is 20; half of 61 is 30.5 → 30, less the 20 copied.
  const order = share('1', 'BUY', 100);
  expect(
    decide(only({ quantity: { multiplier: 0.5 } }), [cancelled(order, 40), cancelled(order, 61)]),
  ).toEqual(['ENTRY 40 -> 20 @ 100.00', 'ENTRY 21 -> 10 @ 100.00']);
});

test('rows of one uniqueorderid are one order, whatever their ids', () => {
  const amo = call('0512aAO', 'BUY', 130, { uniqueorderid: 'u', variety: 'AMO' });
  const released = call('260512', 'BUY', 130, { uniqueorderid: 'u' });
  const { decisions } = decideByTheBook({
    config: only(),
    rows: [amo, partly(released, 65), complete(released)],
  });
  expect(decisions.map((one) => [one.order_id, one.master_quantity])).toEqual([['260512', 130]]);
});

test('a token and a symbol once seen together are one instrument', () => {
  const rows = [
    complete(share('1', 'BUY', 10, { symboltoken: '' })),
    complete(share('2', 'BUY', 10)),
    complete(share('3', 'SELL', 20, { symboltoken: null })),
  ];
  expect(decide(only(), rows).at(-1)).toBe('EXIT 20 -> 20 @ 99.50');
});

test('rows that cannot be read are counted and the others go on', () => {
  const rows = [
    share('', 'BUY', 1),
    share('1', 'HOLD', 1),
    share('2', 'BUY', 1, { quantity: '1.5' }),
    share('3', 'BUY', 1, { ordertype: 'ICEBERG' }),
    null,
    complete(share('4', 'BUY', 1)),
  ];
  const { decisions, unreadable } = decideByTheBook({ config: only(), rows });
  expect([decisions.length, unreadable]).toEqual([1, 5]);
});

test('sorted by event time, a row without one goes with its predecessor', () => {
  const at = (time: string) => ({ updatetime: time === '' ? '' : `23-Nov-2026 ${time}` });
  const rows = [
    complete(share('late', 'BUY', 1, at('11:00:00'))),
    complete(share('with-late', 'BUY', 2, at(''))),
    complete(share('early', 'BUY', 3, at('09:30:00'))),
  ];
  const { decisions } = decideByTheBook({ config: only(), rows, sort: true });
  expect(decisions.map((one) => one.order_id)).toEqual(['early', 'late', 'with-late']);
});

test('opening that still waits is used up first, by the order first seen last', () => {
  // a and b wait with 50 each; c takes 60: all of b's, 10 of a's. a ends with 40 left, b with none.
  const a = share('a', 'BUY', 100);
  const b = share('b', 'BUY', 100);
  const c = share('c', 'SELL', 60);
  const rows = [partly(a, 50), partly(b, 50), complete(c), cancelled(b, 50), cancelled(a, 50)];
  expect(decide(only(), rows)).toEqual(['NETTED 60', 'NETTED 50', 'ENTRY 40 -> 40 @ 100.00']);
});

test('what waiting leaves over is shared in: the copied position less the share', () => {
  // 100 settled and copied, 50 wait. A sell of 80 nets 50; r' = 30 of 100: the share is 70, so 30 go.
  const a = share('a', 'BUY', 100);
  const b = share('b', 'BUY', 50);
  const c = share('c', 'SELL', 80);
  expect(decide(only(), [complete(a), partly(b, 50), complete(c)]).slice(1)).toEqual([
    'NETTED 50',
    'EXIT 30 -> 30 @ 99.50',
  ]);
});

test('what rounding leaves off an exit stays owed through the share', () => {
  // 650 at one half: 325 = 5 lots. −65: share 292.5, owed 32.5. −65: share 260, owed 65. −130: share 195. −390: flat.
  const sell = (id: string, quantity: number) => complete(call(id, 'SELL', quantity));
  const rows = [
    complete(call('1', 'BUY', 650)),
    sell('2', 65),
    sell('3', 65),
    sell('4', 130),
    sell('5', 390),
  ];
  // Index option above 50: 2.5 %.
  expect(decide(only({ quantity: { multiplier: 0.5 } }), rows)).toEqual([
    'ENTRY 650 -> 325 @ 100.00',
    'BELOW_LOT 65',
    'EXIT 65 -> 65 @ 97.50',
    'EXIT 130 -> 65 @ 97.50',
    'EXIT 390 -> 195 @ 97.50',
  ]);
});

test('shares are exact: thirds taken three times leave nothing behind', () => {
  // 9 at one third: 3. −1: share 8/3. −1: 7/3. −1: 2, so 1 goes. −6: the rest.
  const sell = (id: string, quantity: number) => complete(share(id, 'SELL', quantity));
  const rows = [complete(share('0', 'BUY', 9)), sell('1', 1), sell('2', 1), sell('3', 1), sell('4', 6)];
  expect(decide(only({ quantity: { fixed: 3 } }), rows).slice(1)).toEqual([
    'BELOW_LOT 1',
    'BELOW_LOT 1',
    'EXIT 1 -> 1 @ 99.50',
    'EXIT 6 -> 2 @ 99.50',
  ]);
});

test('a flip exits all and enters the rest, the exit first', () => {
  // The exit at the master's limit of 99, below the protected 99.50; the entry at his limit too.
  const flip = share('2', 'SELL', 150, { price: 99 });
  expect(
    decide(only({ quantity: { multiplier: 0.5 } }), [complete(share('1', 'BUY', 100)), complete(flip)]),
  ).toEqual(['ENTRY 100 -> 50 @ 100.00', 'EXIT 100 -> 50 @ 99.00', 'ENTRY 50 -> 25 @ 99.00']);
});

test('a reduction does not wait for its order to end, while opening does', () => {
  const sell = share('2', 'SELL', 150);
  const rows = [complete(share('1', 'BUY', 100)), partly(sell, 40), partly(sell, 120), complete(sell)];
  expect(decide(only(), rows)).toEqual([
    'ENTRY 100 -> 100 @ 100.00',
    'EXIT 40 -> 40 @ 99.50',
    'EXIT 60 -> 60 @ 99.50',
    'ENTRY 50 -> 50 @ 100.00',
  ]);
});

test('a reduction of what was never copied is NO_POSITION', () => {
  const positions = [
    {
      exchange: 'NSE',
      symboltoken: '2885',
      tradingsymbol: 'RELIANCE-EQ',
      producttype: 'INTRADAY',
      netqty: '100',
    },
  ];
  const sell = complete(share('1', 'SELL', 130));
  expect(decide(only(), [sell], { positions })).toEqual(['NO_POSITION 100', 'ENTRY 30 -> 30 @ 100.00']);
  expect(decide(only(), [sell])).toEqual(['ENTRY 130 -> 130 @ 100.00']);
});

test('an exit passes filters, skips, limits, min and max', () => {
  const config = only(
    { filters: { sides: ['buy'] }, quantity: { min: 50, max: 60 }, limits: { max_order_value: 6000 } },
    { rules: [{ id: 'no-sells', match: { side: 'sell' }, skip: true }] },
  );
  const rows = [complete(share('1', 'BUY', 100)), complete(share('2', 'SELL', 50), 1000)];
  // Of 60 copied the share is 30. The sell's own limit of 100 is below 995.
  expect(decide(config, rows)).toEqual(['ENTRY 100 -> 60 @ 100.00', 'EXIT 50 -> 30 @ 100.00']);
});

test('opening while the follower holds the other side is an exit of the smaller, and nothing else', () => {
  const held = (netqty: number) => [
    { ...call('', '', 0), follower: 'f', producttype: 'CARRYFORWARD', netqty },
  ];
  const sell = complete(call('1', 'SELL', 130));
  const half = only({ quantity: { multiplier: 0.5 } });
  expect(decide(half, [sell], { copied: held(195) })).toEqual(['EXIT 130 -> 65 @ 97.50']);
  expect(decide(half, [sell], { copied: held(65) })).toEqual(['EXIT 130 -> 65 @ 97.50']);
  const unknown = only({ quantity: { capital_ratio: 1 } });
  expect(decide(unknown, [sell], { copied: held(195) })).toEqual(['EXIT 130 -> 195 @ 97.50']);
});

test('opening by a sell in delivery or margin would sell shares that the tool did not buy', () => {
  const sell = (producttype: string) => complete(share('1', 'SELL', 5, { producttype }));
  expect(decide(only(), [sell('DELIVERY')])).toEqual(['NO_POSITION 5']);
  expect(decide(only(), [sell('MARGIN')])).toEqual(['NO_POSITION 5']);
  expect(decide(only(), [sell('INTRADAY')])).toEqual(['ENTRY 5 -> 5 @ 100.00']);
});

test('own copies and robo orders are answered once, and what they reduce is shared in', () => {
  const own = share('2', 'SELL', 30, { ordertag: 'ct0123456789abc' });
  const robo = share('3', 'SELL', 20, { variety: 'ROBO' });
  const rows = [complete(share('1', 'BUY', 50)), own, complete(own), complete(robo)];
  expect(decide(only(), rows).slice(1)).toEqual([
    'OWN_COPY 30',
    'EXIT 30 -> 30 @ 99.50',
    'UNSUPPORTED_VARIETY 20',
    'EXIT 20 -> 20 @ 99.50',
  ]);
});

test('a disabled follower is told once an event, for the sum of its parts', () => {
  const rows = [complete(share('1', 'BUY', 50)), complete(share('2', 'SELL', 80))];
  expect(decide(only({ enabled: false }), rows)).toEqual(['FOLLOWER_DISABLED 50', 'FOLLOWER_DISABLED 80']);
});

const tomorrow = { updatetime: '24-Nov-2026 09:15:00' };

test('orders still alive end with their own day, and intraday starts flat', () => {
  const a = share('a', 'BUY', 100);
  const b = share('b', 'BUY', 70);
  const c = complete(share('c', 'SELL', 40, tomorrow));
  expect(decide(only(), [b, partly(a, 40), c])).toEqual([
    'NOT_FILLED 70',
    'ENTRY 40 -> 40 @ 100.00',
    'ENTRY 40 -> 40 @ 100.00',
  ]);
});

test('carryforward goes on over night until its instrument has expired', () => {
  const days = (expirydate: string) => [
    complete(call('1', 'BUY', 65, { expirydate })),
    complete(call('2', 'SELL', 65, { expirydate, ...tomorrow })),
  ];
  expect(decide(only(), days('24NOV2026'))[1]).toBe('EXIT 65 -> 65 @ 97.50');
  expect(decide(only(), days('23NOV2026'))[1]).toBe('ENTRY 65 -> 65 @ 100.00');
});

test('of two followers each gets all of its decisions, in the order of the file', () => {
  const config = { followers: { z: {}, a: { quantity: { multiplier: 2 } } } };
  const rows = [complete(share('1', 'BUY', 10)), complete(share('2', 'SELL', 15))];
  const { decisions } = decideByTheBook({ config, rows });
  expect(decisions.map((one) => [one.follower, one.reason, one.side, one.quantity])).toEqual([
    ['z', 'ENTRY', 'buy', 10],
    ['a', 'ENTRY', 'buy', 20],
    ['z', 'EXIT', 'sell', 10],
    ['z', 'ENTRY', 'sell', 5],
    ['a', 'EXIT', 'sell', 20],
    ['a', 'ENTRY', 'sell', 10],
  ]);
});

test('a decision in full', () => {
  const order = complete(call('1', 'BUY', 130, { ordertype: 'MARKET', price: 0 }), 101.05);
  expect(decideByTheBook({ config: only({ quantity: { multiplier: 0.5 } }), rows: [order] })).toEqual({
    unreadable: 0,
    decisions: [
      {
        order_id: '1',
        symbol: 'NIFTY01DEC2625300CE',
        exchange: 'NFO',
        side: 'buy',
        follower: 'f',
        action: 'copy',
        reason: 'ENTRY',
        rule: null,
        master_quantity: 130,
        quantity: 65,
        orders: [
          {
            order_type: 'LIMIT',
            side: 'buy',
            quantity: 65,
            // 101.05 × 1.025 = 103.57625, inwards.
            price: '103.55',
            trigger_price: null,
            product: 'CARRYFORWARD',
            variety: 'NORMAL',
          },
        ],
      },
    ],
  });
});
