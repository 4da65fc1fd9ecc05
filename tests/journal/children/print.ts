import { writeSync } from 'node:fs';

/** Prints a line at once: what was printed was printed, even if the process is killed next. */
export function print(line: string): void {
  writeSync(1, `${line}\n`);
}
