import { type Static, Type } from '@sinclair/typebox';
import { ACTIONS } from '../../core/deciding/decision.ts';
import { REASONS } from '../../core/deciding/reasons.ts';
import { ORDER_TYPES, PRODUCTS, SIDES, VARIETIES } from '../../core/orders/order.ts';
import { type About, choice, mapping, oneOrMany, wholeNumber, words } from './building-blocks.ts';

const about = (title: string, description: string, ...examples: unknown[]): About => ({
  title,
  description,
  examples,
});
const IN_WORDS =
  'Write what is expected in words (copy 30 @ 101.50, modify 30 @ 102, cancel, skip SYMBOL_BLOCKED, skip RULE_SKIP by my-rule, nothing), or a mapping.';

/** A price, or null for none (MARKET). */
const priceOrNull = (title: string) =>
  Type.Optional(
    Type.Unsafe<number | null>({
      ...about(title, 'Rupees; null: none.', 101.5),
      anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }],
      errorMessage: 'Write a price in rupees, such as 101.5, or null for none.',
    }),
  );

const expectedOrder = mapping(
  {
    order_type: Type.Optional(choice(ORDER_TYPES, about('Order type', 'As it is sent.', 'limit'))),
    side: Type.Optional(choice(SIDES, about('Side', 'Buy or sell.', 'buy'))),
    quantity: Type.Optional(wholeNumber('units', about('Quantity', 'Units.', 30))),
    price: priceOrNull('Price'),
    trigger_price: priceOrNull('Trigger price'),
    product: Type.Optional(choice(PRODUCTS, about('Product', "The master's.", 'intraday'))),
    variety: Type.Optional(choice(VARIETIES, about('Variety', 'normal, stoploss of stops.', 'normal'))),
  },
  about('Expected order', 'What is stated must hold.', { quantity: 30, price: 101.5 }),
);

export type ExpectedOrderCase = Static<typeof expectedOrder>;

const expectationMapping = mapping(
  {
    action: Type.Optional(
      choice(ACTIONS, about('Action', 'Copied or not; a copy that rests is modified or cancelled.', 'copy')),
    ),
    reason: Type.Optional(
      choice(
        Object.keys(REASONS),
        about('Reason', 'ENTRY, EXIT, or why it is skipped or cancelled.', 'SYMBOL_BLOCKED'),
      ),
    ),
    rule: Type.Optional(
      Type.Unsafe<string | null>({
        ...about('Rule', 'The id of the rule that decided; null: none did.', 'banknifty-quarter'),
        anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }],
        errorMessage: "Write a rule's id, or null for none.",
      }),
    ),
    quantity: Type.Optional(wholeNumber('units', about('Quantity', 'Units; 0 of a skip.', 30), 0)),
    master_quantity: Type.Optional(
      wholeNumber('units', about('Master quantity', 'Units of the part decided.', 75), 0),
    ),
    orders: Type.Optional(
      Type.Array(expectedOrder, {
        ...about('Orders', 'All orders of the copy, in turn.', [{ quantity: 30, price: 101.5 }]),
        errorMessage: 'Write a list of orders: `- quantity: 30`.',
      }),
    ),
  },
  about('Expectation', 'What is stated must hold of the decision.', { action: 'copy', quantity: 30 }),
);
export type ExpectationCase = Static<typeof expectationMapping>;

const expectation = Type.Unsafe<string | ExpectationCase>({
  ...about('Expectation', 'In words, or a mapping of which what is stated must hold.', 'copy 30'),
  anyOf: [words('what is expected', about('In words', 'Short.', 'skip SYMBOL_BLOCKED')), expectationMapping],
  errorMessage: IN_WORDS,
});
export type ExpectationEntry = Static<typeof expectation>;

/** For every follower, or by follower; a list where several decisions are made. */
export const expectations = Type.Unsafe<string | Record<string, ExpectationEntry | ExpectationEntry[]>>({
  ...about('Expectations', 'For every follower in words, or by follower.', { follower1: 'copy 30' }, 'skip'),
  anyOf: [
    words('what is expected', about('Of every follower', 'In words.', 'skip RULE_SKIP')),
    {
      type: 'object',
      patternProperties: { '^[a-z][a-z0-9_-]{0,31}$': oneOrMany(expectation) },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
  errorMessage: 'Write `follower1: copy 30` lines below it, or what is expected of every follower in words.',
});
export type Expectations = Static<typeof expectations>;
