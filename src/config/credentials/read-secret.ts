import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { FindingCode } from '../findings/codes.ts';
import type { SecretReference } from '../settings.ts';
import { type Environment, isWorldReadable } from './environment.ts';

const EXEC_DEADLINE_MS = 10_000;
const MAX_SECRET_BYTES = 64 * 1024;

/** Where secrets are looked up. */
export interface SecretSources {
  /** Variables, those of `.env` included. */
  readonly environment: Environment;
  /** What paths are relative to, and where programs run. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

export interface SecretProblem {
  readonly code: FindingCode;
  /** Never holds the value, nor what a program printed. */
  readonly message: string;
}

export type SecretReading =
  | { readonly ok: true; readonly value: string; readonly warning: SecretProblem | null }
  | { readonly ok: false; readonly problem: SecretProblem };

/** Reads one secret from where its reference says. */
export async function readSecret(reference: SecretReference, sources: SecretSources): Promise<SecretReading> {
  switch (reference.kind) {
    case 'env':
      return readVariable(reference.variable, sources.environment);
    case 'file':
      return readSecretFile(reference.path, sources);
    case 'exec':
      return runProgram(reference.command, sources);
  }
}

function readVariable(name: string, environment: Environment): SecretReading {
  const value = environment[name]?.trim() ?? '';
  if (value !== '') return { ok: true, value, warning: null };
  const what = environment[name] === undefined ? 'is not set' : 'is empty';
  return refuse(
    'variable-missing',
    `The variable ${name} ${what}. Set it in \`.env\` beside the file, or in the environment.`,
  );
}

async function readSecretFile(path: string, { folder }: SecretSources): Promise<SecretReading> {
  const file = isAbsolute(path) ? path : join(folder, path);
  try {
    const { size } = await stat(file);
    if (size > MAX_SECRET_BYTES)
      return refuse('secret-unreadable', `${path} is larger than any secret. Name another file.`);
    const value = (await readFile(file, 'utf8')).trim();
    if (value === '')
      return refuse('secret-unreadable', `${path} is empty. Write the secret into it, alone.`);
    const message = `${path} can be read by every user of the machine. Run \`chmod 600 ${path}\`.`;
    const warning = (await isWorldReadable(file)) ? { code: 'secret-file-exposed' as const, message } : null;
    return { ok: true, value, warning };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return refuse(
      'secret-unreadable',
      `${path} cannot be read (${code}). Check the path and its permissions.`,
    );
  }
}

/** Runs without a shell; what the program prints on its error stream is not shown, since a value may be in it. */
function runProgram(command: readonly string[], sources: SecretSources): Promise<SecretReading> {
  const [program = '', ...parameters] = command;
  const options = {
    cwd: sources.folder,
    env: sources.environment,
    timeout: EXEC_DEADLINE_MS,
    killSignal: 'SIGKILL' as const,
    maxBuffer: MAX_SECRET_BYTES,
    windowsHide: true,
    ...(sources.signal ? { signal: sources.signal } : {}),
  };
  return new Promise((resolve) => {
    const child = execFile(program, parameters, options, (error, stdout) => {
      const value = stdout.trim();
      if (error !== null)
        resolve(
          refuse(
            'secret-unreadable',
            `The program ${program} ${whyFailed(error)}. Run it yourself to see why.`,
          ),
        );
      else if (value === '')
        resolve(
          refuse('secret-unreadable', `The program ${program} printed nothing. It should print the secret.`),
        );
      else resolve({ ok: true, value, warning: null });
    });
    // A program that asks for a password here would wait for ever.
    child.stdin?.end();
  });
}

function whyFailed(error: Error & { code?: string | number | null; killed?: boolean }): string {
  if (error.name === 'AbortError') return 'was stopped';
  if (error.code === 'ENOENT') return 'was not found';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'printed more than any secret';
  if (error.killed) return `gave no answer in ${EXEC_DEADLINE_MS / 1000} s`;
  return `failed (${error.code ?? 'unknown'})`;
}

function refuse(code: FindingCode, message: string): SecretReading {
  return { ok: false, problem: { code, message } };
}
