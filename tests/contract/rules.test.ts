/** Which rule decides and which is named; what is not known. Worked out by hand from the contract. */
import { describe } from 'vitest';
import { type Case, order, type Row, testEach } from './day.ts';

const SBIN = 'buy 100 SBIN-EQ @ 100';
const ENTERED = '1 a ENTRY 100 > 100: LIMIT 100 @ 100.50';
const ALL = { side: ['buy', 'sell'] };
const rules = (...of: readonly Row[]) => ({ followers: { a: {} }, rules: of });
/** An option whose expiry and strike nothing tells. */
const UNKNOWN = order('1', 'buy 65 OPAQUE @ 100', { instrumenttype: 'OPTIDX' });
const SOON = { days_to_expiry: 0 };
const UNKNOWN_ENTERED = '1 a ENTRY 65 > 65: LIMIT 65 @ 102.50';

const RULES: readonly Case[] = [
  [
    'the first rule that states skip decides',
    rules({ id: 'one', match: ALL, skip: true }, { id: 'two', match: ALL, skip: true }),
    [order('1', SBIN)],
    ['1 a RULE_SKIP(one) 100'],
  ],
  [
    'skip: false protects an order from later rules',
    rules({ id: 'one', match: { side: 'buy' }, skip: false }, { id: 'two', match: ALL, skip: true }),
    [order('1', SBIN), order('2', 'sell 1 IDEA-EQ @ 100')],
    [ENTERED, '2 a RULE_SKIP(two) 1'],
  ],
  [
    'a rule that states only a quantity leaves skip to later ones',
    rules({ id: 'one', match: ALL, quantity: { fixed: 1 } }, { id: 'two', match: ALL, skip: true }),
    [order('1', SBIN)],
    ['1 a RULE_SKIP(two) 100'],
  ],
  [
    'skip, quantity and execution each have their own first rule; the quantity rule is named for an entry',
    rules(
      { id: 'e', match: ALL, execution: { as: 'market' } },
      { id: 'q', match: ALL, quantity: { fixed: 7 }, execution: { as: 'limit' } },
      { id: 'later', match: ALL, quantity: { fixed: 9 } },
    ),
    [order('1', SBIN)],
    ['1 a ENTRY(q) 100 > 7: MARKET 7'],
  ],
  [
    'the execution rule is named for an exit',
    rules(
      { id: 'q', match: ALL, quantity: { fixed: 7 } },
      { id: 'e', match: { side: 'sell' }, execution: { as: 'market' } },
    ),
    [order('1', SBIN), order('2', 'sell 100 SBIN-EQ @ 100')],
    ['1 a ENTRY(q) 100 > 7: LIMIT 7 @ 100.50', '2 a EXIT(e) 100 > 7: MARKET 7'],
  ],
  [
    'and for NO_PRICE',
    rules(
      { id: 'e', match: ALL, execution: { as: 'limit' } },
      { id: 'q', match: ALL, quantity: { fixed: 7 } },
    ),
    [order('1', 'buy 100 SBIN-EQ')],
    ['1 a NO_PRICE(e) 100'],
  ],
  ['no rule for the rest: null', rules(), [order('1', 'buy 100 SBIN-EQ')], ['1 a NO_PRICE 100']],
  [
    'an exit passes no skip rule',
    rules({ id: 'no', match: { side: 'sell' }, skip: true }),
    [order('1', SBIN), order('2', 'sell 40 SBIN-EQ @ 100')],
    [ENTERED, '2 a EXIT 40 > 40: LIMIT 40 @ 99.50'],
  ],
  [
    'followers limits a rule to some',
    {
      followers: { a: {}, b: {} },
      rules: [{ id: 'r', followers: ['b'], match: ALL, skip: true }],
    },
    [order('1', SBIN)],
    [ENTERED, '1 b RULE_SKIP(r) 100'],
  ],
  [
    'the quantity rule is named for BELOW_LOT and BELOW_MIN of an entry',
    rules(
      { id: 'tiny', match: { symbol: 'SBIN-EQ' }, quantity: { multiplier: 0.001 } },
      { id: 'few', match: ALL, quantity: { fixed: 5, min: 6 } },
    ),
    [order('1', SBIN), order('2', 'buy 1 IDEA-EQ @ 100')],
    ['1 a BELOW_LOT(tiny) 100', '2 a BELOW_MIN(few) 1'],
  ],
  [
    'the limits rule is named where its limit bound',
    rules(
      { id: 'l', match: ALL, limits: { max_order_value: 10049.99 } },
      { id: 'q', match: ALL, quantity: { fixed: 100 } },
    ),
    [order('1', SBIN)],
    ['1 a MAX_ORDER_VALUE(l) 100'],
  ],
  [
    "null where the follower's was the tighter",
    {
      followers: { a: { limits: { max_order_value: 9000 } } },
      rules: [{ id: 'l', match: ALL, limits: { max_order_value: 10000 } }],
    },
    [order('1', SBIN)],
    ['1 a MAX_ORDER_VALUE 100'],
  ],
  [
    'every matching rule binds: the tightest',
    rules(
      { id: 'wide', match: ALL, limits: { max_order_value: 10000 } },
      { id: 'tight', match: ALL, limits: { max_order_value: 5000 } },
    ),
    [order('1', SBIN), order('2', 'buy 49 IDEA-EQ @ 100')],
    ['1 a MAX_ORDER_VALUE(tight) 100', '2 a ENTRY 49 > 49: LIMIT 49 @ 100.50'],
  ],
];

const UNKNOWNS: readonly Case[] = [
  ['skip: true', rules({ id: 'u', match: SOON, skip: true }), [UNKNOWN], ['1 a UNKNOWN_FACT(u) 65']],
  [
    'not included',
    rules({ id: 'u', match: { not: SOON }, skip: true }),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(u) 65'],
  ],
  [
    'a strike',
    rules({ id: 'u', match: { strike: '> 0' }, skip: true }),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(u) 65'],
  ],
  [
    'a price',
    rules({ id: 'u', match: { price: '> 0' }, skip: true }),
    [order('1', 'buy 100 SBIN-EQ')],
    ['1 a UNKNOWN_FACT(u) 100'],
  ],
  [
    'a value',
    rules({ id: 'u', match: { not: { value: '> 0' } }, skip: true }),
    [order('1', 'buy 100 SBIN-EQ')],
    ['1 a UNKNOWN_FACT(u) 100'],
  ],
  [
    'quantity',
    rules({ id: 'u', match: SOON, quantity: { fixed: 65 } }),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(u) 65'],
  ],
  [
    'limits',
    rules({ id: 'u', match: SOON, limits: { max_order_value: 1e7 } }),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(u) 65'],
  ],
  [
    'no execution',
    rules({ id: 'u', match: SOON, execution: { as: 'market' } }),
    [UNKNOWN],
    [UNKNOWN_ENTERED],
  ],
  ['no skip: false', rules({ id: 'u', match: SOON, skip: false }), [UNKNOWN], [UNKNOWN_ENTERED]],
  [
    'what is false by another key is decided',
    rules({ id: 'u', match: { ...SOON, side: 'sell' }, skip: true }),
    [UNKNOWN],
    [UNKNOWN_ENTERED],
  ],
  [
    'what holds by another of any is decided',
    rules({ id: 'u', match: { any: [SOON, { side: 'buy' }] }, skip: true }),
    [UNKNOWN],
    ['1 a RULE_SKIP(u) 65'],
  ],
  [
    'a not of what is false by another key holds',
    rules({ id: 'u', match: { not: { ...SOON, side: 'sell' } }, skip: true }),
    [UNKNOWN],
    ['1 a RULE_SKIP(u) 65'],
  ],
  [
    'unless a rule skips it anyway',
    rules({ id: 'u', match: SOON, skip: true }, { id: 's', match: ALL, skip: true }),
    [UNKNOWN],
    ['1 a RULE_SKIP(s) 65'],
  ],
  [
    'a rule that would not have been asked leaves nothing undecided',
    rules({ id: 'p', match: ALL, skip: false }, { id: 'u', match: SOON, skip: true }),
    [UNKNOWN],
    [UNKNOWN_ENTERED],
  ],
  [
    'nor a quantity behind the one that decides',
    rules(
      { id: 'q', match: ALL, quantity: { fixed: 65 } },
      { id: 'u', match: SOON, quantity: { fixed: 130 } },
    ),
    [UNKNOWN],
    ['1 a ENTRY(q) 65 > 65: LIMIT 65 @ 102.50'],
  ],
  [
    'a quantity before the one that decides does',
    rules(
      { id: 'u', match: SOON, quantity: { fixed: 130 } },
      { id: 'q', match: ALL, quantity: { fixed: 65 } },
    ),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(u) 65'],
  ],
  [
    'the skip rules are named before quantity rules, these before limits rules',
    rules(
      { id: 'l', match: SOON, limits: { max_order_value: 1e7 } },
      { id: 'q', match: SOON, quantity: { fixed: 65 } },
      { id: 's', match: SOON, skip: true },
    ),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(s) 65'],
  ],
  [
    'quantity before limits',
    rules(
      { id: 'l', match: SOON, limits: { max_order_value: 1e7 } },
      { id: 'q', match: SOON, quantity: { fixed: 65 } },
    ),
    [UNKNOWN],
    ['1 a UNKNOWN_FACT(q) 65'],
  ],
  [
    'the filters come first',
    { ...rules({ id: 'u', match: SOON, skip: true }), filters: { sides: ['sell'] } },
    [UNKNOWN],
    ['1 a SIDE_FILTERED 65'],
  ],
  [
    'an override whose condition is not known does not match',
    {
      followers: {
        a: {
          quantity: {
            fixed: 65,
            overrides: [
              { match: SOON, lots: 3 },
              { match: { not: SOON }, lots: 2 },
            ],
          },
        },
      },
    },
    [UNKNOWN],
    [UNKNOWN_ENTERED],
  ],
  [
    'an exit is not skipped',
    rules({ id: 'u', match: { ...SOON, side: 'sell' }, skip: true }),
    [UNKNOWN, { ...UNKNOWN, orderid: '2', transactiontype: 'SELL' }],
    [UNKNOWN_ENTERED, '2 a EXIT 65 > 65: LIMIT 65 @ 97.50'],
  ],
];

describe('rules', () => {
  testEach(RULES);
});

describe('what is not known leaves an entry undecided', () => {
  testEach(UNKNOWNS);
});
