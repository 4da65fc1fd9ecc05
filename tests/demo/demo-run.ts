/** `copytrade demo` as a child process, in folders of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/copytrade.js', import.meta.url));

export interface DemoRun {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { stdout: string; stderr: string };
  /** Resolves when standard output holds the text. */
  said(text: string): Promise<void>;
  /** The exit code; null where a signal ended it. */
  ended(): Promise<number | null>;
}

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'copytrade-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** @param at `cwd`: where it is called; `temporary`: the only place where it may leave something */
export function runDemo(args: readonly string[], at: { cwd: string; temporary: string }): DemoRun {
  const env = { ...process.env, NO_COLOR: '1', LC_ALL: 'C.UTF-8', TMPDIR: at.temporary };
  const child = spawn(process.execPath, [BIN, 'demo', ...args], { cwd: at.cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    output,
    async said(text) {
      while (!output.stdout.includes(text)) {
        if (child.exitCode !== null) throw new Error(`it ended before it said ${text}: ${output.stderr}`);
        await Promise.race([once(child.stdout, 'data'), closed]);
      }
    },
    async ended() {
      const [code] = await closed;
      return code;
    },
  };
}
