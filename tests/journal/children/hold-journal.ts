/** Opens the journal and keeps it until its input ends. */
import { openJournal } from '../../../src/journal/journal.ts';
import { print } from './print.ts';

const journal = openJournal(process.argv[2] ?? '');
print('open');
process.stdin.on('end', () => journal.close());
process.stdin.resume();
