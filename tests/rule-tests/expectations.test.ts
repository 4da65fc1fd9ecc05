import { describe, expect, test } from 'vitest';
import { differencesOf, runFile } from './run-files.ts';

const NIFTY = '{ lot_sizes: { NIFTY: 75 } }';

describe('what is stated must hold', () => {
  test.each([
    ['copy'],
    ['copy 10'],
    ['copy 10 ENTRY'],
    ['copy 10 @ 100.5'],
    ['COPY 10 entry @ 100.50'],
    ['{ action: copy, quantity: 10, master_quantity: 20, rule: null }'],
    ['{ orders: [{ order_type: limit, side: buy, quantity: 10, price: 100.5, trigger_price: null }] }'],
    ['[copy 10]'],
  ])('%s', async (expected) => {
    const order = `      - { order: buy 20 RELIANCE-EQ @ 100.5, expect: { follower1: ${expected} } }\n`;
    expect(await differencesOf(order)).toEqual([]);
  });

  test.each([
    ['copy 20', ['quantity: 20, 10']],
    ['copy EXIT', ['reason: EXIT, ENTRY']],
    ['copy 10 @ market', ['price: none, 100.50']],
    ['copy 10 by tiny', ['rule: tiny, none']],
    ['skip', ['action: skip, copy']],
    ['skip SYMBOL_BLOCKED', ['action: skip, copy', 'reason: SYMBOL_BLOCKED, ENTRY']],
    [
      'nothing',
      [
        'decisions: 0, 1',
        'action: null, copy',
        'reason: null, ENTRY',
        'quantity: null, 10',
        'price: null, 100.50',
      ],
    ],
    ['[copy, skip]', ['decisions: 2, 1', '2. action: skip, null']],
    [
      '{ orders: [{ price: 100.55 }, { quantity: 5 }] }',
      ['orders: 2, 1', 'orders[0].price: 100.55, 100.50', 'orders[1].quantity: 5, none'],
    ],
    [
      '{ master_quantity: 10, orders: [{ product: delivery, variety: stoploss }] }',
      [
        'master_quantity: 10, 20',
        'orders[0].product: delivery, intraday',
        'orders[0].variety: stoploss, normal',
      ],
    ],
  ])('%s fails', async (expected, differences) => {
    const order = `      - { order: buy 20 RELIANCE-EQ @ 100.5, expect: { follower1: ${expected} } }\n`;
    expect(await differencesOf(order)).toEqual(differences.map((each) => `follower1 ${each}`));
  });

  test('in words without a follower it must hold for every one', async () => {
    const order = '      - { order: buy 20 RELIANCE-EQ @ 100.5, expect: copy 20 }\n';
    expect(await differencesOf(order)).toEqual(['follower1 quantity: 20, 10']);
  });
});

describe('orders', () => {
  test('in words and as a mapping say the same', async () => {
    const orders = [
      'buy 150 NIFTY01DEC2625300CE @ 101.5 at 14:45',
      '{ side: BUY, quantity: 150, symbol: NIFTY01DEC2625300CE, price: 101.5, time: "14:45" }',
      '{ order: buy 150 NIFTY01DEC2625300CE @ 101.5, time: "14:45:00" }',
      'buy 150 NFO:NIFTY01DEC2625300CE market average 101.5 at 14:45',
    ];
    for (const order of orders) {
      const entry = order.startsWith('{') ? order.slice(1, -1) : `order: ${order}`;
      const given = '{ lot_sizes: { nifty: 75 }, date: 2026-12-01 }';
      const expected = 'skip RULE_SKIP by no-late-options';
      expect(await differencesOf(`      - { ${entry}, expect: ${expected} }\n`, given)).toEqual([]);
    }
  });

  test('with one id are one order', async () => {
    const orders = `      - { order: buy 20 RELIANCE-EQ @ 100 open filled 5, id: a, expect: nothing }
      - { order: buy 20 RELIANCE-EQ @ 100 cancelled filled 12, id: a, expect: { follower1: copy 6, follower2: copy 12 } }
`;
    expect(await differencesOf(orders)).toEqual([]);
  });

  test('that are alive at the end of their day are decided then', async () => {
    const orders = `      - { order: buy 20 RELIANCE-EQ @ 100 delivery open filled 10, expect: { follower2: copy 10 } }
      - { order: buy 1 TCS-EQ @ 100, date: 2026-11-24, expect: { follower2: copy 1 } }
`;
    expect(await differencesOf(orders)).toEqual([]);
  });

  test('are stops, rejected, tagged', async () => {
    const orders = `      - { order: buy 20 RELIANCE-EQ @ 100 rejected, expect: skip NOT_FILLED }
      - { order: buy 20 RELIANCE-EQ @ 100 tag tiny, expect: { follower2: copy 1 by tiny } }
      - { order: buy 20 TCS-EQ @ 100.2 stop 100 tag ct0123456789abc, expect: skip OWN_COPY }
      - { order: buy 20 RELIANCE-EQ robo @ 100, expect: skip UNSUPPORTED_VARIETY }
`;
    expect(await differencesOf(orders)).toEqual([]);
  });
});

describe('what is given', () => {
  test('positions make a sale an exit, which nobody has copied', async () => {
    const given = '{ positions: [long 20 RELIANCE-EQ, { symbol: TCS-EQ, quantity: -5 }] }';
    const orders = `      - { order: sell 20 RELIANCE-EQ @ 100, expect: skip NO_POSITION }
      - { order: buy 5 TCS-EQ @ 100, expect: skip NO_POSITION }
      - { order: buy 10 TCS-EQ @ 100, expect: { follower2: copy 10 ENTRY } }
`;
    expect(await differencesOf(orders, given)).toEqual([]);
  });

  test('a derivative without a lot size is not copied', async () => {
    const orders = '      - { order: buy 75 NIFTY01DEC2625300CE @ 100, expect: skip NO_LOT_SIZE }\n';
    expect(await differencesOf(orders)).toEqual([]);
    expect(await differencesOf(orders, NIFTY)).toContain('follower2 reason: NO_LOT_SIZE, ENTRY');
  });

  test('instruments have a tick, a freeze quantity and an expiry', async () => {
    const given =
      '{ time: "15:00", instruments: { symbol: SENSEX26DEC85000CE, lot_size: 20, freeze_quantity: 40, tick_size: 0.5, expiry: 2026-12-24 } }';
    const orders = `      - order: buy 100 SENSEX26DEC85000CE @ 100.3
        expect:
          follower1: copy 40 @ 100.3
          follower2: { orders: [{ quantity: 40 }, { quantity: 40 }, { quantity: 20 }] }
      - order: buy 100 SENSEX26DEC85000CE @ 100.3 average 100.25 stop 99
        expect:
          follower1: { orders: [{ order_type: limit, price: 102.5 }] }
      - { order: buy 100 SENSEX26DEC85000CE @ 100.3, date: 2026-12-24, expect: skip RULE_SKIP }
`;
    expect(await differencesOf(orders, given)).toEqual([]);
  });

  test('capital is what capital_ratio uses', async () => {
    const text = `given: { capital: { master: 1000, follower1: 100 } }
tests:
  - name: a tenth
    orders:
      - { order: buy 50 RELIANCE-EQ @ 100, expect: { follower1: copy 5, follower2: skip NO_CAPITAL } }
`;
    const config =
      'version: 1\nmaster: { broker: paper }\ndefaults: { quantity: { capital_ratio: 1 } }\nfollowers: { follower1: {}, follower2: {} }\n';
    expect((await runFile(text, {}, { 'copytrade.yaml': config })).out).toContain('passed 1, failed 0');
  });
});

describe('orders that rest', () => {
  const CONFIG = `version: 1
master: { broker: paper }
followers:
  follower1: { quantity: { multiplier: 0.5 } }
copy_on: placed
filters: { symbols: { block: [TCS-EQ] } }
`;
  const run = (orders: string) =>
    runFile(`tests:\n  - name: rests\n    orders:\n${orders}`, {}, { 'copytrade.yaml': CONFIG });

  test('are modified and cancelled', async () => {
    const { out, code } =
      await run(`      - { id: a, order: buy 20 SBIN-EQ @ 100 open, expect: copy 10 @ 100 }
      - { id: a, order: buy 20 SBIN-EQ @ 100 open at 10:01, expect: nothing }
      - { id: a, order: buy 40 SBIN-EQ @ 101.5 open at 10:02, expect: modify 20 ENTRY @ 101.50 }
      - { id: a, order: buy 20 SBIN-EQ @ 102 open at 10:03, expect: { follower1: { action: modify, orders: [{ quantity: 10, price: 102 }] } } }
      - { id: a, order: buy 20 SBIN-EQ @ 102 cancelled at 10:04, expect: cancel NOT_FILLED }
      - { id: b, order: buy 20 TCS-EQ @ 102 open at 10:05, expect: skip SYMBOL_BLOCKED }
`);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'a.copytrade.yaml\n  pass  rests\n\ntests 1, passed 1, failed 0\n',
    });
  });

  test('what is not modified as expected shows both sides', async () => {
    const { out, code } =
      await run(`      - { id: a, order: buy 20 SBIN-EQ @ 100 open, expect: modify 10 @ 100 }
`);
    expect(code).toBe(1);
    expect(out).toContain('action    modify    copy');
  });

  test('are cancelled without a quantity', async () => {
    const { out } = await run(`      - { id: a, order: buy 20 SBIN-EQ @ 100 open, expect: cancel 10 }
`);
    expect(out).toContain('A cancel has no quantity. Remove 10, or write `copy 10`.');
  });
});
