/** Runs programs of tests/journal/children as processes of their own, so that they can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { onTestFinished } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const COMPILED = ['src/core', 'src/journal', 'tests/journal/children'];

/** Node 20 runs no TypeScript: the sources are compiled, file by file and unchecked, into a folder of their own. */
export function compileChildren(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'copytrade-children-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  for (const part of COMPILED) {
    for (const name of sourcesIn(part)) {
      const { outputText } = ts.transpileModule(readFileSync(join(ROOT, part, name), 'utf8'), {
        compilerOptions: {
          module: ts.ModuleKind.ESNext,
          target: ts.ScriptTarget.ES2023,
          verbatimModuleSyntax: true,
          rewriteRelativeImportExtensions: true,
        },
      });
      const target = join(folder, part, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, outputText);
    }
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function sourcesIn(part: string): readonly string[] {
  const files = readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts'));
}

export interface Child {
  readonly pid: number;
  /** Whole lines printed so far. */
  lines(): readonly string[];
  /** Resolves when that many lines were printed; rejects where the program ends before. */
  printed(count: number): Promise<void>;
  /** Kills it so that it can tidy up nothing; resolves when it is gone and all it printed was read. */
  kill(): Promise<void>;
  /** Resolves with its exit code. */
  ended: Promise<number | null>;
}

/** @param shell run before the program, in the same process: limits */
export function startChild(folder: string, name: string, args: readonly string[], shell = ''): Child {
  const program = join(folder, 'tests/journal/children', `${name}.js`);
  const child = spawn('bash', ['-c', `${shell} exec "$0" "$@"`, process.execPath, program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return watch(child);
}

function watch(child: ChildProcess): Child {
  let output = '';
  let errors = '';
  let wake: () => void = () => undefined;
  child.stdout?.on('data', (chunk) => {
    output += chunk;
    wake();
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const lines = () => output.split('\n').slice(0, -1);
  return {
    pid: child.pid ?? -1,
    lines,
    ended,
    async printed(count) {
      while (lines().length < count) {
        const more = new Promise<'more'>((done) => {
          wake = () => done('more');
        });
        const what = await Promise.race([more, ended]);
        if (what !== 'more' && lines().length < count) throw new Error(`the child ended early: ${errors}`);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
