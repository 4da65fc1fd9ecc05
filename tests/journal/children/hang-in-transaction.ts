/** Records one input, writes another in a transaction that it never commits, and waits to be killed. */
import { InputTable } from '../../../src/journal/input-table.ts';
import { JournalDatabase } from '../../../src/journal/journal-database.ts';
import { print } from './print.ts';

const db = new JournalDatabase(process.argv[2] ?? '');
const inputs = new InputTable(db);
inputs.append({ kind: 'row', body: 'committed', atMs: 1 });
db.inTransaction(() => {
  // More than SQLite's cache holds, so that a part is in the file already.
  for (let part = 0; part < 40; part += 1) inputs.append({ kind: 'row', body: 'x'.repeat(100_000), atMs: 2 });
  print('in the transaction');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
