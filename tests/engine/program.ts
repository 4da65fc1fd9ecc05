/** The built program as a child process, against the simulator of a rig that lives by the machine's time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createRealClock } from '../../src/simulator/clock.ts';
import { expectToFit } from '../published-schema.ts';
import { createRig, type Rig, type RigOptions } from './rig.ts';

const BIN = fileURLToPath(new URL('../../bin/copytrade.js', import.meta.url));

/** A rig for child processes. */
export function createWorld(options: RigOptions = {}): Promise<Rig> {
  const simulator = { ...options.simulator, clock: createRealClock() };
  return createRig({ ...options, simulator });
}

export interface ProgramOptions {
  /** Files grow no further than this. */
  readonly maxFileBytes?: number;
  /** In front of the program. */
  readonly nodeArgs?: readonly string[];
  /** Beside the accounts' own variables. */
  readonly environment?: Readonly<Record<string, string>>;
}

export class Program {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #closed: Promise<unknown[]>;
  readonly #isRun: boolean;

  constructor(rig: Rig, args: readonly string[], options: ProgramOptions = {}) {
    this.#isRun = args[0] === 'run' && args.includes('--json');
    const node = [process.execPath, ...(options.nodeArgs ?? []), BIN, ...args];
    const [program, ...rest] = toCommand(node, options.maxFileBytes ?? null);
    this.child = spawn(program ?? '', rest, {
      cwd: rig.folder,
      env: { PATH: process.env.PATH, NO_COLOR: '1', ...rig.environment, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk) => {
      this.stdout += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.#closed = once(this.child, 'close');
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  /** Resolves when `--json` has told of such an event. */
  told(type: string): Promise<void> {
    return this.said(`"type":"${type}"`);
  }

  async said(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`it ended before it said ${text}: ${this.stdout}${this.stderr}`);
      await Promise.race([once(this.child.stdout ?? this.child, 'data'), this.#closed]);
    }
  }

  /** @returns the exit code; null where a signal ended it */
  async ended(): Promise<number | null> {
    await this.#closed;
    if (this.#isRun) this.#expectWholeEvents();
    return this.child.exitCode;
  }

  /** All that it told fits the published schema; a kill may have cut the last line. */
  #expectWholeEvents(): void {
    const lines = this.stdout.split('\n').slice(0, -1);
    // What a library says under DEBUG is not ours.
    for (const line of lines.filter((text) => text.startsWith('{'))) {
      const printed = JSON.parse(line);
      if ('type' in printed) expectToFit('run', printed);
    }
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended();
  }
}

/** `ulimit -f` counts in blocks of 512 bytes. */
function toCommand(command: readonly string[], maxFileBytes: number | null): readonly string[] {
  if (maxFileBytes === null) return command;
  return ['sh', '-c', `ulimit -f ${Math.floor(maxFileBytes / 512)} && exec "$@"`, 'sh', ...command];
}

/** `copytrade run --live --json`, up to where it follows the master. */
export async function startRun(rig: Rig, options: ProgramOptions = {}): Promise<Program> {
  const program = new Program(rig, ['run', '--live', '--json'], options);
  await program.told('started');
  return program;
}
