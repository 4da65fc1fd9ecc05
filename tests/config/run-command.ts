import type { Interfaces } from '@oclif/core';
import { vi } from 'vitest';

export interface CommandRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A program without other commands: a test of one must not load them all. */
const PROGRAM = { root: 'tests/fixtures/config/program' };

interface Runnable {
  run(argv: string[], options: Interfaces.LoadOptions): Promise<unknown>;
}

/** Runs a command in this process and collects what it prints and the code it would exit with. */
export async function runCommand(command: Runnable, args: readonly string[]): Promise<CommandRun> {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const log = vi.spyOn(console, 'log').mockImplementation((text = '') => void stdout.push(`${text}\n`));
  const error = vi.spyOn(console, 'error').mockImplementation((text = '') => void stderr.push(`${text}\n`));
  const finish = (exitCode: number): CommandRun => ({
    stdout: stdout.join(''),
    stderr: stderr.join(''),
    exitCode,
  });
  try {
    await command.run([...args], PROGRAM);
    return finish(0);
  } catch (thrown) {
    const code = exitCodeOf(thrown);
    if (code === null) throw thrown;
    if (thrown instanceof Error && !thrown.message.startsWith('EEXIT')) stderr.push(`${thrown.message}\n`);
    return finish(code);
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

/** oclif tells the exit code by the error. */
function exitCodeOf(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('oclif' in thrown)) return null;
  const { oclif } = thrown;
  const isTold = typeof oclif === 'object' && oclif !== null && 'exit' in oclif;
  return isTold && typeof oclif.exit === 'number' ? oclif.exit : null;
}
