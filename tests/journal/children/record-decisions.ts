/** Records events of three intents each, for ever; prints each event's number when it is recorded. */

import { openJournal } from '../../../src/journal/journal.ts';
import { makeIntent } from './make-intent.ts';
import { print } from './print.ts';

const journal = openJournal(process.argv[2] ?? '');
for (let event = Number(process.argv[3]); ; event += 1) {
  const orderKey = `order${event}`;
  journal.recordDecision({
    input: { kind: 'row', body: String(event), atMs: event },
    decisions: [{ orderKey, follower: 'follower1', revision: 1, body: '{}', atMs: event }],
    intents: [0, 1, 2].map((slice) => makeIntent({ tag: `ct${event}x${slice}`, orderKey, slice })),
  });
  print(String(event));
}
