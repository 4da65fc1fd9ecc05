/** What bin/copytrade.js starts: the command line, out of the same bundle as the commands. */
import type { Writable } from 'node:stream';
import { Config } from '@oclif/core/config';
import { handle } from '@oclif/core/handle';
import { run } from '@oclif/core/run';
import { findNearest } from './config/shape/nearest.ts';
import { outliveOutput } from './reporting/terminal/outlive-output.ts';

export async function execute({ dir }: { readonly dir: string }): Promise<void> {
  outliveOutput(process);
  const config = await Config.load(dir);
  try {
    await run(process.argv.slice(2), config);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    suggestCommand(error, config.commandIDs);
    // It ends the process with the exit code that the error says, and what a pipe has not taken by then is lost.
    await Promise.race([drain(process.stdout), askedToEnd()]);
    await handle(error);
  }
}

/** oclif prints what an error suggests. */
function suggestCommand(error: Error & { suggestions?: string[] }, commands: readonly string[]): void {
  const asked = /^command (\S+) not found$/.exec(error.message)?.[1];
  const nearest = asked === undefined ? null : findNearest(asked, commands);
  if (nearest !== null) error.suggestions = [`copytrade ${nearest}`];
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
