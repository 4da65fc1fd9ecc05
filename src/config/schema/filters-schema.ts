import { Type } from '@sinclair/typebox';
import { EXCHANGES, PRODUCTS, SIDES } from '../../core/orders/order.ts';
import { choice, mapping, oneOrMany, refersTo, timeWindow, words } from './building-blocks.ts';
import { INSTRUMENT_WORDS, ORDER_TYPE_WORDS } from './word-lists.ts';

const symbolEntry = (title: string, description: string, examples: string[]) =>
  Type.Optional(
    oneOrMany(
      words('a symbol or underlying, a pattern in quotes ("*-BE"), or either after an exchange (NFO:NIFTY)', {
        title,
        description: `${description} A bare word is the whole trading symbol or the underlying; with \`*\` or \`?\` a glob over the trading symbol; \`NFO:\` in front limits it to an exchange.`,
        examples,
      }),
    ),
  );

export const filtersDefinition = mapping(
  {
    exchanges: Type.Optional(
      oneOrMany(
        choice(EXCHANGES, { title: 'Exchanges', description: 'Only these pass.', examples: ['NSE', 'NFO'] }),
      ),
    ),
    symbols: Type.Optional(
      mapping(
        {
          allow: symbolEntry('Allowed symbols', 'Only these pass.', ['NIFTY', 'RELIANCE-EQ']),
          block: symbolEntry('Blocked symbols', 'These never pass; block beats allow.', ['FINNIFTY', '*-BE']),
        },
        {
          title: 'Symbols',
          description: 'What may and what may not be traded.',
          examples: [{ allow: ['NIFTY'], block: ['*-BE'] }],
        },
      ),
    ),
    instruments: Type.Optional(
      oneOrMany(
        choice(INSTRUMENT_WORDS, {
          title: 'Kinds of instrument',
          description: 'Only these pass. `option` is call and put.',
          examples: ['equity', 'option'],
        }),
      ),
    ),
    order_types: Type.Optional(
      oneOrMany(
        choice(ORDER_TYPE_WORDS, {
          title: 'Order types',
          description: 'Only these pass. `stop` is stop_limit and stop_market.',
          examples: ['market', 'limit'],
        }),
      ),
    ),
    products: Type.Optional(
      oneOrMany(
        choice(PRODUCTS, {
          title: 'Products',
          description: 'Only these pass.',
          examples: ['intraday', 'carryforward'],
        }),
      ),
    ),
    sides: Type.Optional(
      oneOrMany(
        choice(SIDES, { title: 'Sides', description: 'Only these pass.', examples: ['buy', 'sell'] }),
      ),
    ),
    time: Type.Optional(
      oneOrMany(
        timeWindow({
          title: 'Time windows',
          description: 'Entries pass inside these only. IST; the start is in, the end is out.',
          examples: ['09:20..15:00'],
        }),
      ),
    ),
  },
  {
    title: 'Filters',
    description:
      'What may be copied; all must pass. They never block an exit. An absent key lets everything through.',
    examples: [{ products: ['intraday'] }],
  },
);

export const filters = refersTo('filters', filtersDefinition);
