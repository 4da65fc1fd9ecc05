/**
 * Where an engine listens: `control/MODE.sock` in its logs folder, so whoever knows the folder finds it, and two
 * engines (one live, one in dry run) do not meet. A path that is too long for a socket is replaced by a short one in
 * a folder of the user's own under /tmp.
 */
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CONTROL_BOUNDS } from './control-bounds.ts';
import { ControlError } from './control-error.ts';

export const MODES = ['live', 'dry_run'] as const;
export type EngineMode = (typeof MODES)[number];

const FOLDER = 'control';
const PRIVATE_FOLDER = 0o700;

/** @throws ControlError on a system without such sockets */
export function socketPath(logsFolder: string, mode: EngineMode): string {
  const user = userId();
  const folder = realPath(logsFolder);
  const path = join(folder, FOLDER, `${mode}.sock`);
  if (Buffer.byteLength(path) <= CONTROL_BOUNDS.maxPathBytes) return path;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  // Not TMPDIR: the engine and a terminal beside it may have different ones.
  return join('/tmp', `copytrade-${user}`, `${name}.${mode}.sock`);
}

/**
 * Makes the folder of the socket, for the owner only.
 * @throws ControlError where it is another user's
 */
export function makeSocketFolder(path: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
    if (lstatSync(folder).uid === userId()) chmodSync(folder, PRIVATE_FOLDER);
  } catch (error) {
    throw noSocket(path, error);
  }
  assertPrivate(path);
}

/**
 * What listens at `path` is the user's own: nobody else could have put it there.
 * @throws ControlError where that is not certain; `NO_ENGINE` where there is no such folder
 */
export function assertPrivate(path: string): void {
  const folder = dirname(path);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw noEngine(path);
  if (found.isDirectory() && found.uid === userId() && (found.mode & 0o077) === 0) return;
  throw new ControlError(
    'NOT_PRIVATE',
    `${folder} is open to other users of this machine, or is theirs`,
    'Stop the engine, remove that folder, and start again: it is made anew, for you only.',
  );
}

export function noEngine(path: string, options?: ErrorOptions): ControlError {
  return new ControlError(
    'NO_ENGINE',
    `no engine is running here: nobody listens in ${dirname(path)}`,
    'Start one with `copytrade run`, or name the folder of its logs with --logs.',
    options,
  );
}

export function noSocket(path: string, cause: unknown): ControlError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ControlError(
    'NO_SOCKET',
    `the engine cannot listen at ${path} (${why})`,
    'It runs, and cannot be steered: only Ctrl-C or SIGTERM end it. Put the logs on a local disk with --logs.',
    { cause },
  );
}

function userId(): number {
  if (process.getuid) return process.getuid();
  throw new ControlError(
    'NO_SOCKET',
    'this system has no unix-domain sockets that only their owner can open',
    'On Windows a running engine cannot be steered by other commands: end it with Ctrl-C.',
  );
}

/** The engine and a terminal may come to the folder by different links. One that is not there has no engine. */
function realPath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return resolve(folder);
    throw noSocket(folder, error);
  }
}
