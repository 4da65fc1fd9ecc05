/** What the commands print that look at a running engine and steer it. */
import { type TSchema, Type } from '@sinclair/typebox';
import { about, count, orNull, word } from './replay-output.ts';

const ENTRIES = { state: 'paused', by: 'user' };
const STATISTICS = { copies: 12, successful: 10, failed: 1, pending: 1, skipped: 5 };
const at = { pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}\\+05:30$' };
const name = Type.String(about('Name', "The follower's.", 'follower1'));
const side = word(['buy', 'sell'], about('Side', 'Buy or sell.', 'buy'));
const symbol = Type.String(about('Symbol', 'The trading symbol.', 'RELIANCE-EQ'));

const entries = Type.Object(
  {
    state: word(
      ['copied', 'paused', 'close_only', 'off'],
      about(
        'State',
        'Whether entries are copied; `off`: nothing is, for the follower is switched off.',
        'paused',
      ),
    ),
    by: orNull(
      word(['user', 'file'], about('By', 'Who says so.', 'user')),
      about('By', 'Who says so; null where entries are copied.', 'user'),
    ),
  },
  about('Entries', 'Whether entries are copied to the follower. Exits always are.', ENTRIES),
);

const statistics = Type.Object(
  {
    copies: count(about('Copies', 'Orders of copies that were to be placed, or were shown.', 12)),
    successful: count(about('Successful', 'Those that the broker took.', 10)),
    failed: count(about('Failed', 'Those that were refused, rejected or withdrawn.', 1)),
    pending: count(about('Pending', 'Those that have not ended.', 1)),
    skipped: count(about('Skipped', 'Decisions to skip.', 5)),
  },
  about('Statistics', 'Of this run.', STATISTICS),
);

const error = orNull(
  Type.Object({
    code: Type.String(about('Code', "The broker's, or an own word.", 'AB1050')),
    message: Type.String(about('Message', 'In words.', 'Invalid totp')),
  }),
  about('Error', 'Why there is no session; null where there is one, or none is needed.', null),
);

const session: TSchema = word(
  ['closed', 'opening', 'open', 'failed', 'locked'],
  about('Session', '`locked`: the credentials were refused, and are tried again by `retry` only.', 'open'),
);

const position = Type.Object(
  {
    exchange: Type.String(about('Exchange', 'Upper case.', 'NSE')),
    symbol,
    product: Type.String(about('Product', "The master's.", 'intraday')),
    quantity: Type.Integer(about('Quantity', 'Units; below zero is short.', 50)),
  },
  about('Position', 'What the copies of a follower hold of one instrument.'),
);

const orders = Type.Object(
  {
    on_their_way: count(about('On their way', 'Not answered yet.', 0)),
    unknown: count(about('Unknown', 'Being looked for at the broker.', 0)),
    resting: count(about('Resting', 'Taken by the broker, and not ended.', 0)),
  },
  about('Orders', 'Orders of copies that have not ended.', { on_their_way: 0, unknown: 0, resting: 0 }),
);

const follower = Type.Object(
  {
    name,
    mode: word(['live', 'dry_run'], about('Mode', 'Whether its copies are placed or only shown.', 'live')),
    entries,
    session: orNull(session, about('Session', 'Null: it is only shown, and not logged in.', 'open')),
    error,
    orders,
    positions: Type.Array(position, about('Positions', 'What its copies hold.', [])),
  },
  about('Follower', 'How a follower stands.'),
);

const escalation = Type.Object(
  {
    at: Type.String({ ...at, ...about('At', "ISO 8601, India's time.", '2026-11-23T09:31:02.250+05:30') }),
    account: Type.String(about('Account', "`master`, or a follower's name.", 'follower1')),
    text: Type.String(about('Text', 'What happened.', 'the exit of 50 ITC-EQ was refused')),
  },
  about('Escalation', 'What somebody has to look at.'),
);

/** What `copytrade status --json` prints. */
export const statusOutput = Type.Object(
  {
    version: Type.String(about('Version', 'Of the program that runs.', '0.1.0')),
    pid: Type.Integer(about('Process', 'Its id.', 4711)),
    state: word(['starting', 'running', 'stopping'], about('State', 'Of the run.', 'running')),
    mode: word(['live', 'dry_run'], about('Mode', 'Of the run.', 'live')),
    started_at: Type.String({
      ...at,
      ...about('Started at', "ISO 8601, India's time.", '2026-11-23T09:10:00.000+05:30'),
    }),
    config: Type.Object(
      {
        file: Type.String(about('File', 'As it was named.', 'copytrade.yaml')),
        path: Type.String(about('Path', 'Where that is on this machine.', '/home/a/copytrade.yaml')),
        sha256: Type.String(about('SHA-256', 'Hex, over all its texts, as in force.', 'ab'.repeat(32))),
      },
      about('Configuration', 'What is in force.', {
        file: 'copytrade.yaml',
        path: '/home/a/copytrade.yaml',
        sha256: 'ab'.repeat(32),
      }),
    ),
    master: Type.Object(
      {
        session,
        error,
        feed: Type.Object(
          {
            push: orNull(
              word(['up', 'down'], about('Push', 'Whether it is connected.', 'up')),
              about('Push', 'Whether it is connected; null where it is not used, or not told yet.', 'up'),
            ),
            poll: word(['fine', 'failing'], about('Poll', 'Whether the order book can be read.', 'fine')),
          },
          about('Feed', "How the master's orders come in.", { push: 'up', poll: 'fine' }),
        ),
      },
      about('Master', 'Its session and its feed.', {
        session: 'open',
        error: null,
        feed: { push: 'up', poll: 'fine' },
      }),
    ),
    clock_skew_ms: orNull(
      Type.Integer(about('Clock skew', "By how much the broker's clock is ahead of this machine's.", 120)),
      about(
        'Clock skew',
        "By how many milliseconds the broker's clock is ahead of this machine's, to about a second; null where it is not known.",
        120,
      ),
    ),
    followers: Type.Array(follower, about('Followers', "In the file's order.", [])),
    statistics,
    escalations: Type.Array(escalation, about('Escalations', 'The last twenty of this run.', [])),
    files: Type.Object(
      {
        records: Type.String(about('Records', 'Path.', 'logs/copy_trading_20261123_091000.json')),
        recording: Type.String(about('Recording', 'Path.', 'logs/session_20261123_091000.jsonl')),
        log: Type.String(about('Log', 'Path.', 'logs/copytrade.log')),
      },
      about('Files', 'What the run writes.', {
        records: 'logs/copy_trading_20261123_091000.json',
        recording: 'logs/session_20261123_091000.jsonl',
        log: 'logs/copytrade.log',
      }),
    ),
  },
  about('copytrade status --json', 'How a running engine stands.'),
);

const withdrawn = Type.Object(
  {
    follower: name,
    order_id: Type.String(about('Order id', "The master order's.", '260511000368479')),
    symbol,
    side,
    quantity: Type.Integer({ ...about('Quantity', 'Units.', 50), minimum: 1 }),
  },
  about('Withdrawn', 'An order of an entry that was decided, had not left, and does not leave any more.'),
);

/** What `copytrade pause`, `resume` and `close-only` print with --json. */
export const steerOutput = Type.Object(
  {
    action: word(['pause', 'resume', 'close_only'], about('Action', 'What was said.', 'pause')),
    follower: orNull(Type.String(), about('Follower', 'Whom it was said of; null: everybody.', null)),
    followers: Type.Array(
      Type.Object({ name, entries }, about('Follower', 'As it stands now.')),
      about('Followers', 'Whom it concerns.', [{ name: 'follower1', entries: ENTRIES }]),
    ),
    withdrawn: Type.Array(withdrawn, about('Withdrawn', 'Orders that do not leave any more.', [])),
  },
  about('copytrade pause, resume, close-only --json', 'What came of it.'),
);

/** What `copytrade retry --json` prints. */
export const retryOutput = Type.Object(
  {
    accounts: Type.Array(
      Type.Object(
        {
          account: Type.String(about('Account', "`master`, or a follower's name.", 'follower1')),
          ok: Type.Boolean(about('OK', 'Whether it has a session, or needs none.', true)),
          text: Type.String(about('Text', 'In a sentence.', 'it is logged in again')),
        },
        about('Account', 'What came of it for one account.'),
      ),
      about('Accounts', 'Those that were meant.', []),
    ),
  },
  about('copytrade retry --json', 'What came of logging in again.'),
);

/** What `copytrade stop --json` prints. */
export const stopOutput = Type.Object(
  { statistics },
  about('copytrade stop --json', 'The figures of the run that has ended.', { statistics: STATISTICS }),
);

const mended = {
  exchange: Type.String(about('Exchange', 'Upper case.', 'NSE')),
  symbol,
  product: Type.String(about('Product', "The master's.", 'intraday')),
};

const reconciled = Type.Object(
  {
    ...mended,
    copied: Type.Integer(about('Copied', 'Units that copies hold; below zero is short.', 50)),
    held: Type.Integer(about('Held', 'Units that the account holds; below zero is short.', 40)),
    standing: word(
      ['in_sync', 'drifted', 'left_in', 'foreign', 'settling', 'not_compared'],
      about(
        'Standing',
        '`drifted`: the account holds less. `left_in`: the master has closed it. `foreign`: no copy, never touched.',
        'drifted',
      ),
    ),
  },
  { ...about('Reconciled position', 'One instrument in one product.'), additionalProperties: false },
);

const offer = Type.Object(
  {
    kind: word(
      ['close', 'forget', 'adopt'],
      about('Kind', '`close`: an order. `forget`, `adopt`: only the ledger of copies changes.', 'forget'),
    ),
    follower: name,
    ...mended,
    units: count(about('Units', 'Never more than these.', 10)),
  },
  { ...about('Offer', 'What mends one position.'), additionalProperties: false },
);

/** What `copytrade reconcile` prints with --json. */
export const reconcileOutput = Type.Object(
  {
    action: word(['compare', 'fix', 'adopt'], about('Action', 'What was asked for.', 'compare')),
    followers: Type.Array(
      Type.Object(
        {
          name,
          unread: orNull(
            Type.String(),
            about('Unread', 'Why its positions could not be read; null: they were.', null),
          ),
          holdings_unread: orNull(
            Type.String(),
            about('Holdings unread', 'Why its holdings could not be read; null: they were.', null),
          ),
          positions: Type.Array(reconciled, about('Positions', 'Of copies, and foreign ones.', [])),
        },
        { ...about('Follower', 'One whose copies are placed.'), additionalProperties: false },
      ),
      about('Followers', 'Those whose copies are placed.', []),
    ),
    offers: Type.Array(offer, about('Offers', 'What would be done, or was.', [])),
    agreement: Type.String(about('Agreement', 'Names the offers.', 'ab12cd34ef56ab12')),
    done: Type.Boolean(about('Done', 'Whether the offers were carried out.', false)),
    engine: word(
      ['running', 'stopped'],
      about('Engine', '`stopped`: it is the ledger in the journal of one that has ended.', 'running'),
    ),
    behind: orNull(
      Type.String(),
      about('Behind', 'Why the ledger is not what a running engine would have now; null: it is.', null),
    ),
  },
  { ...about('copytrade reconcile --json', 'Copies beside accounts.'), additionalProperties: false },
);
