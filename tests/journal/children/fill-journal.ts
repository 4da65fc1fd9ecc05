/** Appends inputs until that fails, tells how, and whether what was recorded before can still be read. */

import { openJournal } from '../../../src/journal/journal.ts';
import { JournalError } from '../../../src/journal/journal-error.ts';
import { print } from './print.ts';

const journal = openJournal(process.argv[2] ?? '');
let appended = 0;
try {
  for (;;) {
    journal.appendInput('row', 'x'.repeat(10_000), appended);
    appended += 1;
  }
} catch (error) {
  if (!(error instanceof JournalError)) throw error;
  print(error.code);
}
print(String(appended === [...journal.loadState().inputs].length));
