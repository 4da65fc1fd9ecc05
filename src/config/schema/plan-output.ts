import { Type } from '@sinclair/typebox';
import { about, count, decision, log, orNull, word } from './replay-output.ts';

const rupees = { pattern: '^\\d+\\.\\d{2,}$' };

const totals = Type.Object(
  {
    copied: count(about('Copied', 'Decisions to copy.', 10)),
    skipped: count(about('Skipped', 'Decisions to skip.', 4)),
    followed: count(about('Followed', 'Decisions to modify or cancel a copy that rests.', 0)),
    units: count(about('Units', 'Copied, of entries and exits together.', 650)),
    rupees: Type.String({
      ...rupees,
      ...about('Rupees', 'Quantity × price of all orders that have a price.', '65975.00'),
    }),
    market_orders: count(about('Market orders', 'Orders without a price.', 0)),
  },
  about('Totals', 'What one config decides for a follower.'),
);

const decidedOnce = orNull(
  Type.Intersect(
    [
      decision,
      Type.Object({
        rupees: orNull(
          Type.String(rupees),
          about('Rupees', 'Quantity × price of its orders; null at the market.', '6597.50'),
        ),
      }),
    ],
    about('Decision', 'As in `replay --json`, and what it comes to.'),
  ),
  about('Decision', 'Null where this config decides nothing there.', null),
);

const change = Type.Object(
  {
    order_key: Type.String(
      about('Order key', "The master order's first id; its later ids may differ.", '260511000368479'),
    ),
    time: orNull(
      Type.String(),
      about('Time', "The order's, in India; null where no row told one.", '2026-11-23T09:15:00+05:30'),
    ),
    before: decidedOnce,
    after: decidedOnce,
  },
  about('Change', 'One decision under the two configs.'),
);

const follower = Type.Object(
  {
    presence: word(
      ['kept', 'added', 'removed'],
      about('Presence', 'Whether both configs name the follower, or only one of them.', 'kept'),
    ),
    before: totals,
    after: totals,
    changed: count(about('Changed', 'Decisions that differ; all of an added or a removed follower.', 3)),
    changes: Type.Array(
      change,
      about('Changes', 'By time; empty for an added or a removed follower: `replay` lists those.', []),
    ),
  },
  about('Follower', 'What differs for one follower.'),
);

const config = (title: string, description: string) =>
  Type.Object(
    {
      file: Type.String(about('File', 'As named on the command line.', 'copytrade.yaml')),
      sha256: Type.String({
        ...about('SHA-256', 'Hex, over all its texts.', 'ab'.repeat(32)),
        pattern: '^[0-9a-f]{64}$',
      }),
    },
    about(title, description, { file: 'copytrade.yaml', sha256: 'ab'.repeat(32) }),
  );

/** What `copytrade plan --json` prints. */
export const planOutput = Type.Object(
  {
    from: config('From', 'The config that is compared with.'),
    config: config('Configuration', 'The config.'),
    logs: Type.Array(log, about('Logs', 'What was decided.', [])),
    assumed_flat: Type.Boolean(about('Assumed flat', 'No opening positions were known.', true)),
    differs: Type.Boolean(about('Differs', 'Whether any decision differs.', true)),
    followers: Type.Record(Type.String(), follower, about('Followers', 'By name.', {})),
  },
  about('copytrade plan --json', 'Which decisions of recorded days change between two configs.'),
);
