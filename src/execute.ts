/** What bin/copytrade.js starts: the command line, out of the same bundle as the commands. */
import type { Writable } from 'node:stream';
import { handle } from '@oclif/core/handle';
import { run } from '@oclif/core/run';
import { outliveOutput } from './reporting/terminal/outlive-output.ts';

export async function execute({ dir }: { readonly dir: string }): Promise<void> {
  outliveOutput(process);
  try {
    await run(process.argv.slice(2), dir);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // It ends the process with the exit code that the error says, and what a pipe has not taken by then is lost.
    await Promise.race([drain(process.stdout), askedToEnd()]);
    await handle(error);
  }
}

function drain(output: Writable): Promise<void> {
  if (output.writableLength === 0) return Promise.resolve();
  return new Promise((resolve) => output.write('', () => resolve()));
}

/** Whoever reads may have stopped reading for good. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
