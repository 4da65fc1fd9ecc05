import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Journal, openJournal } from '../../src/journal/journal.ts';
import { makeIntent } from './children/make-intent.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const AT_MS = 1_795_319_100_000;

/** A journal in a folder of its own, and how to open it again. */
function openNew(): { journal: Journal; reopen(): Journal } {
  const path = join(makeTemporaryFolder(), 'logs', 'journal.db');
  let journal = openJournal(path);
  return {
    journal,
    reopen() {
      journal.close();
      journal = openJournal(path);
      return journal;
    },
  };
}

function input(number: number) {
  return { kind: 'row', body: `{"n":${number}}`, atMs: AT_MS + number };
}

describe('the state that a restart is rebuilt from', () => {
  test('a new journal has no snapshot and no inputs', () => {
    const { snapshot, inputs } = openNew().journal.loadState();
    expect({ snapshot, inputs: [...inputs] }).toEqual({ snapshot: null, inputs: [] });
  });

  test('inputs come back in their order after the journal was opened again', () => {
    const { journal, reopen } = openNew();
    journal.appendInput('policy', '{"n":0}', AT_MS);
    journal.appendInputs([input(1), input(2)]);
    expect([...reopen().loadState().inputs]).toEqual([{ ...input(0), kind: 'policy' }, input(1), input(2)]);
  });

  test('a snapshot stands in for the inputs before it', () => {
    const { journal, reopen } = openNew();
    journal.appendInputs([input(1), input(2)]);
    journal.saveSnapshot('after 2', AT_MS);
    journal.appendInput('row', input(3).body, input(3).atMs);
    const { snapshot, inputs } = reopen().loadState();
    expect({ snapshot, inputs: [...inputs] }).toEqual({ snapshot: 'after 2', inputs: [input(3)] });
  });

  test('the snapshot before the last is kept with all that came after it, and nothing older', () => {
    const { journal } = openNew();
    for (const number of [1, 2, 3]) {
      journal.appendInputs([input(number)]);
      journal.saveSnapshot(`after ${number}`, AT_MS);
    }
    journal.appendInputs([input(4)]);
    const latest = journal.loadState();
    const previous = journal.loadState('previous');
    expect([latest.snapshot, [...latest.inputs]]).toEqual(['after 3', [input(4)]]);
    expect([previous.snapshot, [...previous.inputs]]).toEqual(['after 2', [input(3), input(4)]]);
  });

  test('with one snapshot only, what was before it is the beginning', () => {
    const { journal } = openNew();
    journal.appendInputs([input(1)]);
    journal.saveSnapshot('after 1', AT_MS);
    journal.appendInputs([input(2)]);
    const previous = journal.loadState('previous');
    expect([previous.snapshot, [...previous.inputs]]).toEqual([null, [input(1), input(2)]]);
  });

  test('the parts of a snapshot go on to count until one begins anew', () => {
    const { journal, reopen } = openNew();
    journal.saveSnapshot('first', AT_MS, { added: ['a', 'b'], goesOn: false });
    journal.saveSnapshot('second', AT_MS, { added: [], goesOn: true });
    journal.saveSnapshot('third', AT_MS, { added: ['c'], goesOn: true });
    const both = (which: Journal) => [which.loadState('previous').parts, which.loadState().parts];
    expect(both(journal)).toEqual([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]);
    journal.saveSnapshot('fourth', AT_MS, { added: ['d'], goesOn: false });
    expect(both(reopen())).toEqual([['a', 'b', 'c'], ['d']]);
  });

  test('a snapshot taken when a snapshot has already replaced every input loses none that follow', () => {
    const { journal } = openNew();
    journal.appendInputs([input(1)]);
    for (const body of ['first', 'second', 'third']) journal.saveSnapshot(body, AT_MS);
    journal.appendInputs([input(2)]);
    const { snapshot, inputs } = journal.loadState();
    expect({ snapshot, inputs: [...inputs] }).toEqual({ snapshot: 'third', inputs: [input(2)] });
  });

  test('a hundred thousand inputs are rebuilt, also while more are appended', () => {
    const { journal, reopen } = openNew();
    const all = Array.from({ length: 100_000 }, (_, number) => input(number));
    journal.appendInputs(all);
    const again = reopen();
    const seen: string[] = [];
    for (const { body } of again.loadState().inputs) {
      seen.push(body);
      if (seen.length === 10) again.appendInput('row', 'late', AT_MS);
    }
    expect(seen).toEqual([...all.map(({ body }) => body), 'late']);
  });

  test('what the redactor knows does not reach the file', () => {
    const path = join(makeTemporaryFolder(), 'journal.db');
    const journal = openJournal(path, { redact: (text) => text.replaceAll('tok-canary', '[token]') });
    journal.recordDecision({
      input: { kind: 'row', body: 'a tok-canary', atMs: AT_MS },
      decisions: [{ orderKey: '1', follower: 'follower1', revision: 1, body: 'b tok-canary', atMs: AT_MS }],
      intents: [makeIntent()],
    });
    journal.markIntent(makeIntent().tag, { state: 'sending', brokerText: 'c tok-canary', atMs: AT_MS });
    journal.saveSnapshot('d tok-canary', AT_MS);
    expect([
      [...journal.loadState('previous').inputs][0]?.body,
      journal.decisionsOf('1')[0]?.body,
      journal.intent(makeIntent().tag)?.brokerText,
      journal.loadState().snapshot,
    ]).toEqual(['a [token]', 'b [token]', 'c [token]', 'd [token]']);
  });
});

describe('recording a decision', () => {
  const decision = {
    orderKey: makeIntent().orderKey,
    follower: 'follower1',
    revision: 1,
    body: '{}',
    atMs: AT_MS,
  };

  test('keeps the input, the decisions and the intents together', () => {
    const { journal, reopen } = openNew();
    const skip = { ...decision, follower: 'follower2', revision: 0, body: '{"reason":"STALE"}' };
    const second = makeIntent({
      tag: 'ct0000000000002',
      slice: 1,
      state: 'sending',
      symbolToken: null,
      price: null,
    });
    journal.recordDecision({ input: input(1), decisions: [decision, skip], intents: [makeIntent(), second] });
    const again = reopen();
    const added = {
      orderId: null,
      uniqueOrderId: null,
      filledQuantity: 0,
      averagePrice: null,
      brokerCode: null,
      brokerText: null,
      updatedAtMs: makeIntent().plannedAtMs,
    };
    const expected = [
      { ...makeIntent(), ...added, state: 'planned' },
      { ...second, ...added, state: 'sending' },
    ];
    expect([...again.loadState().inputs]).toEqual([input(1)]);
    expect(again.decisionsOf(decision.orderKey)).toEqual([decision, skip]);
    expect(again.intentsOfCopy(decision.orderKey, 'follower1', 1)).toEqual(expected);
    expect(again.intentsOfDay(makeIntent().day)).toEqual(expected);
    expect(again.intentsOfDay(makeIntent().day + 1)).toEqual([]);
    expect(again.liveIntents()).toEqual(expected);
    expect(again.unsettledIntents()).toEqual(expected);
  });

  test('records nothing of an event whose tag is there already', () => {
    const { journal } = openNew();
    journal.recordDecision({ decisions: [decision], intents: [makeIntent()] });
    const fresh = makeIntent({ tag: 'ct0000000000009', follower: 'follower9' });
    const record = () =>
      journal.recordDecision({ input: input(2), decisions: [decision], intents: [fresh, makeIntent()] });
    expect(record).toThrow(expect.objectContaining({ name: 'JournalError', code: 'DUPLICATE_INTENT' }));
    expect(journal.intent(fresh.tag)).toBeNull();
    expect(journal.decisionsOf(decision.orderKey)).toEqual([decision]);
    expect([...journal.loadState().inputs]).toEqual([]);
  });

  test.each([
    ['planned', [], false],
    ['open', ['sending', 'open'], false],
    ['unknown', ['sending', 'unknown'], false],
    ['complete', ['sending', 'complete'], false],
    ['dropped', ['dropped'], true],
    ['refused', ['sending', 'refused'], true],
    ['cancelled', ['sending', 'open', 'cancelled'], true],
    ['rejected', ['sending', 'accepted', 'rejected'], true],
  ] as const)('another tag for the slice of an order that is %s', (_state, path, allowed) => {
    const { journal } = openNew();
    journal.recordDecision({ decisions: [], intents: [makeIntent()] });
    for (const state of path) journal.markIntent(makeIntent().tag, { state, atMs: AT_MS });
    const again = () =>
      journal.recordDecision({ decisions: [], intents: [makeIntent({ tag: 'ct0000000000002' })] });
    if (allowed) expect(again).not.toThrow();
    else expect(again).toThrow(expect.objectContaining({ code: 'DUPLICATE_INTENT' }));
    expect(journal.intentsOfCopy(decision.orderKey, 'follower1', 1)).toHaveLength(allowed ? 2 : 1);
  });

  test.each([
    { slice: 1 },
    { revision: 2 },
    { follower: 'follower2' },
    { orderKey: '261122000000002' },
    { day: makeIntent().day + 1 },
  ])('another order is no repetition: %o', (different) => {
    const { journal } = openNew();
    const other = makeIntent({ tag: 'ct0000000000002', ...different });
    journal.recordDecision({ decisions: [], intents: [makeIntent(), other] });
    expect(journal.liveIntents().map(({ tag }) => tag)).toEqual([makeIntent().tag, other.tag]);
    expect(journal.liveIntents('follower2').map(({ tag }) => tag)).toEqual(
      other.follower === 'follower2' ? [other.tag] : [],
    );
  });

  test.each([{ quantity: 0 }, { quantity: 0.5 }, { price: '1e3' }, { triggerPrice: 'market' }])(
    'refuses %o',
    (different) => {
      const { journal } = openNew();
      const record = () =>
        journal.recordDecision({ decisions: [decision], intents: [makeIntent(different)] });
      expect(record).toThrow(expect.objectContaining({ code: 'ERR_ASSERTION' }));
      expect(journal.decisionsOf(decision.orderKey)).toEqual([]);
    },
  );
});
