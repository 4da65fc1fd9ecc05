import { describeTerminal } from '../../reporting/terminal/describe-terminal.ts';
import { ProgressLine } from './progress-line.ts';
import type { ReplayOutput } from './replay-output.ts';

/** Data on stdout, messages on stderr; progress only where stderr is a terminal. */
export function openStandardOutput({ stdout, stderr, env }: NodeJS.Process = process): ReplayOutput {
  const { colour, width } = describeTerminal(stderr, env);
  const write = (text: string) => void stderr.write(text);
  // A terminal without a size says that it has no columns.
  const screen = { write, width: width || 80, colour, now: () => performance.now() };
  const progress = stderr.isTTY === true && env.TERM !== 'dumb' ? new ProgressLine(screen) : null;
  return {
    out: (text) => {
      progress?.clear();
      return new Promise((resolve) => stdout.write(text, () => resolve()));
    },
    err: (line) => {
      progress?.clear();
      stderr.write(`${line}\n`);
    },
    outColour: describeTerminal(stdout, env).colour,
    errColour: colour,
    progress,
  };
}
