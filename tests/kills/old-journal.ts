/** A journal in which many days of copies stand already. */
import { join } from 'node:path';
import { openJournal } from '../../src/journal/journal.ts';
import { makeIntent } from '../journal/children/make-intent.ts';

const COPIES_AT_ONCE = 5_000;
const FIRST_DAY = 20_000;

/** @param rows half of them decisions, half intents that have ended */
export function writeOldJournal(logs: string, rows: number): void {
  const journal = openJournal(join(logs, 'journal.db'));
  for (let written = 0; written * 2 < rows; written += COPIES_AT_ONCE) {
    const copies = Array.from({ length: Math.min(COPIES_AT_ONCE, rows / 2 - written) }, (_, index) => {
      const number = written + index;
      const copy = { orderKey: `old${number}`, follower: `follower${1 + (number % 4)}`, revision: 1 };
      const day = FIRST_DAY + Math.floor(number / 100);
      return { ...copy, day, tag: `ct${String(number).padStart(13, '0')}` };
    });
    journal.recordDecision({
      decisions: copies.map((copy) => ({ ...copy, body: 'x'.repeat(400), atMs: copy.day * 86_400_000 })),
      intents: copies.map((copy) => makeIntent({ ...copy, state: 'sending' })),
    });
    journal.markIntents(
      copies.map(({ tag, day }) => ({
        tag,
        change: { state: 'complete', orderId: tag, filledQuantity: 75, atMs: day * 86_400_000 },
      })),
    );
  }
  journal.close();
}
