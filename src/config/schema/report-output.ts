import { Type } from '@sinclair/typebox';
import { about, count, word } from './replay-output.ts';

const order = Type.Object(
  {
    order_id: Type.String(about('Order id', "The master order's.", '261123000025921')),
    symbol: Type.String(about('Symbol', 'The trading symbol.', 'RELIANCE-EQ')),
    side: word(['buy', 'sell'], about('Side', 'Buy or sell.', 'buy')),
    quantity: count(about('Quantity', 'Units ordered.', 10)),
    filled: count(about('Filled', 'Units executed.', 0)),
    state: Type.String(about('State', 'What became of it.', 'refused')),
    words: Type.String(about('Words', "The broker's; empty where there are none.", 'Insufficient Funds')),
  },
  { ...about('Order', 'One order of a copy.'), additionalProperties: false },
);

const amount = (title: string, description: string) => Type.String(about(title, description, '-120.50'));
const counts = (title: string, description: string) =>
  Type.Record(Type.String(), Type.Integer({ minimum: 0 }), about(title, description, { ENTRY: 2 }));

/** What `copytrade report --json` prints. */
export const reportOutput = Type.Object(
  {
    day: Type.String(about('Day', "India's.", '2026-11-23')),
    sessions: Type.Array(
      Type.Object(
        {
          file: Type.String(about('File', 'The recording.', 'session_20261123_091500.jsonl')),
          mode: word(['dry_run', 'live'], about('Mode', 'Whether orders were placed.', 'live')),
          ended: Type.Boolean(about('Ended', 'Whether the run ended by itself.', true)),
          unreadable: count(about('Unreadable', 'Lines that were left out.', 0)),
        },
        { ...about('Session', 'One run.'), additionalProperties: false },
      ),
      about('Sessions', 'The runs of that day, the first first.', []),
    ),
    followers: Type.Array(
      Type.Object(
        {
          name: Type.String(about('Name', "The follower's.", 'follower1')),
          copied: count(about('Copied', 'Decisions to copy.', 2)),
          skipped: count(about('Skipped', 'Decisions to skip.', 1)),
          reasons: counts('Reasons', 'Decisions by reason code.'),
          orders: counts('Orders', 'Orders by what became of them.'),
          failed: Type.Array(order, about('Failed', 'Refused or rejected.', [])),
          unknown: Type.Array(order, about('Unknown', 'Nobody knows whether there is such an order.', [])),
          realised: amount('Realised', 'Rupees of its copies that day.'),
          unrealised: amount('Unrealised', "Rupees, the broker's last figure."),
        },
        { ...about('Follower', 'What the day brought it.'), additionalProperties: false },
      ),
      about('Followers', 'Those of that day.', []),
    ),
  },
  { ...about('copytrade report --json', 'What a day brought.'), additionalProperties: false },
);
