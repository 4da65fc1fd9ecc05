/** The end of an order and the one in its place: both are in the journal, or neither. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { makeIntent } from './children/make-intent.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const FIRST = makeIntent({ effect: 'exit', side: 'sell' });
const AGAIN = makeIntent({ ...FIRST, tag: 'ct0000000000002', slice: 0 });
const REFUSED = {
  tag: FIRST.tag,
  change: { state: 'refused', brokerCode: 'RESET', brokerText: 'no connection', atMs: FIRST.plannedAtMs + 1 },
} as const;

function openSending() {
  const path = join(makeTemporaryFolder(), 'journal.db');
  const journal = openJournal(path);
  journal.recordDecision({ decisions: [], intents: [FIRST] });
  const { atMs } = REFUSED.change;
  journal.appendNews({ inputs: [], changes: [{ tag: FIRST.tag, change: { state: 'sending', atMs } }] });
  return { path, journal };
}

/** `tag state` of each order of the copy, as another process would find them. */
function statesIn(path: string): string[] {
  const journal = openJournal(path);
  const intents = journal.intentsOfCopy(FIRST.orderKey, FIRST.follower, FIRST.revision);
  journal.close();
  return intents.map(({ tag, state }) => `${tag} ${state}`);
}

test('both are there after it', () => {
  const { path, journal } = openSending();
  journal.recordAgain(AGAIN, { inputs: [], changes: [REFUSED] });
  journal.close();
  expect(statesIn(path)).toEqual([`${FIRST.tag} refused`, `${AGAIN.tag} planned`]);
});

test.each([
  ['the order in its place cannot be written', { ...AGAIN, tag: FIRST.tag }, REFUSED],
  ['the end cannot be written', AGAIN, { ...REFUSED, tag: 'ct0000000000009' }],
])('neither is there where %s: a restart sends the first one again', (_, again, refused) => {
  const { path, journal } = openSending();
  const news = { inputs: [{ kind: 'copy_ended', body: '{}', atMs: 1 }], changes: [refused] };
  expect(() => journal.recordAgain(again, news)).toThrow();
  expect([...journal.loadState().inputs]).toEqual([]);
  journal.close();
  expect(statesIn(path)).toEqual([`${FIRST.tag} sending`]);
});
