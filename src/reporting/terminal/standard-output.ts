import { describeTerminal } from './describe-terminal.ts';
import { ProgressLine } from './progress-line.ts';

/** Where a command prints. */
export interface CommandOutput {
  /** Data. Resolves when it is written. */
  out(text: string): Promise<void>;
  /** A line for people. */
  err(line: string): void;
  readonly outColour: boolean;
  readonly errColour: boolean;
  /** Null, or left out, where nobody watches. */
  readonly progress?: ProgressLine | null;
}

/** Data on stdout, messages on stderr; progress only where stderr is a terminal. */
export function openStandardOutput({ stdout, stderr, env }: NodeJS.Process = process): CommandOutput {
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
