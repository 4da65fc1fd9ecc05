import { type Static, Type } from '@sinclair/typebox';
import { EXCHANGES, PRODUCTS, SIDES, VARIETIES } from '../../core/orders/order.ts';
import { choice, mapping, numberRange, oneOrMany, timeWindow, words } from './building-blocks.ts';
import { INSTRUMENT_WORDS, ORDER_TYPE_WORDS } from './word-lists.ts';

const range = (title: string, description: string, examples: unknown[]) =>
  Type.Optional(oneOrMany(numberRange({ title, description, examples })));

const conditions = {
  symbol: Type.Optional(
    oneOrMany(
      words('a trading symbol, or a pattern with * and ?', {
        title: 'Trading symbol',
        description: 'The trading symbol equals it, or matches it as a glob (`*`, `?`).',
        examples: ['RELIANCE-EQ', 'NIFTY*CE'],
      }),
    ),
  ),
  underlying: Type.Optional(
    oneOrMany(
      words('the name of an underlying', {
        title: 'Underlying',
        description: "The underlying equals it. A share's underlying is its symbol without the series.",
        examples: ['BANKNIFTY', 'RELIANCE'],
      }),
    ),
  ),
  exchange: Type.Optional(
    oneOrMany(
      choice(EXCHANGES, {
        title: 'Exchange',
        description: "The exchange, in the broker's letters.",
        examples: ['NFO', 'NSE'],
      }),
    ),
  ),
  instrument: Type.Optional(
    oneOrMany(
      choice(INSTRUMENT_WORDS, {
        title: 'Kind of instrument',
        description: '`option` is a call or a put.',
        examples: ['option', 'equity'],
      }),
    ),
  ),
  side: Type.Optional(
    oneOrMany(
      choice(SIDES, { title: 'Side', description: "The master order's side.", examples: ['buy', 'sell'] }),
    ),
  ),
  order_type: Type.Optional(
    oneOrMany(
      choice(ORDER_TYPE_WORDS, {
        title: 'Order type',
        description: '`stop` is stop_limit or stop_market.',
        examples: ['limit', 'stop'],
      }),
    ),
  ),
  product: Type.Optional(
    oneOrMany(
      choice(PRODUCTS, {
        title: 'Product',
        description: 'How the position is margined and held.',
        examples: ['intraday', 'carryforward'],
      }),
    ),
  ),
  variety: Type.Optional(
    oneOrMany(
      choice(VARIETIES, {
        title: 'Variety',
        description: "The broker's variety of the order.",
        examples: ['normal', 'amo'],
      }),
    ),
  ),
  tag: Type.Optional(
    oneOrMany(
      words('an order tag, or a pattern with * and ?', {
        title: 'Order tag',
        description: "The master order's tag equals it, or matches it as a glob (`*`, `?`).",
        examples: ['swing', 'algo-*'],
      }),
    ),
  ),
  quantity: range('Quantity', 'Units of the part of the order that is being decided.', [65, '>= 100']),
  lots: range('Lots', 'That quantity over the lot size.', [1, '2..10']),
  price: range('Price', 'The reference price in rupees: the average price, else the limit price.', [
    '< 20.5',
  ]),
  value: range('Value', 'Quantity times reference price, in rupees.', ['> 500000']),
  strike: range('Strike', "The option's strike in rupees. Never holds for what has none.", ['>= 25000']),
  days_to_expiry: range('Days to expiry', 'Calendar days, IST; 0 is the expiry day.', [0, '<= 2']),
  time: Type.Optional(
    oneOrMany(
      timeWindow({
        title: 'Time of the event',
        description: 'IST; the start is in, the end is out.',
        examples: ['14:30..15:40'],
      }),
    ),
  ),
};

/** A match contains itself, so its type is written out. */
const conditionsObject = Type.Object(conditions);
export type MatchFile = Static<typeof conditionsObject> & {
  any?: MatchFile[] | undefined;
  not?: MatchFile | undefined;
};
export const match = Type.Unsafe<MatchFile>({ $ref: '#/definitions/match' });

export const matchDefinition = mapping(
  {
    ...conditions,
    any: Type.Optional(
      Type.Array(match, {
        title: 'Any of',
        description: 'Holds when one of these matches holds.',
        examples: [[{ underlying: 'NIFTY' }, { symbol: 'RELIANCE-EQ' }]],
        minItems: 1,
        errorMessage: 'Write a list of matches: `- underlying: NIFTY`.',
      }),
    ),
    not: Type.Optional(match),
  },
  {
    title: 'Match',
    description:
      "All keys must hold; a list means any of; letters' case never matters. A value that the instrument cannot have satisfies nothing but a `not`.",
    examples: [{ underlying: 'BANKNIFTY' }, { instrument: 'option', days_to_expiry: 0 }],
  },
);
