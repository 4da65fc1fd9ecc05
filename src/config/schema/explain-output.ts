import { Type } from '@sinclair/typebox';
import { about, count, decision, orNull, word } from './replay-output.ts';

const text = (title: string, description: string, ...examples: unknown[]) =>
  Type.String(about(title, description, ...examples));
const textOrNull = (title: string, description: string, ...examples: unknown[]) =>
  orNull(Type.String(), about(title, description, ...examples));

const rule = orNull(
  Type.Object({
    id: text('Id', "The rule's.", 'banknifty-quarter'),
    why: textOrNull('Why', 'As the rule says.', null),
    file: text('File', 'Where it stands.', 'copytrade.yaml'),
    line: Type.Integer(about('Line', 'From 1.', 42)),
    column: Type.Integer(about('Column', 'From 1.', 5)),
  }),
  about('Rule', 'Null: no rule.', null),
);

const condition = Type.Object(
  {
    wanted: text('Wanted', 'As the file says it.', 'days_to_expiry 0'),
    saw: textOrNull('Saw', 'Null: the instrument has no such value, or it is not known.', '8'),
    verdict: word(['matched', 'not_matched', 'not_known'], about('Verdict', 'Of this condition.', 'matched')),
  },
  about('Condition', 'One key of a match.'),
);

const step = Type.Object(
  {
    check: text('Check', 'What is checked or computed.', 'quantity.lots', 'follower.filters.symbols.block'),
    verdict: word(
      ['passed', 'stopped', 'matched', 'not_matched', 'not_known', 'computed'],
      about(
        'Verdict',
        '`stopped`: this step is why. `matched` and its like are of rules and overrides.',
        'passed',
      ),
    ),
    says: text('Says', 'For people; may be worded otherwise in a later version.', '0.5 × 130 = 65'),
    values: Type.Record(
      Type.String(),
      Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
      about('Values', 'What was seen and what came out. Texts of numbers are exact: 101.50, 200/3.', {}),
    ),
    rule,
    conditions: Type.Array(condition, about('Conditions', 'Of a rule or an override.', [])),
  },
  about('Step', 'In the order of deciding.'),
);

const part = Type.Object(
  {
    steps: Type.Array(step, about('Steps', 'The way to the decision.', [])),
    decision: orNull(
      decision,
      about('Decision', 'As in `replay --json`; null where nothing is decided.', null),
    ),
    rule,
  },
  about('Part', 'The way to one decision.'),
);

const event = Type.Object(
  {
    order_key: text('Order key', "The master order's first id; its later ids may differ.", '260511000368479'),
    order_id: text('Order id', 'Of the row decided.', '260511000368479'),
    time: textOrNull('Time', "The event's, in India.", '2026-11-23T09:15:00+05:30'),
    status: text('Status', "The broker's word.", 'complete'),
    terminal: Type.Boolean(about('Terminal', 'The order has ended.', true)),
    filled: count(about('Filled', 'Units of the order filled so far.', 130)),
    newly_filled: count(about('Newly filled', 'Units that are new with this event.', 130)),
    position_before: Type.Integer(about('Position before', "The master's; below 0 is short.", 0)),
    position_after: Type.Integer(about('Position after', "The master's; below 0 is short.", 130)),
    netted: count(about('Netted', 'Units that closed opening which still waited.', 0)),
    reduction: count(about('Reduction', 'Units that followers share in.', 0)),
    opening: count(about('Opening', 'Units of opening decided now.', 130)),
    waiting: count(about('Waiting', "Units of the order's opening that wait.", 0)),
    awaits_confirmation: Type.Boolean(about('Awaits confirmation', 'They wait for the user.', false)),
    instrument: Type.Object(
      {
        kind: textOrNull('Kind', 'equity, future, call or put; null where it is not known.', 'call'),
        underlying: textOrNull('Underlying', 'Upper case.', 'NIFTY'),
        strike: textOrNull('Strike', 'Rupees.', '25000.00'),
        expiry: textOrNull('Expiry', 'YYYY-MM-DD.', '2026-12-01'),
        lot_size: orNull(Type.Integer(), about('Lot size', 'Null where it is not known.', 65)),
        tick_size: text('Tick size', 'Rupees.', '0.05'),
        freeze_quantity: orNull(Type.Integer(), about('Freeze quantity', 'Null where none is known.', 1800)),
      },
      about('Instrument', 'What is known of it.', {
        kind: 'equity',
        underlying: 'RELIANCE',
        strike: null,
        expiry: null,
        lot_size: 1,
        tick_size: '0.05',
        freeze_quantity: null,
      }),
    ),
    followers: Type.Array(
      Type.Object({
        follower: text('Follower', 'Its name.', 'follower1'),
        parts: Type.Array(part, about('Parts', 'One a decision.', [])),
      }),
      about('Followers', "In the file's order.", []),
    ),
  },
  about('Event', 'What one row of the order brought.'),
);

const order = Type.Object(
  {
    order_id: text('Order id', 'As asked for.', '260511000368479'),
    symbol: text('Symbol', 'The trading symbol.', 'NIFTY27OCT2625000CE'),
    exchange: text('Exchange', 'Upper case.', 'NFO'),
    side: word(['buy', 'sell'], about('Side', "The master order's.", 'buy')),
    quantity: count(about('Quantity', 'Units.', 130)),
    filled: count(about('Filled', 'Units.', 130)),
    order_type: text('Order type', "As in the file's filters.", 'limit'),
    product: text('Product', "As in the file's filters.", 'carryforward'),
    variety: textOrNull('Variety', "As in the file's rules.", 'normal'),
    status: text('Status', "The broker's word.", 'complete'),
  },
  about('Order', 'As it stood last.'),
);

/** What `copytrade explain --json` prints. */
export const explainOutput = Type.Object(
  {
    source: word(['hypothetical', 'log', 'live'], about('Source', 'Where the order is from.', 'log')),
    files: Type.Array(Type.String(), about('Files', 'What was read; empty for a hypothetical order.', [])),
    config: Type.Object(
      {
        file: text('File', 'The configuration.', 'copytrade.yaml'),
        sha256: Type.String({
          ...about('SHA-256', 'Hex, over all its texts.', 'ab'.repeat(32)),
          pattern: '^[0-9a-f]{64}$',
        }),
      },
      about('Configuration', 'What decided.', { file: 'copytrade.yaml', sha256: 'ab'.repeat(32) }),
    ),
    order,
    assumed_flat: Type.Boolean(about('Assumed flat', 'No opening positions were known.', true)),
    assumptions: Type.Array(Type.String(), about('Assumptions', 'What else was assumed.', [])),
    events: Type.Array(event, about('Events', 'In the order in which they were decided.', [])),
    live: orNull(
      Type.Object({
        same: Type.Boolean(about('Same', 'The recording holds the same decisions.', true)),
        recorded: Type.Array(decision, about('Recorded', 'Decisions on this order.', [])),
      }),
      about(
        'Live',
        'Compared with what was decided live; null where there is nothing to compare with.',
        null,
      ),
    ),
  },
  about('copytrade explain --json', 'Every step of the decisions on one master order.'),
);
