import { type TProperties, type TSchema, Type } from '@sinclair/typebox';
import { ACTIONS } from '../../core/deciding/decision.ts';
import { planOutput } from './plan-output.ts';
import { about, count, decision, orNull, word } from './replay-output.ts';

const MODES = ['dry_run', 'live'];
const text = (title: string, description: string, example: string) =>
  Type.String(about(title, description, example));
const textOrNull = (title: string, description: string, example: string | null) =>
  orNull(Type.String(), about(title, description, example));
const mode = word(MODES, about('Mode', 'Whether orders are placed or only shown.', 'live'));
const side = word(['buy', 'sell'], about('Side', 'Buy or sell.', 'buy'));
const symbol = text('Symbol', 'The trading symbol.', 'RELIANCE-EQ');
const follower = text('Follower', 'Its name in the file.', 'follower1');
const orderKey = text(
  'Order key',
  "The master order's first id; its later ids may differ.",
  '261122000000017',
);
const via = word(['push', 'poll'], about('Via', 'Where it was heard first.', 'push'));

const errorFields = {
  error_kind: Type.Optional(text('Error kind', 'What sort of trouble.', 'transient')),
  error_code: Type.Optional(text('Error code', "The broker's code, or ours.", 'AB1007')),
  error_message: Type.Optional(text('Error message', "The broker's words, secrets replaced.", 'try again')),
};

function event(type: string, title: string, description: string, fields: TProperties): TSchema {
  return Type.Object(
    {
      type: word([type], about('Type', 'What sort of event.', type)),
      at: text('At', 'When, in UTC.', '2026-11-23T04:15:00.000Z'),
      level: word(['error', 'warn', 'info', 'debug'], about('Level', 'How much it matters.', 'info')),
      message: text('Message', 'The event in a sentence.', 'logged in'),
      ...fields,
    },
    { title, description, additionalProperties: false },
  );
}

const price = (title: string) =>
  textOrNull(title, 'Rupees, exact decimal text; null where there is none.', '101.50');
const rowFields = {
  via,
  order_id: text('Order id', "The broker's.", '261122000000017'),
  unique_order_id: textOrNull('Unique order id', 'The same for all ids of one order.', null),
  exchange: text('Exchange', 'Upper case.', 'NSE'),
  symbol,
  side,
  order_type: text('Order type', 'market, limit, stop_limit or stop_market.', 'limit'),
  product: text('Product', 'intraday, delivery, carryforward, margin or bracket.', 'intraday'),
  variety: text('Variety', 'normal, stoploss, amo or robo.', 'normal'),
  quantity: count(about('Quantity', 'Units.', 10)),
  filled_quantity: count(about('Filled', 'Units executed so far.', 10)),
  status: text('Status', "The broker's word, lower case.", 'complete'),
  average_price: price('Average price'),
  limit_price: price('Limit price'),
  trigger_price: price('Trigger price'),
  tag: text('Tag', "The order's own; empty where it has none.", ''),
  event_time: textOrNull('Event time', "The broker's, in India; null where it told none.", null),
  text: text('Text', "The broker's words, of a rejection for example.", ''),
};

const told = Type.Intersect(
  [
    decision,
    Type.Object({
      mode,
      order_key: orderKey,
      revision: count(
        about('Revision', 'Counts the copies of the order for that follower; 0 for a skip.', 1),
      ),
      effect: word(
        ['none', 'entry', 'exit', 'other_side'],
        about('Effect', 'What it does to the position.', 'entry'),
      ),
    }),
  ],
  about('Decision', 'As in `replay --json`, and how it is carried out.'),
);

const missedCopy = Type.Object(
  {
    order_id: text('Order id', "The master's.", '261122000000017'),
    symbol,
    side,
    follower,
    quantity: count(about('Quantity', 'Units of the copy; of the part where nothing is copied.', 10)),
    age_ms: orNull(
      Type.Number({ minimum: 0 }),
      about('Age', 'Of the order, ms; null where it is not known.', 240_000),
    ),
    deviation: textOrNull('Price moved', 'Since the master traded, whichever way; null: not known.', '1.25%'),
    verdict: word(
      [...ACTIONS, 'ask'],
      about('Verdict', '`ask`: it waits for your word. `modify`, `cancel`: of a copy that rests.', 'copy'),
    ),
    reason: text('Reason', 'The reason code of the decision.', 'ENTRY'),
    why: text('Why', 'What was seen, in words.', '4 min old'),
  },
  { ...about('Missed copy', 'What becomes of one order at one follower.'), additionalProperties: false },
);

const OUTCOMES = ['accepted', 'refused', 'unknown', 'open', 'complete', 'cancelled', 'rejected'];
const outcomeFields = {
  follower,
  order_key: orderKey,
  symbol,
  side,
  quantity: count(about('Quantity', 'Units ordered.', 10)),
  filled_quantity: count(about('Filled', 'Units executed so far.', 10)),
  state: word(
    OUTCOMES,
    about('State', 'What became of the order; `unknown` is being looked up.', 'complete'),
  ),
  broker_order_id: textOrNull('Broker order id', 'Null until it is known.', '261122000000018'),
  words: text('Words', "The broker's, of a refusal; empty where there are none.", ''),
  latency_ms: orNull(
    Type.Number({ minimum: 0 }),
    about('Latency', "From the master's event to the broker's reply, ms; null where not measured.", 48.5),
  ),
};

const figure = (title: string, description: string) => count(about(title, description, 0));
const startedFields = {
  mode,
  config_file: text('Configuration file', 'As it was given.', 'copytrade.yaml'),
  followers: Type.Array(
    Type.Object({
      name: follower,
      enabled: Type.Boolean(about('Enabled', 'Whether the file lets it copy.', true)),
      mode,
    }),
    about('Followers', "In the file's order.", []),
  ),
  seen_before: figure('Seen before', 'Orders that were in the book before; they are not copied.'),
  positions: figure('Positions', 'Open positions that the master starts with.'),
  files: Type.Object(
    {
      records: text('Records', 'The record file.', 'logs/copy_trading_20261123_091500.json'),
      recording: text('Recording', 'What `replay` reads.', 'logs/session_20261123_091500.jsonl'),
      log: text('Log', "The operator's log.", 'logs/copytrade.log'),
    },
    about('Files', 'What the run writes.'),
  ),
};

const GATES = ['closed', 'opening', 'open', 'failed', 'locked'];
const FEEDS = ['push_up', 'push_down', 'poll_failed', 'poll_recovered'];

/** What `copytrade run --json` prints, a line each. */
export const runOutput = Type.Union(
  [
    event('started', 'Started', 'All is ready; orders are followed from here on.', startedFields),
    event('account', 'Account', "An account's session.", {
      account: text('Account', '`master`, or a follower.', 'master'),
      state: word(GATES, about('State', '`locked`: the credentials are wrong.', 'open')),
      ...errorFields,
    }),
    event('feed', 'Feed', "The health of the master's feed.", {
      what: word(FEEDS, about('What', 'What happened to it.', 'push_up')),
      ...errorFields,
    }),
    event('master_order', 'Master order', 'An order of the master was seen to have changed.', rowFields),
    event('unreadable_row', 'Unreadable row', 'A row that could not be read; the others go on.', {
      via,
      problem: text('Problem', 'In a sentence.', 'the row has no order id'),
    }),
    event('missed', 'Missed', 'What the master did while nobody looked; told before any of it is sent.', {
      copies: Type.Array(missedCopy, about('Copies', 'One an order, follower and part.', [])),
    }),
    event('decided', 'Decided', 'What was decided on an event, for each follower.', {
      order_id: text('Order id', "The master's.", '261122000000017'),
      decisions: Type.Array(told, about('Decisions', 'One a follower and part.', [])),
    }),
    event('outcome', 'Outcome', 'What became of one order of ours.', outcomeFields),
    event('reloaded', 'Reloaded', 'A new configuration is in force.', {
      changes: Type.Array(
        Type.String(),
        about('Changes', 'In plain words.', ['follower1: quantity 2 × (was 1 ×)']),
      ),
    }),
    event('plan', 'Plan', "What a new configuration would have changed in today's orders so far.", {
      changed: figure('Changed', 'Decisions that differ; there is no such event where none does.'),
      plan: planOutput,
    }),
    event('reload_refused', 'Reload refused', 'The saved file has errors; the one before stays in force.', {
      report: text('Report', 'What `validate` prints.', ''),
    }),
    event('steered', 'Steered', 'The user has paused, resumed or closed to entries.', {
      action: word(['pause', 'resume', 'close_only'], about('Action', 'What was said.', 'pause')),
      follower: textOrNull('Follower', 'Whom; null: everybody.', null),
      withdrawn: figure('Withdrawn', 'Orders of entries that had not left, and do not leave any more.'),
    }),
    event('escalation', 'Escalation', 'Somebody has to look.', {
      account: text('Account', 'Whose.', 'follower1'),
      text: text('Text', 'In a sentence.', 'the exit of 10 ITC-EQ was refused'),
      alert: textOrNull(
        'Alert',
        'Its name, where it has one: `EXIT_NOT_OUT`, `ORDER_NOT_SEEN`.',
        'EXIT_NOT_OUT',
      ),
    }),
    event('notice', 'Notice', 'Something worth knowing; its message says what.', {}),
    event('stopped', 'Stopped', 'The end, with the figures.', {
      reason: text('Reason', 'Why.', 'Ctrl-C'),
      copies: figure('Copies', 'Orders of ours.'),
      successful: figure('Successful', 'Taken by the broker.'),
      failed: figure('Failed', 'Refused, rejected or unknown.'),
      pending: figure('Pending', 'Not yet known to have ended.'),
      skipped: figure('Skipped', 'Decisions to skip.'),
    }),
  ],
  about('copytrade run --json', 'One event a line, as it happens.'),
);
