import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { EXCHANGES, ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../../core/orders/order.ts';
import {
  type About,
  choice,
  mapping,
  oneOrMany,
  positiveNumber,
  wholeNumber,
  words,
} from './building-blocks.ts';
import { expectations } from './rule-test-expectation-schema.ts';
import { instrument } from './rule-test-instrument-schema.ts';

/** Status words of the broker's order book, as section 3 of the contract reads them. */
export const STATUSES = [
  'complete',
  'open',
  'open pending',
  'trigger pending',
  'cancelled',
  'rejected',
] as const;
const ORDER_EXAMPLE = 'buy 75 NIFTY01DEC2625300CE @ 101.5';

const about = (title: string, description: string, ...examples: unknown[]): About => ({
  title,
  description,
  examples,
});
/** Either of two forms; `instead` says which there are. */
const either = <A extends TSchema, B extends TSchema>(a: A, b: B, instead: string, text: About) =>
  Type.Unsafe<A['static'] | B['static']>({ ...text, anyOf: [a, b], errorMessage: instead });
const rupees = (title: string, description: string, example: number) =>
  Type.Optional(positiveNumber('rupees', about(title, description, example)));
const symbol = words(
  'a trading symbol',
  about('Trading symbol', 'With or without its exchange: `NFO:` in front.', 'RELIANCE-EQ'),
);
const exchange = choice(EXCHANGES, about('Exchange', "Where the symbol's form does not tell it.", 'NFO'));
const product = choice(
  PRODUCTS,
  about('Product', 'Derivatives: carryforward; shares: intraday.', 'intraday'),
);
const date = words(
  'a date as YYYY-MM-DD, such as 2026-12-01',
  about('Date', 'The day, IST. An expiry day tests rules on `days_to_expiry`.', '2026-12-01'),
  '^\\d{4}-\\d{2}-\\d{2}$',
);
const time = words(
  'a time of day as HH:MM or HH:MM:SS, such as 14:45',
  about('Time', 'IST.', '14:45'),
  '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$',
);

const orderMapping = mapping(
  {
    order: Type.Optional(
      words('an order in words', about('Order', 'The order in words; other keys add to it.', ORDER_EXAMPLE)),
    ),
    id: Type.Optional(
      words(
        'a name for the order',
        about('Id', 'Two entries with one id are one order, seen twice.', 'first'),
      ),
    ),
    symbol: Type.Optional(symbol),
    exchange: Type.Optional(exchange),
    side: Type.Optional(choice(SIDES, about('Side', 'Buy or sell.', 'buy'))),
    quantity: Type.Optional(wholeNumber('units', about('Quantity', 'Units.', 75))),
    filled: Type.Optional(
      wholeNumber('units', about('Filled', 'Units executed so far; absent, all of a complete order.', 25), 0),
    ),
    price: rupees('Price', "The order's limit price.", 101.5),
    trigger_price: rupees('Trigger price', 'Of a stop.', 100),
    average: rupees('Average price', 'What it was executed at; absent, the price.', 101.45),
    order_type: Type.Optional(
      choice(ORDER_TYPES, about('Order type', 'Absent: limit where there is a price, else market.', 'limit')),
    ),
    product: Type.Optional(product),
    variety: Type.Optional(
      choice(VARIETIES, about('Variety', "The broker's; normal where absent, stoploss of stops.", 'amo')),
    ),
    status: Type.Optional(choice(STATUSES, about('Status', 'complete where absent.', 'open'))),
    date: Type.Optional(date),
    time: Type.Optional(time),
    tag: Type.Optional(words('a tag', about('Tag', "The order's tag.", 'hedge-1'))),
    lot_size: Type.Optional(wholeNumber('units', about('Lot size', 'Units a lot.', 75))),
    expect: Type.Optional(expectations),
  },
  about('Order with expectations', 'A master order, and what is decided about it.', {
    order: ORDER_EXAMPLE,
    expect: { follower1: 'copy 30' },
  }),
);
const order = either(
  words('an order in words', about('Order', 'A master order with nothing expected of it.', ORDER_EXAMPLE)),
  orderMapping,
  `Write an order in words (${ORDER_EXAMPLE}), or a mapping.`,
  about('Order', 'One master order as it looks at one time.', ORDER_EXAMPLE),
);

const position = either(
  words('a position in words', about('Position', 'In words.', 'long 75 NIFTY01DEC2625300CE')),
  mapping(
    {
      symbol,
      exchange: Type.Optional(exchange),
      quantity: Type.Integer({
        ...about('Quantity', 'Units; below 0 is short.', -75),
        minimum: -1_000_000_000,
        maximum: 1_000_000_000,
        errorMessage: 'Write a whole number of units; below 0 is short.',
      }),
      product: Type.Optional(product),
    },
    about('Position', 'What the master holds.', { symbol: 'RELIANCE-EQ', quantity: 10, product: 'delivery' }),
  ),
  'Write a position in words (long 75 NIFTY01DEC2625300CE), or a mapping.',
  about('Position', 'What the master holds before the first order.', 'short 10 RELIANCE-EQ intraday'),
);

/** A mapping from names in `pattern` to values. */
const named = <T extends TSchema>(value: T, pattern: string, text: About) =>
  Type.Record(Type.String({ pattern }), value, {
    ...text,
    additionalProperties: false,
    errorMessage: 'Write a mapping: `name: value` lines, indented below it.',
  });

const given = mapping(
  {
    date: Type.Optional(date),
    time: Type.Optional(time),
    positions: Type.Optional(oneOrMany(position)),
    capital: Type.Optional(
      named(
        positiveNumber('rupees', about('Capital', 'In rupees.', 500000)),
        '^[a-z][a-z0-9_-]{0,31}$',
        about(
          'Capital',
          'Funds by account, `master` for the master; what the configuration says comes first.',
          {
            master: 1000000,
            follower1: 500000,
          },
        ),
      ),
    ),
    lot_sizes: Type.Optional(
      named(
        wholeNumber('units', about('Lot size', 'Units a lot.', 75)),
        '^\\S+$',
        about('Lot sizes', 'Of derivatives, by underlying.', { NIFTY: 75 }),
      ),
    ),
    instruments: Type.Optional(oneOrMany(instrument)),
  },
  about('Given', 'What is so before the first order.', {
    date: '2026-12-01',
    positions: ['long 75 NIFTY01DEC2625300CE'],
  }),
);

const subject = {
  config: Type.Optional(
    words(
      'a path',
      about(
        'Configuration',
        'Under test, relative to this file; absent, that of the command line.',
        '../copytrade.yaml',
      ),
    ),
  ),
  rules: Type.Optional(
    oneOrMany(
      words(
        'a path',
        about(
          'Rules',
          'Rule files under test, relative to this file, for one follower1 that mirrors.',
          '../rules/half-size.yaml',
        ),
      ),
    ),
  ),
  given: Type.Optional(given),
};
const TEST_EXAMPLE = {
  name: 'calls are copied',
  orders: [{ order: ORDER_EXAMPLE, expect: { follower1: 'copy' } }],
};

const ruleTest = mapping(
  {
    name: words('a sentence', about('Name', 'What it shows.', 'calls are copied')),
    ...subject,
    orders: Type.Array(order, {
      ...about('Orders', 'In the order in which they are seen.', [ORDER_EXAMPLE]),
      minItems: 1,
      errorMessage: 'Write a list of orders: `- order: …` with `expect:` below it.',
    }),
  },
  about('Test', 'Some orders, and what is decided about them.', TEST_EXAMPLE),
);

/** A file of rule tests, `*.copytrade.yaml`. */
export const ruleTestFile = mapping(
  {
    ...subject,
    tests: Type.Array(ruleTest, {
      ...about('Tests', 'Each begins afresh.', [TEST_EXAMPLE]),
      minItems: 1,
      errorMessage: 'Write a list of tests: `- name: …` with `orders:` below it.',
    }),
  },
  about('copytrade rule tests', 'Tests of a configuration, for `copytrade test`.', { tests: [TEST_EXAMPLE] }),
);

export type RuleTestFile = Static<typeof ruleTestFile>;
export type RuleTestCase = Static<typeof ruleTest>;
export type OrderCase = Static<typeof orderMapping>;
export type OrderEntry = Static<typeof order>;
export type PositionEntry = Static<typeof position>;
export type GivenCase = Static<typeof given>;
