/** Appends two lines a turn of the event loop, for ever; prints how many were appended two turns ago, or before. */
import { createRecordingFile } from '../../../src/journal/recording-file.ts';
import { print } from './print.ts';

const file = createRecordingFile(
  process.argv[2] ?? '',
  1_795_319_100_000,
  (text) => text,
  (error) => print(error.message),
);
print(file.path);
let appended = 0;
const turn = () => {
  if (appended > 4) print(String(appended - 4));
  file.append(JSON.stringify({ line: appended }));
  file.append(JSON.stringify({ line: appended + 1 }));
  appended += 2;
  setImmediate(turn);
};
turn();
