/** Puts records, changes some that are there, for ever; prints each one's number when it is put. */
import { createRecordsFile } from '../../../src/journal/records-file.ts';
import { print } from './print.ts';

const file = createRecordsFile(process.argv[2] ?? '', 1_795_319_100_000, (text) => text);
print(file.path);
const put = (number: number, error: string | null) =>
  file.put(String(number), {
    atMs: 1_795_319_100_000 + number,
    masterOrderId: String(number),
    symbol: 'NIFTY24NOV2624600PE',
    side: 'buy',
    quantity: 75,
    price: '101.50',
    follower: 'follower1',
    success: error === null,
    followerOrderId: error === null ? `26112200${number}` : null,
    error,
  });
for (let number = 0; ; number += 1) {
  put(number, number % 7 === 0 ? 'not yet known' : null);
  print(`put ${number}`);
  // Every 50th outgrows its room, so that the file is laid out anew.
  const words = `RMS: margin exceeds${' and more'.repeat(number % 50 === 0 ? 60 : 3)}`;
  if (number >= 3) put(number - 3, number % 3 === 0 ? words : null);
}
