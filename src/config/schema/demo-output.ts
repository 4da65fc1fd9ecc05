import { Type } from '@sinclair/typebox';
import { about, count, orNull } from './replay-output.ts';

const path = (title: string, description: string, example: string) =>
  Type.String(about(title, description, example));
const figure = (title: string, description: string, example: number) =>
  count(about(title, description, example));
const ms = (title: string, description: string) =>
  Type.Number({ ...about(title, description, 12.5), minimum: 0 });

const holding = Type.Object(
  {
    symbol: Type.String(about('Symbol', 'The trading symbol.', 'RELIANCE-EQ')),
    as_expected: Type.Boolean(about('As expected', 'Whether all hold what the script says.', true)),
  },
  {
    ...about('Holding', 'Units held at the end, by account.'),
    additionalProperties: Type.Integer(),
  },
);

/** What `copytrade demo --json` prints. */
export const demoOutput = Type.Object(
  {
    ok: Type.Boolean(about('Fine', 'All was as scripted.', true)),
    problems: Type.Array(Type.String(), about('Problems', 'What was not, in sentences.', [])),
    seconds: Type.Number(about('Seconds', 'How long it played.', 16.8)),
    decisions: figure('Decisions', 'How many were made.', 16),
    statistics: Type.Object(
      {
        copies: figure('Copies', 'Orders of the followers.', 11),
        successful: figure('Successful', 'Taken by the broker.', 11),
        failed: figure('Failed', 'Refused, rejected or unknown.', 0),
        pending: figure('Pending', 'Not yet known to have ended.', 0),
        skipped: figure('Skipped', 'Decisions to skip.', 5),
      },
      about('Statistics', 'The figures of the run.'),
    ),
    latency_ms: orNull(
      Type.Object(
        {
          median: ms('Median', 'Milliseconds.'),
          slowest: ms('Slowest', 'Milliseconds.'),
        },
        about('Latency', "From the master's event to the broker's reply."),
      ),
      about('Latency', "From the master's event to the broker's reply; null where nothing was placed.", null),
    ),
    holdings: Type.Array(holding, about('Holdings', 'What everybody holds at the end.', [])),
    folder: path('Folder', 'Where the files are.', '/tmp/copytrade-demo-x1'),
    kept: Type.Boolean(about('Kept', 'Whether they are still there.', false)),
    files: Type.Object(
      {
        config: path('Configuration', 'The file that was played with.', 'copytrade.yaml'),
        records: path('Records', 'The record file.', 'logs/copy_trading_20261123_091500.json'),
        recording: path('Recording', 'What was replayed.', 'logs/session_20261123_091500.jsonl'),
        log: path('Log', "The operator's log.", 'logs/copytrade.log'),
      },
      about('Files', 'What it wrote.'),
    ),
    replay: Type.Object(
      {
        decisions: figure('Decisions', 'Decided again.', 16),
        divergences: figure('Divergences', 'Decisions that came out differently.', 0),
      },
      about('Replay', 'The recording of the session, decided again.'),
    ),
  },
  {
    ...about('copytrade demo --json', 'How the demo went.'),
    additionalProperties: false,
  },
);
