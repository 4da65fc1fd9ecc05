import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canBecome, hasEnded, INTENT_STATES, type IntentState } from '../../src/journal/intent.ts';
import { type Journal, openJournal } from '../../src/journal/journal.ts';
import { makeIntent } from './children/make-intent.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const { tag, plannedAtMs } = makeIntent();
const ASSERTION = expect.objectContaining({ code: 'ERR_ASSERTION' });

function openWithIntent(): Journal {
  const journal = openJournal(join(makeTemporaryFolder(), 'journal.db'));
  journal.recordDecision({ decisions: [], intents: [makeIntent()] });
  return journal;
}

/** Written out by hand from docs/journal-format.md: row by row, `x` where the state of the column can follow. */
const TABLE = `
             planned dropped sending accepted refused unknown open complete cancelled rejected
  planned    =       x       x       .        .       x       .    .        .         .
  dropped    .       =       .       .        .       .       .    .        .         .
  sending    .       .       =       x        x       x       x    x        x         x
  accepted   .       .       .       =        .       .       x    x        x         x
  refused    .       .       .       .        =       .       x    x        x         x
  unknown    .       .       x       x        x       =       x    x        x         x
  open       .       .       .       .        .       .       =    x        x         x
  complete   .       .       .       .        .       .       .    =        .         .
  cancelled  .       .       .       .        .       .       .    .        =         .
  rejected   .       .       .       .        .       .       .    .        .         =
`;

/** The shortest ways from planned to each state. */
const WAYS: Readonly<Record<IntentState, readonly IntentState[]>> = {
  planned: [],
  dropped: ['dropped'],
  sending: ['sending'],
  accepted: ['sending', 'accepted'],
  refused: ['sending', 'refused'],
  unknown: ['unknown'],
  open: ['sending', 'open'],
  complete: ['sending', 'complete'],
  cancelled: ['sending', 'cancelled'],
  rejected: ['sending', 'rejected'],
};

function readTable(): { from: string; to: string; legal: boolean }[] {
  const [columns = [], ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([from = '', ...cells]) =>
    cells.map((cell, index) => ({ from, to: columns[index] ?? '', legal: cell !== '.' })),
  );
}

describe('the states of an intent', () => {
  test('follow each other as the table says, and the journal refuses every other step', () => {
    const journal = openJournal(join(makeTemporaryFolder(), 'journal.db'));
    const found: { from: string; to: string; legal: boolean }[] = [];
    for (const from of INTENT_STATES) {
      for (const to of INTENT_STATES) {
        const one = makeIntent({ tag: `${from}-${to}`, orderKey: `${from}-${to}` });
        journal.recordDecision({ decisions: [], intents: [one] });
        for (const state of WAYS[from]) journal.markIntent(one.tag, { state, atMs: plannedAtMs });
        const mark = () => journal.markIntent(one.tag, { state: to, atMs: plannedAtMs + 1 });
        if (canBecome(from, to)) expect(mark().state).toBe(to);
        else expect(mark).toThrow(ASSERTION);
        const now = journal.intent(one.tag);
        found.push({ from, to, legal: now?.state === to });
        expect(now?.updatedAtMs).toBe(plannedAtMs + (canBecome(from, to) ? 1 : 0));
      }
    }
    expect(found).toEqual(readTable());
  });

  test('once ended, an order is seen to live only where the broker had refused it', () => {
    const revived = INTENT_STATES.filter(
      (from) => hasEnded(from) && INTENT_STATES.some((to) => to !== from && canBecome(from, to)),
    );
    expect(revived).toEqual(['refused']);
  });

  test('after any sequence of news, what the journal lists agrees with the steps that were legal', () => {
    const journal = openJournal(join(makeTemporaryFolder(), 'journal.db'));
    let count = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...INTENT_STATES), { maxLength: 12 }), (news) => {
        count += 1;
        const one = makeIntent({ tag: `ct${count}`, orderKey: `order${count}` });
        journal.recordDecision({ decisions: [], intents: [one] });
        let state: IntentState = 'planned';
        for (const next of news) {
          const legal = canBecome(state, next);
          if (legal) state = next;
          const mark = () => journal.markIntent(one.tag, { state: next, atMs: plannedAtMs });
          if (legal) expect(mark().state).toBe(next);
          else expect(mark).toThrow(ASSERTION);
        }
        const listed = (intents: readonly { tag: string }[]) =>
          intents.some((intent) => intent.tag === one.tag);
        expect(journal.intent(one.tag)?.state).toBe(state);
        expect(listed(journal.liveIntents('follower1'))).toBe(!hasEnded(state));
        expect(listed(journal.unsettledIntents())).toBe(['planned', 'sending', 'unknown'].includes(state));
      }),
      { numRuns: 60 },
    );
  });
});

describe('news of an intent', () => {
  test('is kept field by field; what a change does not name stays', () => {
    const journal = openWithIntent();
    journal.markIntent(tag, { state: 'sending', atMs: plannedAtMs + 1 });
    journal.markIntent(tag, {
      state: 'accepted',
      orderId: '26112200',
      uniqueOrderId: 'u-1',
      atMs: plannedAtMs + 2,
    });
    journal.markIntent(tag, {
      state: 'open',
      filledQuantity: 25,
      averagePrice: '101.4833333333…',
      atMs: plannedAtMs + 3,
    });
    const news = { state: 'cancelled', brokerCode: 'AB1', brokerText: 'cancelled by user' } as const;
    const after = journal.markIntent(tag, { ...news, atMs: plannedAtMs + 4 });
    expect(after).toEqual({
      ...makeIntent(),
      ...news,
      orderId: '26112200',
      uniqueOrderId: 'u-1',
      filledQuantity: 25,
      averagePrice: '101.4833333333…',
      updatedAtMs: plannedAtMs + 4,
    });
    expect(journal.intent(tag)).toEqual(after);
  });

  test('takes back what was said of an unknown outcome once it is known', () => {
    const journal = openWithIntent();
    const words = { brokerCode: 'TIMEOUT', brokerText: 'no whole reply within 7000 ms' };
    journal.markIntent(tag, { state: 'unknown', ...words, atMs: plannedAtMs });
    const { state, brokerCode, brokerText } = journal.markIntent(tag, { state: 'open', atMs: plannedAtMs });
    expect({ state, brokerCode, brokerText }).toEqual({ state: 'open', brokerCode: null, brokerText: null });
  });

  test('comes for many intents in one write, or for none of them', () => {
    const journal = openWithIntent();
    const change = { state: 'sending', atMs: plannedAtMs } as const;
    const mark = () =>
      journal.markIntents([
        { tag, change },
        { tag: 'ct-unheard-of', change },
      ]);
    expect(mark).toThrow(ASSERTION);
    expect(journal.intent(tag)?.state).toBe('planned');
    expect(journal.markIntents([{ tag, change }]).map(({ state }) => state)).toEqual(['sending']);
  });

  test.each([-1, 0.5, 24])('cannot take a fill back or break it: %d after 25', (filledQuantity) => {
    const journal = openWithIntent();
    journal.markIntent(tag, { state: 'sending', atMs: plannedAtMs });
    journal.markIntent(tag, { state: 'open', filledQuantity: 25, atMs: plannedAtMs });
    expect(() => journal.markIntent(tag, { filledQuantity, atMs: plannedAtMs })).toThrow(ASSERTION);
    expect(journal.intent(tag)?.filledQuantity).toBe(25);
  });
});

describe('the quantity of an intent', () => {
  test('can be lowered before it is sent', () => {
    const journal = openWithIntent();
    expect(journal.adjustQuantity(tag, 50, plannedAtMs + 1)).toEqual(journal.intent(tag));
    expect(journal.intent(tag)).toMatchObject({
      quantity: 50,
      updatedAtMs: plannedAtMs + 1,
      state: 'planned',
    });
  });

  test.each([0, 76, 1.5])('cannot become %d of 75', (quantity) => {
    const journal = openWithIntent();
    expect(() => journal.adjustQuantity(tag, quantity, plannedAtMs)).toThrow(ASSERTION);
    expect(journal.intent(tag)?.quantity).toBe(75);
  });

  test('is not ours to set any more when it is being sent, nor is the price', () => {
    const journal = openWithIntent();
    expect(journal.adjustPrice(tag, '99.95', plannedAtMs + 1)).toEqual(journal.intent(tag));
    journal.markIntent(tag, { state: 'sending', atMs: plannedAtMs });
    expect(() => journal.adjustQuantity(tag, 50, plannedAtMs)).toThrow(ASSERTION);
    expect(() => journal.adjustPrice(tag, '99.90', plannedAtMs)).toThrow(ASSERTION);
    expect(journal.intent(tag)).toMatchObject({ price: '99.95', quantity: 75 });
  });

  test('follows a modification at the broker, with its prices', () => {
    const journal = openWithIntent();
    const amendment = {
      quantity: 150,
      orderType: 'stop_limit',
      price: '102.00',
      triggerPrice: '101.95',
    } as const;
    expect(() => journal.amendIntent(tag, { ...amendment, atMs: plannedAtMs })).toThrow(ASSERTION);
    journal.markIntent(tag, { state: 'sending', atMs: plannedAtMs });
    journal.markIntent(tag, { state: 'open', atMs: plannedAtMs });
    journal.amendIntent(tag, { ...amendment, atMs: plannedAtMs + 5 });
    expect(journal.intent(tag)).toMatchObject({ ...amendment, state: 'open', updatedAtMs: plannedAtMs + 5 });
    journal.amendIntent(tag, { triggerPrice: null, atMs: plannedAtMs + 6 });
    expect(journal.intent(tag)).toMatchObject({ ...amendment, triggerPrice: null });
  });
});
