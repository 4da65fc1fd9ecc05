import { errorMonitor } from 'node:events';
import type { Writable } from 'node:stream';

const EXIT_UNWRITABLE = 2;

interface Outputs {
  readonly stdout: Writable;
  readonly stderr: Writable;
  exitCode?: number | string | null | undefined;
}

/**
 * What is printed may get lost (a full disk, a terminal that hung up, a closed pipe); what runs goes on, an engine above all.
 * It is said on stderr once, and is exit code 2 in the end. A closed pipe is neither: whoever reads has read enough.
 */
export function outliveOutput(outputs: Outputs): void {
  const { stdout, stderr } = outputs;
  let isTold = false;
  // Nobody is left to tell.
  stderr.on('error', () => {});
  stdout.on('error', () => {});
  // oclif throws out of its own listener whatever is not EPIPE. The monitor is asked before all listeners.
  stdout.on(errorMonitor, (error: NodeJS.ErrnoException) => {
    const cause = error.code ?? error.message;
    if (cause === 'EPIPE') return;
    error.code = 'EPIPE';
    if (isTold) return;
    isTold = true;
    outputs.exitCode = EXIT_UNWRITABLE;
    stderr.write(
      `What is printed cannot be written (${cause}), and is lost. Print it to somewhere with room.\n`,
    );
  });
}
