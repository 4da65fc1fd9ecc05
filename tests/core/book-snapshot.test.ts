import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBook } from '../../src/core/book.ts';
import { fromSnapshot, toSnapshot } from '../../src/core/book-snapshot.ts';
import { CopySession, type SessionInput } from '../../src/core/copy-session.ts';
import { ratio } from '../../src/core/exact.ts';
import { type InstrumentMaster, NO_INSTRUMENT_MASTER } from '../../src/core/instrument.ts';
import type { OrderSnapshot } from '../../src/core/order.ts';
import type { Filters, FollowerPolicy, Policy, Sizing } from '../../src/core/policy.ts';

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
        action: fc.constantFrom('pause', 'resume', 'close_only', 'narrow', 'widen'),
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
