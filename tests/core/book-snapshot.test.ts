import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Book, createBook } from '../../src/core/book/book.ts';
import { CopySession, type SessionInput } from '../../src/core/copy-session.ts';
import { ratio } from '../../src/core/exact.ts';
import { type InstrumentMaster, NO_INSTRUMENT_MASTER } from '../../src/core/orders/instrument.ts';
import type { OrderSnapshot } from '../../src/core/orders/order.ts';
import type { Filters, FollowerPolicy, Policy, Sizing } from '../../src/core/policy/policy.ts';
import { BookSaver } from '../../src/core/saving/book-saver.ts';
import { fromSnapshot, toSnapshot } from '../../src/core/saving/book-snapshot.ts';
import type { Plain } from '../../src/core/saving/plain-forms.ts';

const NO_FILTERS: Filters = {
  exchanges: null,
  blockSymbols: null,
  allowSymbols: null,
  instruments: null,
  orderTypes: null,
  products: null,
  sides: null,
  time: null,
};

function follower(name: string, sizing: Sizing): FollowerPolicy {
  return {
    name,
    enabled: true,
    filters: NO_FILTERS,
    quantity: { sizing, round: 'down', min: null, max: null, overrides: [] },
    execution: { as: 'auto', slippage: 'auto', maxAgeMs: 60_000 },
    chase: null,
    limits: { maxOrderValue: null, maxOrdersPerDay: 3, dailyLoss: ratio(500) },
    capital: null,
  };
}

function policyOf(
  copyOn: Policy['copyOn'],
  followers: readonly string[] = ['half', 'third', 'funded'],
): Policy {
  const all = [
    follower('half', { kind: 'multiplier', by: ratio(1, 2) }),
    follower('third', { kind: 'multiplier', by: ratio(1, 3) }),
    follower('funded', { kind: 'capital_ratio', by: ratio(1) }),
  ];
  const named = all.filter(({ name }) => followers.includes(name));
  return { copyOn, filters: NO_FILTERS, followers: named, rules: [], masterCapital: null };
}

/** 2026-11-23 09:30:00, IST wall-clock. */
const MORNING = 1_795_426_200;
const A_DAY = 86_400;

/** Few names, so that rows meet; some name the instrument by token only or by symbol only, so that entries merge. */
const row: fc.Arbitrary<OrderSnapshot> = fc
  .record({
    order: fc.integer({ min: 1, max: 6 }),
    uniqueOrder: fc.option(fc.integer({ min: 1, max: 4 })),
    instrument: fc.constantFrom(
      { symbolToken: '2885', tradingSymbol: 'RELIANCE-EQ' },
      { symbolToken: '2885', tradingSymbol: '' },
      { symbolToken: null, tradingSymbol: 'RELIANCE-EQ' },
    ),
    side: fc.constantFrom('buy', 'sell'),
    product: fc.constantFrom('intraday', 'carryforward'),
    variety: fc.constantFrom('normal', 'normal', 'normal', 'robo'),
    quantity: fc.integer({ min: 1, max: 40 }),
    status: fc.constantFrom('open', 'complete', 'complete', 'cancelled'),
    price: fc.option(fc.integer({ min: 1, max: 40_000 })),
    tag: fc.constantFrom('', '', '', 'ct0123456789abc'),
    second: fc.option(fc.integer({ min: 0, max: 2 * A_DAY })),
    lotSize: fc.constantFrom(null, 1, 3),
  })
  .map((from) => ({
    orderId: `order${from.order}`,
    uniqueOrderId: from.uniqueOrder === null ? null : `unique${from.uniqueOrder}`,
    exchange: 'NSE',
    ...from.instrument,
    side: from.side,
    orderType: 'limit',
    product: from.product,
    variety: from.variety,
    quantity: from.quantity,
    filledQuantity: from.status === 'complete' ? from.quantity : Math.floor(from.quantity / 2),
    status: from.status,
    terminal: from.status !== 'open',
    averagePrice: from.price === null ? null : ratio(from.price, 100),
    limitPrice: ratio(100),
    triggerPrice: null,
    tag: from.tag,
    eventTime: from.second === null ? null : MORNING + from.second,
    text: '',
    instrument: {
      instrumentType: '',
      lotSize: from.lotSize,
      strike: null,
      optionKind: null,
      expiryDay: null,
    },
  }));

const follower1or = fc.constantFrom('half', 'third', 'funded');
const input: fc.Arbitrary<SessionInput> = fc.oneof(
  { weight: 12, arbitrary: row.map((of): SessionInput => ({ kind: 'row', row: of, seenAtMs: null })) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        order: fc.integer({ min: 1, max: 6 }),
        follower: follower1or,
        revision: fc.integer({ min: 1, max: 2 }),
        filled: fc.integer({ min: 0, max: 20 }),
      })
      .map(
        ({ order, ...rest }): SessionInput => ({ kind: 'copy_ended', orderKey: `order${order}`, ...rest }),
      ),
  },
  { weight: 1, arbitrary: row.map((of): SessionInput => ({ kind: 'seen_before', rows: [of] })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ account: fc.constantFrom('', 'funded'), rupees: fc.integer({ min: 1, max: 9 }) })
      .map(({ account, rupees }): SessionInput => ({ kind: 'funds', account, available: ratio(rupees, 7) })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ follower: follower1or, paise: fc.integer({ min: -90_000, max: 90_000 }) }).map(
      ({ follower: name, paise }): SessionInput => ({
        kind: 'unrealised',
        follower: name,
        amount: ratio(paise, 100),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        action: fc.constantFrom('pause', 'resume', 'close_only', 'narrow', 'widen', 'place'),
        follower: fc.option(follower1or),
      })
      .map((of): SessionInput => ({ kind: 'steer', ...of })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ order: fc.integer({ min: 1, max: 6 }), accepted: fc.boolean() }).map(
      ({ order, accepted }): SessionInput => ({
        kind: 'confirmation',
        orderKey: `order${order}`,
        accepted,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -30, max: 30 }).map(
      (netQuantity): SessionInput => ({
        kind: 'positions',
        positions: [
          { exchange: 'NSE', symbolToken: '2885', tradingSymbol: '', product: 'intraday', netQuantity },
        ],
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(['half'], ['half', 'third', 'funded'])
      .map((names): SessionInput => ({ kind: 'policy', policy: policyOf('fill', names), confirm: false })),
  },
);

const session = fc.record({
  inputs: fc.array(input, { minLength: 2, maxLength: 40 }),
  cut: fc.nat(),
  copyOn: fc.constantFrom<Policy['copyOn']>('complete', 'fill'),
  confirm: fc.boolean(),
  fills: fc.constantFrom<'assumed' | 'reported'>('assumed', 'reported'),
});

function open(
  policy: Policy,
  fills: 'assumed' | 'reported',
  from: { book?: ReturnType<typeof createBook>; confirm: boolean },
) {
  const instruments: InstrumentMaster = NO_INSTRUMENT_MASTER;
  return new CopySession(policy, { live: false, fills, instruments }, from);
}

/** Names in an order of their own: they are looked up, never gone through. */
function contentsOf(book: Book) {
  const { ordersById, ordersByUniqueId, ...rest } = toSnapshot(book);
  const sorted = (names: unknown) => (Array.isArray(names) ? names.map(String).sort() : names);
  return { ...rest, ordersById: sorted(ordersById), ordersByUniqueId: sorted(ordersByUniqueId) };
}

function filledOrder(orderId: string, seenAtMs: number | null = null): SessionInput {
  const of = { side: 'buy', orderType: 'limit', product: 'carryforward', variety: 'normal' } as const;
  const instrument = {
    ...{ instrumentType: '', lotSize: 1, strike: null, optionKind: null, expiryDay: null },
  };
  const names = { exchange: 'NSE', symbolToken: '2885', tradingSymbol: 'RELIANCE-EQ' } as const;
  const prices = { averagePrice: ratio(100), limitPrice: ratio(100), triggerPrice: null };
  const state = { quantity: 10, filledQuantity: 10, status: 'complete', terminal: true };
  const rest = { uniqueOrderId: `u${orderId}`, tag: '', eventTime: null, text: '', instrument };
  return { kind: 'row', row: { orderId, ...rest, ...names, ...of, ...prices, ...state }, seenAtMs };
}

describe('orders of long ago', () => {
  const DAY_MS = A_DAY * 1000;
  /** 2026-11-23 09:30 in India. */
  const START_MS = Date.UTC(2026, 10, 23, 4);

  test('are forgotten when nothing was seen of them for a week, and known until then', () => {
    const live = open(policyOf('complete'), 'assumed', { confirm: false });
    const decided = (input: SessionInput) => live.accept(input).length > 0;
    expect(decided(filledOrder('1', START_MS))).toBe(true);
    expect(decided(filledOrder('2', START_MS + DAY_MS))).toBe(true);
    expect(decided(filledOrder('1', START_MS + 7 * DAY_MS))).toBe(false);
    expect(decided(filledOrder('3', START_MS + 9 * DAY_MS))).toBe(true);
    expect(live.book.orders.map(({ key, sequence }) => [key, sequence])).toEqual([
      ['1', 0],
      ['3', 1],
    ]);
    expect([...live.book.ordersById.keys(), ...live.book.ordersByUniqueId.keys()]).toEqual([
      ...['1', '3', 'u1', 'u3'],
    ]);
    expect(decided(filledOrder('1', START_MS + 9 * DAY_MS))).toBe(false);
  });

  test('stay where a copy of theirs has not ended, and come back from what was saved on the day', () => {
    const live = open(policyOf('complete'), 'reported', { confirm: false });
    const saver = new BookSaver();
    for (const id of ['1', '2']) live.accept(filledOrder(id, START_MS));
    for (const follower of ['half', 'third'])
      live.accept({ kind: 'copy_ended', orderKey: '1', follower, revision: 1, filled: 3 });
    saver.save(live.book);
    live.accept(filledOrder('3', START_MS + 9 * DAY_MS));
    const { book, settled, goesOn } = saver.save(live.book);
    expect([live.book.orders.map(({ key }) => key), goesOn]).toEqual([['2', '3'], false]);
    expect(contentsOf(fromSnapshot(book, settled))).toEqual(contentsOf(live.book));
  });
});

describe('a snapshot of the book', () => {
  test('lets a session go on with the same decisions', () => {
    fc.assert(
      fc.property(session, ({ inputs, cut, copyOn, confirm, fills }) => {
        const at = cut % inputs.length;
        const whole = open(policyOf(copyOn), fills, { confirm });
        for (const one of inputs.slice(0, at)) whole.accept(one);
        const text = JSON.stringify(toSnapshot(whole.book));
        // A reload may have come before the cut: what it brought in is the policy's part, not the book's.
        const reload = inputs.slice(0, at).findLast((one) => one.kind === 'policy');
        const resumed = open(whole.policy, fills, {
          book: fromSnapshot(JSON.parse(text)),
          confirm: reload === undefined ? confirm : reload.confirm,
        });
        expect(JSON.stringify(toSnapshot(resumed.book))).toBe(text);
        for (const one of inputs.slice(at)) expect(resumed.accept(one)).toEqual(whole.accept(one));
        expect(toSnapshot(resumed.book)).toEqual(toSnapshot(whole.book));
      }),
      { numRuns: 500 },
    );
  });

  test('that is saved again and again in parts brings back the same book, whatever came in between', () => {
    const modes = fc.constantFrom<Policy['copyOn']>('complete', 'fill', 'placed');
    fc.assert(
      fc.property(session, modes, fc.integer({ min: 1, max: 4 }), (of, copyOn, every) => {
        const { inputs, confirm, fills } = of;
        const whole = open(policyOf(copyOn), fills, { confirm });
        const saver = new BookSaver();
        const parts: Plain[] = [];
        for (const [place, one] of inputs.entries()) {
          whole.accept(one);
          if (place % every !== 0) continue;
          const { book, settled, goesOn } = saver.save(whole.book);
          if (!goesOn) parts.splice(0);
          parts.push(...settled);
          const restored = fromSnapshot(JSON.parse(JSON.stringify(book)), JSON.parse(JSON.stringify(parts)));
          expect(contentsOf(restored)).toEqual(contentsOf(whole.book));
        }
      }),
      { numRuns: 120 },
    );
  });

  test('is small once its orders have settled, and writes each of them once', () => {
    const one = open(policyOf('complete'), 'assumed', { confirm: false });
    const saver = new BookSaver();
    const written = [0, 1, 2].map((round) => {
      for (let index = 0; index < 50; index += 1) one.accept(filledOrder(`${round}-${index}`));
      const { book, settled } = saver.save(one.book);
      return { parts: settled.length, orders: book.orders, names: book.ordersById };
    });
    expect(written).toEqual([0, 1, 2].map(() => ({ parts: 50, orders: [], names: [] })));
  });

  test('keeps ratios as they are, however many digits they have', () => {
    const book = createBook();
    const long = { n: 7n ** 900n, d: 10n ** 800n };
    book.funds.set('a', { n: 1050, d: 100 });
    book.funds.set('__proto__', long);
    const snapshot = toSnapshot(book);
    expect(snapshot.funds).toEqual([
      ['a', '1050/100'],
      ['__proto__', `${long.n}/${long.d}`],
    ]);
    expect(fromSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(book);
  });

  test.each([
    [null, 'the snapshot is not an object'],
    [[], 'snapshot.orders is not a list'],
    [
      { ...toSnapshot(createBook()), ordersById: [['1', 0]] },
      'snapshot.ordersById[0] is not a place in its list',
    ],
    [
      { ...toSnapshot(createBook()), funds: [['a', '1/0']] },
      'snapshot.funds[0] is not a ratio such as "1/2"',
    ],
    [
      { ...toSnapshot(createBook()), paused: { all: 1, exceptions: [] } },
      'snapshot.paused.all is not true or false',
    ],
    [
      { ...toSnapshot(createBook()), nextInstrumentId: 1.5 },
      'snapshot.nextInstrumentId is not a whole number',
    ],
  ])('that is none is refused at its place (%#)', (snapshot, message) => {
    expect(() => fromSnapshot(snapshot)).toThrow(message);
  });
});
