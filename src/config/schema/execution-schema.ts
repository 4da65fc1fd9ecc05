import { Type } from '@sinclair/typebox';
import {
  choice,
  duration,
  mapping,
  percentOrAuto,
  positiveNumber,
  refersTo,
  wholeNumber,
} from './building-blocks.ts';

const chaseOff = Type.Unsafe<string>({
  type: 'string',
  anyOf: [{ enum: ['off'] }, { pattern: '^[Oo][Ff][Ff]$' }],
});

const CHASE_ERROR = 'Write off, or a mapping such as { every: 5s, times: 3, within: "1%" }.';

const aboutChase = {
  title: 'Chase',
  description:
    'An exit that rests unfilled is re-priced, only ever to where it gets out sooner, and never beyond a bound; one that still rests is called out (EXIT_NOT_OUT). Exits only, live only. `off`: it stays at its price.',
  examples: ['off', { every: '5s', times: 3, within: '1%' }],
};

const chaseBounds = mapping(
  {
    every: Type.Optional(
      duration({
        title: 'Every',
        description: 'For how long it rests before it is re-priced, each time; 1s at least.',
        examples: ['5s'],
        default: '5s',
      }),
    ),
    times: Type.Optional(
      wholeNumber('times', {
        title: 'Times',
        description: 'How often it is re-priced at most.',
        examples: [3],
        default: 3,
      }),
    ),
    within: Type.Optional(
      percentOrAuto({
        title: 'Within',
        description:
          "How far its price may come to lie from its first in all; `auto` is the broker's published protection once more. One tick is always allowed.",
        examples: ['1%', 'auto'],
        default: 'auto',
      }),
    ),
  },
  { ...aboutChase, examples: [{ every: '5s', times: 3, within: '1%' }] },
  { minProperties: 1, errorMessage: CHASE_ERROR },
);

const chase = Type.Union([chaseOff, chaseBounds], { ...aboutChase, errorMessage: CHASE_ERROR });

const pricing = {
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
};

const aboutExecution = {
  title: 'Execution',
  description:
    "How copies are priced and sent. A follower's replaces the default's whole; what is not said is automatic.",
  examples: [{ as: 'auto', slippage: '0.5%' }],
};

export const executionDefinition = mapping({ ...pricing, chase: Type.Optional(chase) }, aboutExecution);

/** How exits are chased is said of a follower, not of an order. */
export const ruleExecutionDefinition = mapping(pricing, aboutExecution);

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

export const execution = refersTo('execution', executionDefinition);
export const ruleExecution = refersTo('rule_execution', ruleExecutionDefinition);
export const limits = refersTo('limits', limitsDefinition);
