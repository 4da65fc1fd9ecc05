import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ReplayCommand, runReplay } from '../../src/replay/run-replay.ts';
import type { ProgressLine } from '../../src/reporting/terminal/progress-line.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(ROOT, 'bin/copytrade.js');

export function fixture(name: string): string {
  return join(ROOT, 'tests/fixtures/replay', name);
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The real program, in a process of its own. */
export function runProgram(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly cwd?: string;
    /** Given the process when it has said something on stderr. */
    readonly onErr?: (child: { kill(signal: 'SIGINT'): boolean }) => void;
  } = {},
): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: options.cwd ?? ROOT, env });
  return new Promise((resolve, reject) => {
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      out += piece;
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      if (err === '') options.onErr?.(child);
      err += piece;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** The same use case as the command's, in this process. */
export async function replay(
  command: Partial<ReplayCommand> & Pick<ReplayCommand, 'logs'>,
  {
    colour = false,
    signal = new AbortController().signal,
    progress = null,
  }: { colour?: boolean; signal?: AbortSignal; progress?: ProgressLine | null } = {},
): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const whole = {
    configFile: fixture('two-followers.yaml'),
    positionsFile: null,
    instrumentsFile: null,
    verify: false,
    json: false,
    minCoverage: null,
    htmlFile: null,
    ...command,
  };
  const output = {
    out: async (text: string) => {
      out.push(text);
    },
    err: (line: string) => {
      err.push(`${line}\n`);
    },
    outColour: colour,
    errColour: colour,
    progress,
  };
  const code = await runReplay(whole, output, signal);
  return { code, out: out.join(''), err: err.join('') };
}

/** What `replay --json` prints. */
export async function replayJson(command: Partial<ReplayCommand> & Pick<ReplayCommand, 'logs'>) {
  const { out, err, code } = await replay({ ...command, json: true });
  return { ...parseReport(out), err, code };
}

export function parseReport(text: string): ReportJson {
  return JSON.parse(text);
}

export interface ReportJson {
  readonly config: { readonly file: string; readonly sha256: string };
  readonly logs: readonly unknown[];
  readonly assumed_flat: boolean;
  readonly decisions: readonly Readonly<Record<string, unknown>>[];
  readonly followers: Readonly<Record<string, unknown>>;
  readonly coverage: unknown;
  readonly digest: string;
  readonly verify?: unknown;
}

/** A folder for the time of one test. */
export async function withFolder<T>(use: (folder: TestFolder) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'copytrade-replay-'));
  try {
    return await use(new TestFolder(path));
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

export class TestFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @returns the path of the written file */
  async write(name: string, content: string | object): Promise<string> {
    const path = join(this.path, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }
}

export async function readRows(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const body = JSON.parse(await readFile(fixture(name), 'utf8'));
  return Array.isArray(body) ? body : body.data;
}

/** What stays the same in the decisions about one part, and what each follower's has. */
type Same = Readonly<Record<'order_id' | 'symbol' | 'exchange' | 'side', string>> & {
  readonly master_quantity: number;
};

export function skip(same: Same, follower: string, reason: string, rule: string | null = null) {
  return { ...same, follower, action: 'skip', reason, rule, quantity: 0, orders: [] };
}

/** A copy by one LIMIT order. */
export function copy(same: Same, follower: string, reason: string, quantity: number, at: Limit) {
  const { price, product } = at;
  const order = { order_type: 'LIMIT', side: same.side, quantity, price, trigger_price: null, product };
  const orders = [{ ...order, variety: 'NORMAL' }];
  return { ...same, follower, action: 'copy', reason, rule: null, quantity, orders };
}

interface Limit {
  readonly price: string;
  readonly product: string;
}
