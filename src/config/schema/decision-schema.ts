/** What filters, defaults, followers and rules say of quantity, execution and limits. */
import { Type } from '@sinclair/typebox';
import { EXCHANGES, PRODUCTS, SIDES } from '../../core/order.ts';
import {
  choice,
  duration,
  mapping,
  oneOrMany,
  percentOrAuto,
  positiveNumber,
  refersTo,
  timeWindow,
  wholeNumber,
  words,
} from './building-blocks.ts';
import { INSTRUMENT_WORDS, match, ORDER_TYPE_WORDS } from './match-schema.ts';

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

const sizing = {
  multiplier: Type.Optional(
    positiveNumber('a multiplier', {
      title: 'Multiplier',
      description: "The master's quantity times this, exactly, then rounded to lots.",
      examples: [0.5, 2],
    }),
  ),
  fixed: Type.Optional(
    wholeNumber('units', {
      title: 'Fixed quantity',
      description: "So many units, whatever the master's quantity.",
      examples: [65],
    }),
  ),
  lots: Type.Optional(
    wholeNumber('lots', {
      title: 'Fixed lots',
      description: "So many lots, whatever the master's quantity.",
      examples: [1],
    }),
  ),
  capital_ratio: Type.Optional(
    positiveNumber('a share', {
      title: 'Capital ratio',
      description: "This times the master's quantity times the follower's capital over the master's.",
      examples: [1, 0.5],
    }),
  ),
  round: Type.Optional(
    choice(['down', 'nearest', 'up'], {
      title: 'Rounding',
      description: 'How a quantity is rounded to whole lots; `nearest` rounds a half up.',
      examples: ['down'],
      default: 'down',
    }),
  ),
  min: Type.Optional(
    wholeNumber('units', {
      title: 'Least quantity',
      description: 'In units; an entry below it is skipped (BELOW_MIN).',
      examples: [30],
    }),
  ),
  max: Type.Optional(
    wholeNumber('units', {
      title: 'Largest quantity',
      description: 'In units; an entry above it is cut, to whole lots.',
      examples: [900],
    }),
  ),
};

const override = mapping(
  { match, ...sizing },
  {
    title: 'Override',
    description: 'Another quantity for orders that match. What it does not say of round, min and max stays.',
    examples: [{ match: { underlying: 'BANKNIFTY' }, lots: 1 }],
  },
);

const quantityMapping = mapping(
  {
    ...sizing,
    overrides: Type.Optional(
      Type.Array(override, {
        title: 'Overrides',
        description: 'The first that matches decides.',
        examples: [[{ match: { underlying: 'BANKNIFTY' }, lots: 1 }]],
        errorMessage: 'Write a list: `- match: { underlying: BANKNIFTY }` and below it `lots: 1`.',
      }),
    ),
  },
  {
    title: 'Quantity',
    description: 'At most one of multiplier, fixed, lots and capital_ratio; none of them mirrors the master.',
    examples: [{ multiplier: 0.5 }],
  },
);

const aboutQuantity = {
  title: 'Quantity',
  description:
    "How much a follower trades: `mirror`, or one way of sizing. A follower's replaces the default's whole.",
  examples: ['mirror', { multiplier: 0.5 }, { fixed: 65 }],
};
const mirror = Type.Unsafe<string>({
  type: 'string',
  anyOf: [{ enum: ['mirror'] }, { pattern: '^[Mm][Ii][Rr][Rr][Oo][Rr]$' }],
});
const quantityMessage = { errorMessage: 'Write mirror, or a mapping such as { multiplier: 0.5 }.' };
export const quantityDefinition = Type.Union([mirror, quantityMapping], {
  ...aboutQuantity,
  ...quantityMessage,
});

/** A rule's quantity has no overrides: another rule with a narrower match does that. */
export const ruleQuantityDefinition = Type.Union(
  [mirror, mapping(sizing, { ...aboutQuantity, examples: [{ multiplier: 0.25 }] })],
  { ...aboutQuantity, ...quantityMessage },
);

export const executionDefinition = mapping(
  {
    as: Type.Optional(
      choice(['auto', 'same', 'limit', 'market'], {
        title: 'How copies are sent',
        description:
          "`auto`: the master's limit price where it has one, else a limit at the protected price. `limit`: always the protected price. `same`: as the master sent it. `market`: as MARKET.",
        examples: ['auto'],
        default: 'auto',
      }),
    ),
    slippage: Type.Optional(
      percentOrAuto({
        title: 'Slippage',
        description:
          "By how much the protected price is worse than the reference; `auto` is the broker's published table.",
        examples: ['auto', '0.5%'],
        default: 'auto',
      }),
    ),
    max_age: Type.Optional(
      duration({
        title: 'Greatest age',
        description: 'An entry older than this when it is seen is skipped (live only).',
        examples: ['60s', '500ms', '2m'],
        default: '60s',
      }),
    ),
  },
  {
    title: 'Execution',
    description:
      "How copies are priced and sent. A follower's replaces the default's whole; what is not said is automatic.",
    examples: [{ as: 'auto', slippage: '0.5%' }],
  },
);

export const limitsDefinition = mapping(
  {
    max_order_value: Type.Optional(
      positiveNumber('rupees', {
        title: 'Largest value of a copy',
        description: 'In rupees, before slicing. Larger entries are skipped.',
        examples: [500000],
      }),
    ),
    max_orders_per_day: Type.Optional(
      wholeNumber(
        'orders',
        {
          title: 'Most entries a day',
          description: 'Master orders whose entry was copied, a day (IST). 0 copies exits only.',
          examples: [40],
        },
        0,
      ),
    ),
    daily_loss: Type.Optional(
      positiveNumber('rupees', {
        title: 'Loss of a day',
        description: 'In rupees, as a positive number. Once lost, no more entries that day.',
        examples: [10000],
      }),
    ),
  },
  {
    title: 'Limits',
    description:
      'They bind entries only. Those of defaults, follower and rules all bind: the tightest of each.',
    examples: [{ max_order_value: 500000, daily_loss: 10000 }],
  },
);

export const filters = refersTo('filters', filtersDefinition);
export const quantity = refersTo('quantity', quantityDefinition);
export const ruleQuantity = refersTo('rule_quantity', ruleQuantityDefinition);
export const execution = refersTo('execution', executionDefinition);
export const limits = refersTo('limits', limitsDefinition);
