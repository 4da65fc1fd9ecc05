/** Trouble with the folder of a run or a file in it (all but the journal, which has errors of its own). */
export type LogFileErrorCode =
  /** The folder cannot be made, or nothing can be made in it. */
  | 'LOGS_UNWRITABLE'
  /** The disk, or the user's share of it, is full. */
  | 'LOGS_FULL'
  /** Everything else that the operating system said no to. */
  | 'LOGS_IO';

export class LogFileError extends Error {
  override readonly name = 'LogFileError';
  readonly code: LogFileErrorCode;
  readonly path: string;
  /** What the user can do about it. */
  readonly next: string;

  constructor(code: LogFileErrorCode, path: string, cause: unknown) {
    const next = nextStep(code, path);
    super(`${describe(code, path)} (${systemCodeOf(cause) ?? String(cause)}). ${next}`, { cause });
    this.code = code;
    this.path = path;
    this.next = next;
  }
}

/** Names what the operating system refused while `path` was being written. */
export function toLogFileError(error: unknown, path: string): LogFileError {
  if (error instanceof LogFileError) return error;
  const code = systemCodeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new LogFileError('LOGS_FULL', path, error);
  const unwritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'].includes(code ?? '');
  return new LogFileError(unwritable ? 'LOGS_UNWRITABLE' : 'LOGS_IO', path, error);
}

/** `ENOSPC` and the like. @returns null where the error is none of the operating system's. */
export function systemCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function describe(code: LogFileErrorCode, path: string): string {
  switch (code) {
    case 'LOGS_UNWRITABLE':
      return `Nothing can be written to ${path}`;
    case 'LOGS_FULL':
      return `The disk is full: ${path} could not be written`;
    case 'LOGS_IO':
      return `${path} could not be written`;
  }
}

function nextStep(code: LogFileErrorCode, path: string): string {
  switch (code) {
    case 'LOGS_UNWRITABLE':
      return `Make ${path} a folder that this user owns and may write to, or name another folder for the logs.`;
    case 'LOGS_FULL':
      return 'Free space on that disk; what could not be written is missing from the file.';
    case 'LOGS_IO':
      return 'Check the disk and that the folder is still there.';
  }
}
