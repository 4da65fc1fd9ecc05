import { type Static, Type } from '@sinclair/typebox';
import { flag, mapping, oneOrMany, words } from './building-blocks.ts';
import { ruleDefinitions } from './definitions.ts';
import { limits, ruleExecution } from './execution-schema.ts';
import { match } from './match-schema.ts';
import { ruleQuantity } from './quantity-schema.ts';

const rule = mapping(
  {
    id: words(
      'a name for the rule, such as no-late-options',
      {
        title: 'Id',
        description: 'The name of the rule in decisions and reports; unique over all files.',
        examples: ['no-late-expiry-options'],
      },
      '^\\S(.{0,98}\\S)?$',
    ),
    why: Type.Optional(
      words(
        'a sentence',
        {
          title: 'Why',
          description: 'The reason, for people.',
          examples: ['Expiry-day premiums swing too fast after half past two.'],
        },
        '\\S',
      ),
    ),
    followers: Type.Optional(
      oneOrMany(
        words("a follower's name", {
          title: 'Followers',
          description: 'The rule is for these followers only; absent, for all.',
          examples: ['follower1'],
        }),
      ),
    ),
    match,
    skip: Type.Optional(
      flag({
        title: 'Skip',
        description: 'true: entries that match are not copied. false: protects them from later rules.',
        examples: [true, false],
      }),
    ),
    quantity: Type.Optional(ruleQuantity),
    execution: Type.Optional(ruleExecution),
    limits: Type.Optional(limits),
  },
  {
    title: 'Rule',
    description:
      'Rules are read top to bottom for each follower. For skip, quantity and execution the first that matches and states it decides; limits all bind.',
    examples: [
      { id: 'banknifty-quarter', match: { underlying: 'BANKNIFTY' }, quantity: { multiplier: 0.25 } },
    ],
  },
);

export const rules = Type.Array(rule, {
  title: 'Rules',
  description: 'Exceptions, read top to bottom for each follower.',
  examples: [[{ id: 'no-options', match: { instrument: 'option' }, skip: true }]],
  errorMessage: 'Write a list: `- id: …` with `match:` and what to do below it.',
});

/** A file that `include` names. */
export const rulesFile = mapping(
  { rules },
  {
    title: 'copytrade rules',
    description: 'Rules of their own file, included by copytrade.yaml.',
    examples: [{ rules: [{ id: 'no-options', match: { instrument: 'option' }, skip: true }] }],
  },
  { definitions: ruleDefinitions },
);

export type RulesFile = Static<typeof rulesFile>;
export type RuleFile = Static<typeof rule>;
