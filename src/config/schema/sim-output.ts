import { Type } from '@sinclair/typebox';
import { about } from './replay-output.ts';

const address = (title: string, description: string, example: string) =>
  Type.String(about(title, description, example));

const account = Type.Object(
  {
    role: Type.String(about('Role', '`master`, or a follower.', 'master')),
    client_code: Type.String(about('Client code', 'What it logs in with.', 'M100001')),
    environment: Type.Record(
      Type.String(),
      Type.String(),
      about('Environment', 'Its credentials, as environment variables. They open nothing else.', {
        CLIENT_ID: 'M100001',
      }),
    ),
  },
  { ...about('Account', 'One account of the simulator.'), additionalProperties: false },
);

/** What `copytrade sim --json` prints once it listens. */
export const simOutput = Type.Object(
  {
    url: address('Broker', 'For SMARTAPI_URL.', 'http://127.0.0.1:8710'),
    order_feed_url: address(
      'Order feed',
      'For SMARTAPI_ORDER_FEED_URL.',
      'ws://127.0.0.1:8710/smart-order-update',
    ),
    instruments_url: address(
      'Instruments',
      'The instrument master.',
      'http://127.0.0.1:8710/instruments.json',
    ),
    accounts: Type.Array(account, about('Accounts', 'Those that can log in.', [])),
  },
  {
    ...about('copytrade sim --json', 'Where the simulator listens, and its credentials.'),
    additionalProperties: false,
  },
);
