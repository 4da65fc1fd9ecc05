import { type Static, Type } from '@sinclair/typebox';
import { EXCHANGES } from '../../core/orders/order.ts';
import { choice, mapping, positiveNumber, wholeNumber, words } from './building-blocks.ts';

/** What a test says of one instrument, as the broker's instrument master would. */
export const instrument = mapping(
  {
    symbol: words('a trading symbol', {
      title: 'Trading symbol',
      description: 'With or without its exchange: `NFO:` in front.',
      examples: ['NIFTY01DEC2625300CE'],
    }),
    exchange: Type.Optional(
      choice(EXCHANGES, {
        title: 'Exchange',
        description: "Where the symbol's form does not tell it.",
        examples: ['NFO'],
      }),
    ),
    underlying: Type.Optional(
      words('a name', { title: 'Underlying', description: 'Its name.', examples: ['NIFTY'] }),
    ),
    type: Type.Optional(
      words(
        'an instrument type of the broker, such as OPTIDX',
        { title: 'Type', description: 'FUTIDX, OPTSTK, …; absent for a share.', examples: ['OPTIDX'] },
        '^(?:[Ff][Uu][Tt]|[Oo][Pp][Tt])[A-Za-z]{3}$',
      ),
    ),
    expiry: Type.Optional(
      words(
        'a date as YYYY-MM-DD, such as 2026-12-01',
        { title: 'Expiry', description: 'The expiry day.', examples: ['2026-12-01'] },
        '^\\d{4}-\\d{2}-\\d{2}$',
      ),
    ),
    strike: Type.Optional(
      positiveNumber('rupees', { title: 'Strike', description: 'In rupees.', examples: [25300] }),
    ),
    lot_size: Type.Optional(
      wholeNumber('units', { title: 'Lot size', description: 'Units a lot.', examples: [75] }),
    ),
    tick_size: Type.Optional(
      positiveNumber('rupees', { title: 'Tick size', description: 'In rupees.', examples: [0.05] }),
    ),
    freeze_quantity: Type.Optional(
      wholeNumber('units', {
        title: 'Freeze quantity',
        description: 'The most units of one order.',
        examples: [1800],
      }),
    ),
  },
  {
    title: 'Instrument',
    description: 'What is known of an instrument; what is not said is taken from its symbol.',
    examples: [{ symbol: 'NIFTY01DEC2625300CE', lot_size: 75, freeze_quantity: 1800 }],
  },
);

export type InstrumentCase = Static<typeof instrument>;
