import { type TSchema, Type } from '@sinclair/typebox';
import { ACTIONS } from '../../core/deciding/decision.ts';

interface About {
  readonly title: string;
  readonly description: string;
  readonly examples: unknown[];
}
export const about = (title: string, description: string, ...examples: unknown[]): About => ({
  title,
  description,
  examples,
});
export const word = (values: readonly string[], text: About): TSchema =>
  Type.Unsafe<string>({ ...text, type: 'string', enum: values });
export const orNull = (schema: TSchema, text: About): TSchema => Type.Union([schema, Type.Null()], text);
export const count = (text: About): TSchema => Type.Integer({ ...text, minimum: 0 });
const price = { pattern: '^\\d+\\.\\d{2,}$' };

const order = Type.Object(
  {
    order_type: word(
      ['LIMIT', 'MARKET', 'STOPLOSS_LIMIT', 'STOPLOSS_MARKET'],
      about('Order type', 'As it is sent.', 'LIMIT'),
    ),
    side: word(['buy', 'sell'], about('Side', 'Buy or sell.', 'buy')),
    quantity: Type.Integer({ ...about('Quantity', 'Units.', 65), minimum: 1 }),
    price: orNull(
      Type.String(price),
      about('Price', 'Rupees, exact, two decimals at least; null for MARKET.', '101.50'),
    ),
    trigger_price: orNull(Type.String(price), about('Trigger price', 'Rupees; null but for stops.', null)),
    product: word(
      ['INTRADAY', 'DELIVERY', 'CARRYFORWARD', 'MARGIN', 'BO'],
      about('Product', "The master's.", 'CARRYFORWARD'),
    ),
    variety: word(['NORMAL', 'STOPLOSS'], about('Variety', 'STOPLOSS for stop types.', 'NORMAL')),
  },
  about('Order', 'One order; a quantity above the freeze quantity becomes several.'),
);

export const decision = Type.Object(
  {
    order_id: Type.String(about('Order id', "The master order's, of the row decided.", '260511000368479')),
    symbol: Type.String(about('Symbol', 'The trading symbol.', 'NIFTY27OCT2625000CE')),
    exchange: Type.String(about('Exchange', 'Upper case.', 'NFO')),
    side: word(['buy', 'sell'], about('Side', "The master order's.", 'buy')),
    follower: Type.String(about('Follower', 'Its name.', 'follower1')),
    action: word(ACTIONS, about('Action', '`modify` and `cancel` under `copy_on: placed` only.', 'copy')),
    reason: Type.String({
      ...about('Reason', 'ENTRY, EXIT, or why it was skipped.', 'ENTRY', 'BELOW_LOT'),
      pattern: '^[A-Z_]+$',
    }),
    rule: orNull(Type.String(), about('Rule', 'The id of the rule that decided; null where none did.', null)),
    master_quantity: count(about('Master quantity', 'Units of the part decided.', 130)),
    quantity: count(about('Quantity', 'Units; 0 for a skip.', 65)),
    revision: Type.Optional(count(about('Revision', 'Of a modified or cancelled copy.', 1))),
    orders: Type.Array(order, about('Orders', 'What is sent; empty for a skip.', [])),
  },
  about('Decision', 'What became of a part of a master order for one follower.'),
);

export const log = Type.Object(
  {
    file: Type.String(about('File', 'As named on the command line.', 'orderbook.json')),
    format: Type.String(about('Format', 'What it was recognised as.', 'order-book')),
    rows: count(about('Rows', 'Rows or lines in it.', 3)),
    unreadable: count(about('Unreadable', 'Those that could not be read.', 0)),
  },
  about('Log', 'One file that was replayed.'),
);

const tally = Type.Object(
  {
    copied: count(about('Copied', 'Decisions to copy.', 1)),
    skipped: count(about('Skipped', 'Decisions to skip.', 0)),
    reasons: Type.Record(
      Type.String(),
      Type.Integer({ minimum: 0 }),
      about('Reasons', 'How often each.', { ENTRY: 1 }),
    ),
  },
  about('Tally', 'Decisions for one follower.'),
);

const coveredRule = Type.Object(
  {
    id: Type.String(about('Id', "The rule's.", 'no-options')),
    matched: count(about('Matched', 'How often it matched.', 0)),
  },
  about('Rule', 'How often a rule was used.'),
);

/** What `copytrade replay --json` prints. */
export const replayOutput = Type.Object(
  {
    config: Type.Object(
      {
        file: Type.String(about('File', 'The configuration.', 'copytrade.yaml')),
        sha256: Type.String({
          ...about('SHA-256', 'Hex, over all its texts.', 'ab'.repeat(32)),
          pattern: '^[0-9a-f]{64}$',
        }),
      },
      about('Configuration', 'What decided.', { file: 'copytrade.yaml', sha256: 'ab'.repeat(32) }),
    ),
    logs: Type.Array(log, about('Logs', 'What was replayed.', [])),
    assumed_flat: Type.Boolean(about('Assumed flat', 'No opening positions were known.', true)),
    decisions: Type.Array(decision, about('Decisions', 'In the order in which they were made.', [])),
    followers: Type.Record(Type.String(), tally, about('Followers', 'Tallies by name.', {})),
    coverage: Type.Object(
      { rules: Type.Array(coveredRule, about('Rules', "In the configuration's order.", [])) },
      about('Coverage', 'Which rules the logs exercise.', { rules: [] }),
    ),
    digest: Type.String({
      ...about(
        'Digest',
        'Over all decisions: equal digests are equal decisions.',
        `sha256:${'ab'.repeat(32)}`,
      ),
      pattern: '^sha256:[0-9a-f]{64}$',
    }),
  },
  about('copytrade replay --json', 'The decisions of recorded days.'),
);
