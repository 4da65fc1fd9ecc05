/** What a desk forgets of orders that were executed in full. */
import { expect, test } from 'vitest';
import { LiveCopies } from '../../src/engine/copies/live-copies.ts';
import type { LiveCopy } from '../../src/engine/copies/live-copy.ts';
import { JournalBuffer } from '../../src/engine/record/journal-buffer.ts';
import { DeskBench, MORNING, TODAY } from './desk-bench.ts';

function makeCopies(): LiveCopies {
  const clock = { now: () => MORNING, monotonic: () => 0, sleep: async () => {} };
  const none = () => {
    throw new Error('nothing of the kind is written here');
  };
  const journal = new JournalBuffer(
    {
      ...{ appendNews: () => {}, takeApart: () => {}, recordAgain: none, recordDecision: none },
      ...{ adjustQuantity: none, adjustPrice: none, amendIntent: none, saveSnapshot: none },
    },
    (error) => {
      throw error;
    },
  );
  return new LiveCopies({ clock, journal, events: { onOutcome: () => {}, onCopyEnded: () => {} } });
}

test('an order that was executed in full is known by its tag alone, until the next day has one', () => {
  const bench = new DeskBench();
  const copies = makeCopies();
  const end = (copy: LiveCopy, state: 'complete' | 'cancelled') => {
    copies.adopt(copy);
    for (const order of copy.orders) copies.change(copy, order, { state: 'sending' });
    for (const order of copy.orders) copies.change(copy, order, { state, filledQuantity: 65 });
    copies.tellEnd(copy);
    return copy.orders[0]?.intent.tag ?? '';
  };
  const filled = end(bench.copy('entry', 'buy', [65]), 'complete');
  const cancelled = end(bench.copy('entry', 'buy', [65]), 'cancelled');
  const known = (tag: string) => [copies.isDone(tag), copies.find(tag) !== null];
  expect([known(filled), known(cancelled)]).toEqual([
    [true, false],
    [false, true],
  ]);
  end(bench.copy('entry', 'buy', [65], { day: TODAY + 1 }), 'complete');
  expect([known(filled), known(cancelled)]).toEqual([
    [false, false],
    [false, true],
  ]);
});
