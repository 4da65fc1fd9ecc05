/** What bin/copytrade.js starts: the command line, out of the same bundle as the commands. */
import { execute as executeCommand } from '@oclif/core/execute';
import { outliveOutput } from './reporting/terminal/outlive-output.ts';

export async function execute(options: { readonly dir: string }): Promise<void> {
  outliveOutput(process);
  await executeCommand(options);
}
