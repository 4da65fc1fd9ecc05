export type ReplayErrorCode =
  /** The file is not there, or cannot be opened or read. */
  | 'FILE_UNREADABLE'
  | 'NOT_JSON'
  /** JSON, but nothing that can be replayed (or positions, or instruments). */
  | 'NOT_RECOGNISED'
  | 'RECORDING_DAMAGED'
  /** The same log twice. */
  | 'NAMED_TWICE'
  /** The page cannot be written, or something else is in its place. */
  | 'PAGE_UNWRITABLE';

/** A file that a replay needs cannot be used. The message names it; `next` says what to do. */
export class ReplayError extends Error {
  readonly code: ReplayErrorCode;
  readonly next: string;

  constructor(code: ReplayErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReplayError';
    this.code = code;
    this.next = next;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  ERR_STRING_TOO_LONG: 'it is larger than half a gigabyte',
};

/** What stopped a file from being read. Anything that is no error of the system is thrown on. */
export function toReplayError(error: unknown, path: string): ReplayError {
  if (error instanceof ReplayError) return error;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const code = String(error.code);
  if (code === 'ABORT_ERR') throw error;
  const reason = REASONS[code] ?? code;
  const options = { cause: error };
  return new ReplayError('FILE_UNREADABLE', `${path}: ${reason}`, 'Check the path.', options);
}
